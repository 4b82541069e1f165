package io.marcado.bookings;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import io.marcado.bookings.relay.BookingRelay;
import io.marcado.platform.events.StreamConsumer;
import jakarta.inject.Inject;
import java.util.List;

/** The table's stream: publishes what happened to bookings. */
public final class RelayBookingEventsHandler extends StreamConsumer {
  @Inject BookingRelay relay;

  @Override
  protected int consume(List<DynamodbStreamRecord> records) {
    return relay.publish(records);
  }
}

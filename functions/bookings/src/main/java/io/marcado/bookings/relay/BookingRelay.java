package io.marcado.bookings.relay;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.store.BookingItem;
import io.marcado.domain.TenantId;
import io.marcado.platform.json.Json;
import io.marcado.platform.logging.Failures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/**
 * Publishes one event for each version of a booking that the stream shows, in the stream's order.
 * The table is the outbox: what was committed is published, however often this fails on the way,
 * and under the same event id each time.
 */
public final class BookingRelay {
  private static final Logger LOG = LoggerFactory.getLogger(BookingRelay.class);

  /** PutEvents takes so many at once. */
  private static final int BATCH = 10;

  private final EventBridgeClient bus;
  private final String busName;

  /**
   * @param busName name or ARN of the bus
   */
  public BookingRelay(EventBridgeClient bus, String busName) {
    this.bus = bus;
    this.busName = busName;
  }

  /**
   * Publishes what records say.
   *
   * @return how many of them, from the first, are done
   */
  public int publish(List<DynamodbStreamRecord> records) {
    List<PutEventsRequestEntry> entries = new ArrayList<>(BATCH);
    List<Integer> positions = new ArrayList<>(BATCH);
    for (int i = 0; i < records.size(); i++) {
      Optional<BookingEvent> event;
      try {
        event = event(records.get(i));
      } catch (RuntimeException e) {
        LOG.error(
            "A stream record cannot be told as an event: {}",
            Failures.summary(e),
            Failures.withoutMessages(e));
        int failed = send(entries);
        return failed < entries.size() ? positions.get(failed) : i;
      }
      if (event.isPresent()) {
        entries.add(entry(event.get()));
        positions.add(i);
      }
      if (entries.size() == BATCH) {
        int sent = send(entries);
        if (sent < entries.size()) {
          return positions.get(sent);
        }
        entries.clear();
        positions.clear();
      }
    }
    int sent = send(entries);
    return sent < entries.size() ? positions.get(sent) : records.size();
  }

  /** How many entries, from the first, the bus has taken. */
  private int send(List<PutEventsRequestEntry> entries) {
    if (entries.isEmpty()) {
      return 0;
    }
    PutEventsResponse response = bus.putEvents(request -> request.entries(entries));
    if (response.failedEntryCount() == null || response.failedEntryCount() == 0) {
      return entries.size();
    }
    List<PutEventsResultEntry> results = response.entries();
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i).errorCode() != null) {
        LOG.error(
            "The event bus refused {} of {} events: {}",
            response.failedEntryCount(),
            entries.size(),
            results.get(i).errorCode());
        return i;
      }
    }
    return 0;
  }

  private PutEventsRequestEntry entry(BookingEvent event) {
    return PutEventsRequestEntry.builder()
        .eventBusName(busName)
        .source(BookingEvent.SOURCE)
        .detailType(event.detailType())
        .time(event.occurredAt())
        .detail(Json.write(event))
        .build();
  }

  /** The event of a record; empty when it shows no new version of a booking. */
  private static Optional<BookingEvent> event(DynamodbStreamRecord record) {
    Map<String, AttributeValue> after = record.getDynamodb().getNewImage();
    AttributeValue sort = record.getDynamodb().getKeys().get("sk");
    if (after == null || sort == null || !BookingItem.isOne(sort.getS())) {
      return Optional.empty();
    }
    BookingImage booking = image(after);
    BookingImage previous = imageOrNull(record.getDynamodb().getOldImage());
    if (previous != null && previous.version() == booking.version()) {
      return Optional.empty();
    }
    AttributeValue key = record.getDynamodb().getKeys().get("pk");
    if (key == null) {
      throw new IllegalArgumentException("a record without its key");
    }
    return Optional.of(BookingEvent.of(tenant(key.getS()), booking, previous));
  }

  private static TenantId tenant(String partition) {
    return new TenantId(partition.split("#", 3)[1]);
  }

  private static @Nullable BookingImage imageOrNull(@Nullable Map<String, AttributeValue> image) {
    return image == null || image.isEmpty() ? null : image(image);
  }

  private static BookingImage image(Map<String, AttributeValue> image) {
    return BookingItem.fromItem(StreamImages.item(image)).image();
  }
}

package io.marcado.identity.accounts.codes;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import io.marcado.platform.events.StreamConsumer;
import jakarta.inject.Inject;
import java.util.List;

/** The table's stream: makes and sends the codes, tokens and notices that items wait to deliver. */
public final class SendCodesHandler extends StreamConsumer {
  @Inject Deliveries deliveries;

  @Override
  protected int consume(List<DynamodbStreamRecord> records) {
    return deliveries.deliver(records);
  }
}

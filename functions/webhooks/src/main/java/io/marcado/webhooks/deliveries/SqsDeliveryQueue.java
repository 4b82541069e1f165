package io.marcado.webhooks.deliveries;

import io.marcado.platform.config.Variables;
import io.marcado.platform.json.Json;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** A standard queue of SQS. The group of a message makes it a fair queue. */
@Singleton
final class SqsDeliveryQueue implements DeliveryQueue {
  private static final int BATCH = 10;

  private final SqsClient sqs;
  private final String url;

  SqsDeliveryQueue(SqsClient sqs, Variables variables) {
    this.sqs = sqs;
    this.url = variables.read(reader -> reader.text("DELIVERIES_QUEUE_URL"));
  }

  @Override
  public void send(String group, List<?> messages, Duration delay) {
    for (int from = 0; from < messages.size(); from += BATCH) {
      List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
      for (Object message : messages.subList(from, Math.min(messages.size(), from + BATCH))) {
        entries.add(
            SendMessageBatchRequestEntry.builder()
                .id(String.valueOf(entries.size()))
                .messageBody(Json.write(message))
                .messageGroupId(group)
                .delaySeconds((int) delay.toSeconds())
                .build());
      }
      if (!sqs.sendMessageBatch(request -> request.queueUrl(url).entries(entries))
          .failed()
          .isEmpty()) {
        throw new IllegalStateException("the queue did not take all messages");
      }
    }
  }
}

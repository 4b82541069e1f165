package io.marcado.webhooks.deliveries;

import io.marcado.platform.aws.SqsBatches;
import io.marcado.platform.config.Variables;
import io.marcado.platform.json.Json;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A standard queue of SQS. The group of a message makes it a fair queue. */
@Singleton
final class SqsDeliveryQueue implements DeliveryQueue {
  private final SqsClient sqs;
  private final String url;

  SqsDeliveryQueue(SqsClient sqs, Variables variables) {
    this.sqs = sqs;
    this.url = variables.read(reader -> reader.text("DELIVERIES_QUEUE_URL"));
  }

  @Override
  public void send(String group, List<?> messages, Duration delay) {
    SqsBatches.send(
        sqs,
        url,
        messages.stream().map(Json::write).toList(),
        message -> message.messageGroupId(group).delaySeconds((int) delay.toSeconds()));
  }
}

package io.marcado.local.app.redrive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.TenantId;
import io.marcado.platform.json.Json;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Moves the messages of one queue to another, as they are. For the queues in which the bus and the
 * scheduler leave what they could not deliver: their messages are what the target would have got,
 * and SQS itself moves messages back only from dead-letter queues of other queues.
 */
public final class QueueRedrive {
  private static final int BATCH = 10;
  private static final int WAIT_SECONDS = 2;

  /** How long a message is hidden while it is sent on; when that fails, it is seen again then. */
  private static final int HIDDEN_SECONDS = 30;

  private final SqsClient sqs;

  public QueueRedrive(SqsClient sqs) {
    this.sqs = sqs;
  }

  /**
   * Moves all that can be seen in the queue. Each message is deleted only after the target has
   * taken it, so that none is lost, and one may arrive twice.
   *
   * @param from a queue's URL
   * @param to a queue's URL
   * @return how many were moved
   */
  public int move(String from, String to) {
    int moved = 0;
    while (true) {
      List<Message> messages =
          sqs.receiveMessage(
                  request ->
                      request
                          .queueUrl(from)
                          .maxNumberOfMessages(BATCH)
                          .waitTimeSeconds(WAIT_SECONDS)
                          .visibilityTimeout(HIDDEN_SECONDS))
              .messages();
      if (messages.isEmpty()) {
        return moved;
      }
      for (Message message : messages) {
        sqs.sendMessage(
            request ->
                request
                    .queueUrl(to)
                    .messageBody(message.body())
                    .messageGroupId(group(message.body()).orElse(null)));
        sqs.deleteMessage(request -> request.queueUrl(from).receiptHandle(message.receiptHandle()));
        moved++;
      }
    }
  }

  /** Whose an event or a message is: the group by which its queue is fair. */
  private static Optional<String> group(String body) {
    try {
      JsonNode json = Json.parse(body);
      return Optional.of(
              json.path("detail").path("tenantId").asText(json.path("tenantId").asText()))
          .filter(tenant -> TenantId.find(tenant).isPresent());
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }
}

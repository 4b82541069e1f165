package io.marcado.platform.events;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.TenantId;
import io.marcado.platform.json.Json;
import io.marcado.platform.logging.RequestLog;
import io.marcado.platform.logging.TraceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A function that is fed by a queue. Each message succeeds or fails for itself: a failed one comes
 * again, and after its last attempt lies in the dead-letter queue. Messages may come twice and out
 * of order.
 */
public abstract class QueueConsumer extends EventFunction<SQSEvent, SQSBatchResponse> {
  private final RequestLog log = getApplicationContext().getBean(RequestLog.class);

  protected QueueConsumer() {
    super(SQSEvent.class);
  }

  /** Deals with the JSON body of one message. Throws when it is to come again. */
  protected abstract void consume(JsonNode message);

  @Override
  final SQSBatchResponse handle(SQSEvent event) {
    List<SQSBatchResponse.BatchItemFailure> failures = new ArrayList<>();
    List<SQSEvent.SQSMessage> messages =
        event.getRecords() == null ? List.of() : event.getRecords();
    for (SQSEvent.SQSMessage message : messages) {
      if (!consumed(message)) {
        failures.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
      }
    }
    return new SQSBatchResponse(failures);
  }

  private boolean consumed(SQSEvent.SQSMessage message) {
    long started = System.nanoTime();
    try (RequestLog.Scope scope =
        log.open(Optional.empty(), message.getMessageId(), trace(message))) {
      try {
        JsonNode body = Json.parse(message.getBody());
        tenant(body).ifPresent(scope::tenant);
        consume(body);
        scope.finished(getClass(), 200, System.nanoTime() - started);
        return true;
      } catch (JsonProcessingException e) {
        scope.failed(new IllegalArgumentException("a message that is no JSON"));
      } catch (RuntimeException e) {
        scope.failed(e);
      }
      scope.finished(getClass(), 500, System.nanoTime() - started);
      return false;
    }
  }

  private static String trace(SQSEvent.SQSMessage message) {
    Map<String, String> attributes = message.getAttributes();
    return TraceId.of(
        attributes == null ? null : attributes.get("AWSTraceHeader"), message.getMessageId());
  }

  // An event of the bus has it in its detail, a message of our own at the top.
  private static Optional<TenantId> tenant(JsonNode body) {
    String tenant = body.path("detail").path("tenantId").asText(body.path("tenantId").asText());
    return TenantId.find(tenant);
  }
}

package io.marcado.platform.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.platform.lambda.FunctionHost;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class ConsumersTest {
  private static final String TENANT = "abcdefghijklmnop";
  private static final String OTHER = "bcdefghijklmnopq";

  static final class Queue extends QueueConsumer {
    private final List<String> seen = new ArrayList<>();
    private final List<String> invocations = new ArrayList<>();

    @Override
    protected void consume(JsonNode message) {
      invocations.add(MDC.get("AWSRequestId"));
      seen.add(MDC.get("tenant") + " " + MDC.get("traceId"));
    }
  }

  static final class Stream extends StreamConsumer {
    private final List<String> seen = new ArrayList<>();

    @Override
    protected int consume(List<ItemChange> changes) {
      seen.add(MDC.get("tenant"));
      return changes.size();
    }
  }

  static final class Task extends ScheduledTask {
    private final List<Instant> seen = new ArrayList<>();

    @Override
    protected void run(Instant now) {
      seen.add(now);
    }
  }

  @Test
  void shouldGiveATaskTheTimeToTheMillisecond() {
    Task task =
        function(Task::new, InstantSource.fixed(Instant.parse("2026-11-20T12:00:00.123456789Z")));

    task.handleRequest(Map.of(), null);

    assertThat(task.seen).containsExactly(Instant.parse("2026-11-20T12:00:00.123Z"));
  }

  @Test
  void shouldNameTenantAndTraceInTheLinesOfAMessage() {
    Queue queue = function(Queue::new);
    SQSEvent event = new SQSEvent();
    event.setRecords(
        List.of(
            message("{\"detail\":{\"tenantId\":\"" + TENANT + "\"}}", "Root=1-5759e988-bd862e3f"),
            message("{\"tenantId\":\"" + OTHER + "\"}", "none"),
            message("{\"tenantId\":\"somebody\"}", "none")));

    assertThat(queue.handleRequest(event, null).getBatchItemFailures()).isEmpty();

    assertThat(queue.seen)
        .containsExactly(TENANT + " 1-5759e988-bd862e3f", OTHER + " m", "origin m");
  }

  @Test
  void shouldNameTheTenantThatAllRecordsHaveInTheLinesOfABatch() {
    Stream stream = function(Stream::new);

    stream.handleRequest(batch(TENANT, TENANT), null);
    stream.handleRequest(batch(TENANT, OTHER), null);

    assertThat(stream.seen).containsExactly(TENANT, "origin");
  }

  @Test
  void shouldNameTheInvocationInTheLinesOfEachMessage() {
    Queue queue = function(Queue::new);
    SQSEvent event = new SQSEvent();
    event.setRecords(List.of(message("{}", "none"), message("{}", "none")));

    queue.handleRequest(event, invocation("one"));
    queue.handleRequest(event, invocation("two"));

    assertThat(queue.invocations).containsExactly("one", "one", "two", "two");
    assertThat(MDC.get("tenant")).isNull();
  }

  private static Context invocation(String id) {
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "getRemainingTimeInMillis" -> 10_000;
                  case "getMemoryLimitInMB" -> 512;
                  default -> method.getReturnType() == String.class ? id : null;
                });
  }

  private static SQSEvent.SQSMessage message(String body, String trace) {
    SQSEvent.SQSMessage message = new SQSEvent.SQSMessage();
    message.setMessageId("m");
    message.setBody(body);
    message.setAttributes(Map.of("AWSTraceHeader", trace));
    return message;
  }

  private static DynamodbEvent batch(String... tenants) {
    List<DynamodbStreamRecord> records = new ArrayList<>();
    for (String tenant : tenants) {
      DynamodbStreamRecord record = new DynamodbStreamRecord();
      record.setDynamodb(
          new StreamRecord()
              .withSequenceNumber("1")
              .withKeys(Map.of("pk", new AttributeValue("T#" + tenant + "#BOOKING#b"))));
      records.add(record);
    }
    DynamodbEvent event = new DynamodbEvent();
    event.setRecords(records);
    return event;
  }

  private static <F> F function(Supplier<F> constructor) {
    return function(constructor, InstantSource.system());
  }

  private static <F> F function(Supplier<F> constructor, InstantSource clock) {
    return ScopedValue.where(
            FunctionHost.CURRENT, new FunctionHost(Map.of("AWS_REGION", "us-east-1"), clock))
        .call(constructor::get);
  }
}

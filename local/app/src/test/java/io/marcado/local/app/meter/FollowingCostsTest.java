package io.marcado.local.app.meter;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.marcado.local.LocalStack;
import io.marcado.local.Options;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.meter.FunctionMeter.Cost;
import io.marcado.local.functions.FunctionFailed;
import io.marcado.local.http.HttpServer;
import io.marcado.local.http.Reply;
import io.marcado.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * What follows a booking costs what docs/performance.md says: a message to the client and one to
 * the team, two reminders, a webhook, the trail and the client's counters. The queues have no
 * consumer; the test hands their messages to the functions, one by one.
 */
class FollowingCostsTest {
  private static final Instant FRIDAY = Instant.parse("2026-11-20T12:00:00Z");
  private static final OffsetDateTime MONDAY = OffsetDateTime.parse("2026-11-23T10:00:00-03:00");

  private static final Map<String, Cost> PROMISED =
      Map.of(
          "RouteBookingMessages", new Cost(1, 5, 5.5, 0),
          "SendMessages", new Cost(3, 46, 29, 19),
          "RecordChanges", new Cost(1, 9, 4.5, 5),
          "RecordWebhookEvents", new Cost(1, 2, 0.5, 1),
          // A slow receiver costs one write more.
          "SendWebhooks", new Cost(1, 6, 3, 4),
          "RouteReminders", new Cost(2, 6, 7, 0));

  private final Map<String, Cost> costs = new LinkedHashMap<>();

  @Test
  void shouldCostWhatIsWrittenDown() throws Exception {
    Reply thanks = Reply.json(200, "{}");
    // As in a deployment an instance keeps the configuration for seconds.
    Options options =
        Options.inMemory()
            .withClock(InstantSource.fixed(FRIDAY))
            .withVariable("CONFIG_CACHE_SECONDS", "5");
    try (HttpServer receiver =
            HttpServer.start(HttpServer.LOOPBACK, 0, 1 << 20, thanks, _ -> thanks);
        LocalStack stack = LocalStack.start(options)) {
      ApiClient origin = ApiClient.of(stack.origin().toString());
      for (String queue :
          List.of("confirmations", "reminders", "sms", "audit", "webhook-events", "webhooks")) {
        origin
            .as(stack.operatorKey())
            .post("/operator/queues/" + queue + "/consumer", Map.of("running", false))
            .expect(200);
      }
      book(TestStack.business(origin), receiver);

      call(stack, "BookingMessagesQueue", "RouteBookingMessages");
      call(stack, "SmsQueue", "SendMessages");
      call(stack, "ChangesQueue", "RecordChanges");
      call(stack, "WebhookEventsQueue", "RecordWebhookEvents");
      call(stack, "WebhookDeliveriesQueue", "SendWebhooks");
      for (OffsetDateTime time : List.of(MONDAY.minusHours(23), MONDAY.minusMinutes(30))) {
        stack.clock().advance(Duration.between(stack.clock().instant(), time.toInstant()));
        call(stack, "RemindersQueue", "RouteReminders");
        call(stack, "SmsQueue", "SendMessages");
      }

      System.out.println(FunctionMeter.table(costs));
      assertThat(costs).containsOnlyKeys(PROMISED.keySet());
      PROMISED.forEach((function, promised) -> assertThatIsAtMost(function, promised));
    }
  }

  private static void book(SignedUp shop, HttpServer receiver) {
    String chair = shop.business().resource(shop.owner(), "Ana", "PERSON");
    String cut = shop.business().service(shop.owner(), "Corte", 60, "50.00", List.of(chair));
    String url = "http://127.0.0.1:%d/".formatted(receiver.address().getPort());
    shop.owner()
        .post("/webhooks", Map.of("url", url, "eventTypes", List.of("booking.created")))
        .expect(201);
    shop.visitor()
        .post(
            "/public/bookings",
            Map.of(
                "serviceId",
                cut,
                "resourceId",
                chair,
                "start",
                MONDAY.toString(),
                "client",
                Map.of("name", "Lia", "phone", TestStack.phone())))
        .expect(201);
  }

  /** Hands the next message of a queue to its function. */
  private void call(LocalStack stack, String queue, String function) {
    String url = stack.queues().url(queue);
    List<Message> next =
        await()
            .until(
                () ->
                    stack
                        .queues()
                        .client()
                        .receiveMessage(request -> request.queueUrl(url).maxNumberOfMessages(1))
                        .messages(),
                messages -> !messages.isEmpty());
    byte[] event =
        Json.write(
                Map.of(
                    "Records",
                    List.of(Map.of("messageId", "measured", "body", next.getFirst().body()))))
            .getBytes(StandardCharsets.UTF_8);
    Map<String, Cost> taken = FunctionMeter.during(stack, () -> invoke(stack, function, event));
    Cost cost = requireNonNull(taken.get(function));
    costs.merge(function, cost, Cost::and);
  }

  private static void invoke(LocalStack stack, String function, byte[] event) {
    try {
      byte[] answer = stack.functions().find(function).orElseThrow().invoke(event);
      assertThat(new String(answer, StandardCharsets.UTF_8)).doesNotContain("measured");
    } catch (FunctionFailed e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertThatIsAtMost(String function, Cost promised) {
    Cost cost = requireNonNull(costs.get(function));
    assertThat(cost.invocations()).as(function).isEqualTo(promised.invocations());
    assertThat(cost.requests()).as(function).isLessThanOrEqualTo(promised.requests());
    assertThat(cost.readUnits()).as(function).isLessThanOrEqualTo(promised.readUnits());
    assertThat(cost.writeUnits()).as(function).isLessThanOrEqualTo(promised.writeUnits());
  }
}

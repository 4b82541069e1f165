package io.marcado.local.app.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.LocalStack;
import io.marcado.local.app.OperatorTerminal;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import io.marcado.local.keys.GeneratedSecrets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What operators see and steer, through HTTP, on a stack whose consumers nobody else needs. */
@Execution(ExecutionMode.SAME_THREAD)
class OperatorRoutesTest {
  private static final LocalStack STACK = TestStack.own();
  private static final ApiClient ORIGIN = ApiClient.of(STACK.origin().toString());
  private static final ApiClient OPERATOR = ORIGIN.as(STACK.operatorKey());
  private static final String PHONE = "+5511988887777";
  private static final String FAILED =
      """
      {"id":"e1","detail-type":"booking.created","source":"marcado.bookings","detail":{"tenantId":"k3vq7d2hmxw5ra6t",
       "booking":{"bookingId":"b5k2n3d4e6f7g2h3","notes":"Ana %s"}}}
      """
          .formatted(PHONE);

  @AfterAll
  static void stop() {
    STACK.close();
  }

  @Test
  void shouldLetInOperatorsOnly() {
    ApiClient owner = TestStack.business().owner();
    String tokenOfAnOwner = owner.header("Authorization").orElseThrow().substring(7);
    for (ApiClient stranger :
        List.of(
            ORIGIN,
            ORIGIN.as("mo_" + "a".repeat(52)),
            ORIGIN.as(GeneratedSecrets.freshOperatorKey()),
            ORIGIN.as(tokenOfAnOwner),
            ORIGIN.with("Authorization", "Basic " + STACK.operatorKey()))) {
      Reply refused = new CheckedClient(stranger).get("/operator/queues");

      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.code()).isEqualTo("unauthenticated");
    }
    assertThat(trail())
        .extracting(act -> act.path("action").asText() + act.path("operator").asText())
        .contains("Refusednull");
    assertThat(trail().toString()).doesNotContain(STACK.operatorKey(), "mo_");
  }

  @Test
  void shouldListTheQueuesByTheNamesThatOperatorsKnow() {
    List<JsonNode> queues = items(get("/operator/queues"));

    assertThat(queues)
        .extracting(queue -> queue.path("queue").asText())
        .containsExactly(
            "confirmations",
            "reminders",
            "sms",
            "whatsapp",
            "email",
            "replies",
            "whatsapp-news",
            "codes",
            "webhook-events",
            "webhooks",
            "audit");
    assertThat(queues)
        .flatExtracting(queue -> List.copyOf(texts(queue.path("also"))))
        .contains("cancellations", "follow-ups");
    assertThat(queue("audit").path("consumer").asText()).isEqualTo("RUNNING");
    assertThat(queue("codes").path("visible").isNull()).isTrue();
  }

  @Test
  void shouldShowFailedMessagesWithoutContentAndTryThemAgain() {
    STACK.queues().send("ChangesDeadLetters", FAILED, Optional.of("k3vq7d2hmxw5ra6t"));
    STACK.queues().send("ChangesDeadLetters", "{\"kind\":\"OTHER\"}", Optional.empty());

    for (int look = 0; look < 3; look++) {
      Reply shown = get("/operator/queues/audit/failed");

      assertThat(items(shown)).hasSize(2);
      assertThat(shown.text())
          .contains("booking.created", "k3vq7d2hmxw5ra6t", "b5k2n3d4e6f7g2h3", "OTHER")
          .doesNotContain(PHONE, "Ana");
    }
    assertThat(queue("audit").path("failed").asInt()).as("looks consume nothing").isEqualTo(2);

    post("/operator/queues/audit/consumer", Map.of("running", false)).expect(200);
    JsonNode one = post("/operator/queues/audit/redrive", Map.of("limit", 1)).expect(200);
    assertThat(one.path("moved").asInt()).isEqualTo(1);
    assertThat(queue("audit").path("failed").asInt()).isEqualTo(1);
    assertThat(queue("audit").path("visible").asInt()).isEqualTo(1);
    assertThat(post("/operator/queues/audit/redrive", Map.of()).expect(200).path("moved").asInt())
        .isEqualTo(1);
    assertThat(post("/operator/queues/audit/redrive", Map.of()).expect(200).path("moved").asInt())
        .isZero();

    // What waits goes only when it is meant.
    assertThat(
            post("/operator/queues/audit/purge", Map.of("confirm", "audit", "what", "WAITING"))
                .expect(200)
                .path("messages")
                .asInt())
        .isEqualTo(2);
    assertThat(queue("audit").path("visible").asInt()).isZero();

    // SQS may still delete what would come into the queue now.
    Reply tooSoon = post("/operator/queues/audit/redrive", Map.of());
    assertThat(tooSoon.status()).isEqualTo(409);
    assertThat(tooSoon.code()).isEqualTo("purge-in-progress");
    assertThat(Integer.parseInt(tooSoon.header("Retry-After").orElseThrow())).isBetween(1, 70);
    post("/operator/queues/audit/consumer", Map.of("running", true)).expect(200);
  }

  @Test
  void shouldThrowAwayWhatFailedOnlyWhenTheQueuesOwnNameConfirmsIt() {
    STACK.queues().send("BookingMessagesDeadLetters", FAILED);
    String purge = "/operator/queues/cancellations/purge";

    long before = purges();
    Reply refused = post(purge, Map.of("confirm", "cancellations"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(purges()).as("what did nothing is not on the trail").isEqualTo(before);
    assertThat(refused.text()).contains("/confirm", "confirmations");
    assertThat(queue("confirmations").path("failed").asInt()).isEqualTo(1);

    JsonNode purged = post(purge, Map.of("confirm", "confirmations")).expect(200);
    assertThat(purged.path("what").asText()).isEqualTo("FAILED");
    assertThat(purged.path("messages").asInt()).isEqualTo(1);
    assertThat(queue("confirmations").path("failed").asInt()).isZero();
  }

  @Test
  void shouldStopAConsumerAndNoOther() {
    JsonNode stopped =
        post("/operator/queues/follow-ups/consumer", Map.of("running", false)).expect(200);

    assertThat(stopped.path("queue").asText()).isEqualTo("reminders");
    assertThat(stopped.path("consumer").asText()).isEqualTo("STOPPED");
    STACK.queues().send("RemindersQueue", "{\"kind\":\"NONE\"}");
    assertThat(queue("reminders").path("visible").asInt()).isEqualTo(1);
    assertThat(items(get("/operator/queues")))
        .filteredOn(queue -> "STOPPED".equals(queue.path("consumer").asText()))
        .hasSize(1);

    post("/operator/queues/reminders/purge", Map.of("confirm", "reminders", "what", "WAITING"))
        .expect(200);
    assertThat(
            post("/operator/queues/reminders/consumer", Map.of("running", true))
                .expect(200)
                .path("consumer")
                .asText())
        .isEqualTo("RUNNING");
  }

  @Test
  void shouldRefuseWhatIsNotPossible() {
    assertThat(get("/operator/queues/payments/failed").code()).isEqualTo("not-found");
    assertThat(post("/operator/queues/payments/redrive", Map.of()).code()).isEqualTo("not-found");
    assertThat(post("/operator/queues/codes/redrive", Map.of()).code()).isEqualTo("not-steerable");
    assertThat(post("/operator/queues/codes/consumer", Map.of("running", false)).code())
        .isEqualTo("not-steerable");
    assertThat(post("/operator/queues/audit/redrive", Map.of("limit", 501)).code())
        .isEqualTo("validation-failed");
  }

  @Test
  void shouldSendATestByEachChannelAndKeepToWhomItWentOffTheTrail() {
    for (Map<String, String> test :
        List.of(
            Map.of("channel", "SMS", "to", PHONE),
            Map.of("channel", "WHATSAPP", "to", PHONE),
            Map.of("channel", "EMAIL", "to", "operator@example.com"))) {
      assertThat(post("/operator/test-messages", test).expect(200).path("outcome").asText())
          .isEqualTo("ACCEPTED");
    }
    assertThat(post("/operator/test-messages", Map.of("channel", "EMAIL", "to", PHONE)).status())
        .isEqualTo(400);
    assertThat(
            post("/operator/test-messages", Map.of("channel", "SMS", "to", "+35799123456"))
                .expect(200)
                .path("reason")
                .asText())
        .isEqualTo("COUNTRY_NOT_ALLOWED");

    assertThat(ORIGIN.get("/_local/messages?to=%2B5511988887777").expect(200).path("messages"))
        .hasSize(2);
    assertThat(ORIGIN.get("/_local/messages?to=operator@example.com").expect(200).path("messages"))
        .hasSize(1);
    assertThat(trail().toString())
        .contains("SendTestMessage", "WHATSAPP")
        .doesNotContain(PHONE, "operator@example.com");
  }

  @Test
  void shouldKeepEachUseOnTheTrail() {
    get("/operator/queues/audit/failed").expect(200);

    assertThat(trail())
        .anySatisfy(
            act -> {
              assertThat(act.path("operator").asText()).isEqualTo("local");
              assertThat(act.path("action").asText()).isEqualTo("ListFailedMessages");
              assertThat(act.path("facts").path("queue").asText()).isEqualTo("audit");
            });
    JsonNode page = get("/operator/trail?limit=1").expect(200);
    String next = page.path("nextCursor").asText();
    assertThat(items(get("/operator/trail?limit=1&cursor=" + next))).hasSize(1);
  }

  @Test
  void shouldDoTheSameFromTheTerminal() {
    OperatorTerminal terminal = new OperatorTerminal(STACK);

    assertThat(terminal.run("queues")).contains("queue=confirmations", "consumer=RUNNING");
    assertThat(terminal.run("redrive", "webhooks")).contains("moved=0");
    assertThat(terminal.run("purge", "webhooks", "failed", "audit"))
        .contains("400", "pointer=/confirm");
    assertThat(terminal.run("stop", "webhooks")).contains("consumer=STOPPED");
    assertThat(terminal.run("start", "webhooks")).contains("consumer=RUNNING");
    assertThat(terminal.run("test", "sms", "+5511988886666")).contains("outcome=ACCEPTED");
    assertThat(terminal.run("new-key", "ana")).contains("mo_", "{\"ana\":[\"");
  }

  private static Reply get(String path) {
    return new CheckedClient(OPERATOR).get(path);
  }

  private static Reply post(String path, Map<String, ?> body) {
    return new CheckedClient(OPERATOR).post(path, body);
  }

  private static long purges() {
    return trail().stream()
        .filter(
            act ->
                act.toString().contains("PurgeQueue") && act.toString().contains("cancellations"))
        .count();
  }

  private static List<JsonNode> trail() {
    return items(get("/operator/trail?limit=100"));
  }

  private static JsonNode queue(String name) {
    return items(get("/operator/queues")).stream()
        .filter(queue -> queue.path("queue").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonNode> items(Reply reply) {
    return stream(reply.expect(200).path("items")).toList();
  }

  private static List<String> texts(JsonNode list) {
    return stream(list).map(JsonNode::asText).toList();
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}

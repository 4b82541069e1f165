package io.marcado.local.app.bookings;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import io.marcado.platform.table.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A visitor who books proves the phone by a code, where the business wants it. */
class PhoneProofStoryTest {
  private final Shop shop = new Shop();
  private final String phone = TestStack.phone();

  /** What a visitor got and sends back. */
  private record Proof(String challengeId, String code) {
    Map<String, Object> json() {
      return Map.of("challengeId", challengeId, "code", code);
    }

    Proof wrong() {
      return new Proof(challengeId, code.equals("000000") ? "000001" : "000000");
    }
  }

  @Test
  void shouldTakeABookingOnlyWithACodeOfThePhone() {
    codeRequired();
    assertThat(shop.visitor.get("/profile").expect(200).path("publicBooking").asText())
        .isEqualTo("CODE_REQUIRED");

    Reply without = shop.visitor.post("/public/bookings", draft("10:00"));
    assertThat(without.status()).isEqualTo(403);
    assertThat(without.code()).isEqualTo("code-required");
    assertThat(without.text()).contains("/public/bookings/codes");

    Proof proof = proof(shop.visitor, phone);
    Reply wrong = book("10:00", proof.wrong());
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.code()).isEqualTo("invalid-code");
    assertThat(wrong.json().path("attemptsLeft").asInt()).isEqualTo(4);

    JsonNode booked = book("10:00", proof).expect(201);
    assertThat(booked.path("status").asText()).isEqualTo("CONFIRMED");
    assertThat(client(booked).path("phoneVerified").asBoolean()).isTrue();
  }

  @Test
  void shouldTakeACodeForOneBooking() {
    codeRequired();
    Proof proof = proof(shop.visitor, phone);
    book("10:00", proof).expect(201);

    Reply again = book("14:00", proof);
    assertThat(again.status()).isEqualTo(401);
    assertThat(again.code()).isEqualTo("code-expired");
    assertThat(book("14:00", new Proof("a".repeat(26), "123456")).code()).isEqualTo("code-expired");
  }

  @Test
  void shouldTakeNoOlderCodeAfterANewerOneWasUsed() {
    codeRequired();
    Proof older = proof(shop.visitor, phone);
    Proof newer = ask(shop.visitor, phone, older.code());
    book("10:00", newer).expect(201);

    assertThat(book("14:00", older).code()).isEqualTo("code-expired");
    assertThat(bookings()).isEqualTo(1);
  }

  @Test
  void shouldEndACodeWithItsFifthWrongTry() {
    codeRequired();
    Proof proof = proof(shop.visitor, phone);
    for (int left = 4; left >= 0; left--) {
      assertThat(book("10:00", proof.wrong()).json().path("attemptsLeft").asInt()).isEqualTo(left);
    }

    assertThat(book("10:00", proof).code()).isEqualTo("code-expired");
  }

  @Test
  void shouldTakeNoCodeOfAnotherPhoneOrBusinessOrUse() {
    codeRequired();
    Proof ofOther = proof(shop.visitor, TestStack.phone());
    assertThat(book("10:00", ofOther).code()).isEqualTo("invalid-code");

    Shop elsewhere = new Shop();
    assertThat(book("10:00", proof(new CheckedClient(elsewhere.signedUp.visitor()), phone)).code())
        .isEqualTo("code-expired");

    shop.signedUp.business().register("Lia", phone, "corte-de-sexta");
    Proof forBooking = ask(shop.visitor, phone, TestStack.messages().code(phone));
    for (String path : List.of("/auth/otp/verify", "/auth/login/verify")) {
      assertThat(shop.visitor.post(path, forBooking.json()).code()).isEqualTo("code-expired");
    }
    String login =
        shop.visitor
            .post("/auth/otp", Map.of("phone", phone, "channel", "SMS"))
            .expect(202)
            .path("challengeId")
            .asText();
    String code = next(phone, forBooking.code());
    assertThat(book("10:00", new Proof(login, code)).code()).isEqualTo("code-expired");
    book("10:00", forBooking).expect(201);
  }

  @Test
  void shouldKeepTheCodeForAnotherTimeWhenTheTimeIsTakenOrWrong() {
    codeRequired();
    shop.owner
        .post(
            "/bookings",
            with(
                shop.draft(shop.cut, shop.ana, shop.at("10:00")),
                "client",
                Map.of("name", "Mia", "phone", TestStack.phone())))
        .expect(201);
    Proof proof = proof(shop.visitor, phone);

    assertThat(book("03:00", proof).code()).isEqualTo("outside-opening-hours");
    assertThat(book("10:00", proof).code()).isEqualTo("slot-taken");
    book("11:00", proof).expect(201);
  }

  @Test
  void shouldAnswerARetryAsTheFirstTimeThoughTheCodeIsUsed() {
    codeRequired();
    Proof proof = proof(shop.visitor, phone);
    CheckedClient keyed = shop.visitor.with("Idempotency-Key", UUID.randomUUID().toString());

    Reply first = keyed.post("/public/bookings", proved("10:00", proof));
    Reply retry = keyed.post("/public/bookings", proved("10:00", proof));

    assertThat(retry.expect(201)).isEqualTo(first.expect(201));
    assertThat(retry.header("Idempotent-Replayed")).contains("true");
    assertThat(bookings()).isEqualTo(1);
  }

  @Test
  void shouldChangeNothingElseOfAKnownClient() {
    JsonNode booked = shop.visitor.post("/public/bookings", draft("10:00")).expect(201);
    assertThat(client(booked).path("phoneVerified").asBoolean()).isFalse();
    Map<String, Object> draft = proved("11:00", proof(shop.visitor, phone));
    draft.put("client", Map.of("name", "Mallory", "phone", phone, "email", "m@example.com"));

    JsonNode again = shop.visitor.post("/public/bookings", draft).expect(201);

    assertThat(again.path("clientId")).isEqualTo(booked.path("clientId"));
    JsonNode client = client(again);
    assertThat(client.path("phoneVerified").asBoolean()).as("also where it is OPEN").isTrue();
    assertThat(client.path("name").asText()).isEqualTo("Lia");
    assertThat(client.path("email").isNull()).isTrue();
  }

  @Test
  void shouldDropARegistrationThatSomebodyElseMayHaveWritten() {
    shop.visitor
        .post(
            "/auth/register",
            Map.of("name", "Mallory", "phone", phone, "password", "corte-de-sexta"))
        .expect(201);
    book("10:00", proof(shop.visitor, phone)).expect(201);

    Reply login =
        shop.visitor.post("/auth/login", Map.of("phone", phone, "password", "corte-de-sexta"));
    assertThat(login.code()).isEqualTo("invalid-credentials");
  }

  @Test
  void shouldMakeNoAccountOfAProofThoughAStrangerRegisteredThePhone() {
    codeRequired();
    register("Mallory", "corte-de-sexta").expect(201);

    JsonNode client = client(book("10:00", proof(shop.visitor, phone)).expect(201));

    assertThat(client.path("phoneVerified").asBoolean()).isTrue();
    assertThat(client.path("hasAccount").asBoolean()).isFalse();
    shop.owner
        .patch("/users/" + client.path("userId").asText(), Map.of("email", "lia@example.com"))
        .expect(200);
  }

  @Test
  void shouldLetWhoProvedThePhoneForABookingRegisterWithACodeOfItsOwn() {
    codeRequired();
    Proof booked = proof(shop.visitor, phone);
    JsonNode client = client(book("10:00", booked).expect(201));
    assertThat(client.path("hasAccount").asBoolean()).isFalse();

    assertThat(register("Lia Prado", "corte-de-sexta").expect(201).path("userId"))
        .isEqualTo(client.path("userId"));

    JsonNode waiting = user(client);
    assertThat(waiting.path("hasAccount").asBoolean()).as("before its code").isFalse();
    assertThat(waiting.path("name").asText()).isEqualTo("Lia");
    String challenge = login("corte-de-sexta").expect(200).path("challengeId").asText();
    shop.visitor
        .post("/auth/login/verify", new Proof(challenge, next(phone, booked.code())).json())
        .expect(200);
    assertThat(user(client).path("hasAccount").asBoolean()).isTrue();
    assertThat(user(client).path("name").asText()).isEqualTo("Lia Prado");
    assertThat(register("Mallory", "outra-senha-longa").code()).isEqualTo("phone-taken");
  }

  @Test
  void shouldDropARegistrationAtALaterProofToo() {
    codeRequired();
    Proof first = proof(shop.visitor, phone);
    book("10:00", first).expect(201);
    register("Mallory", "corte-de-sexta").expect(201);

    book("14:00", ask(shop.visitor, phone, first.code())).expect(201);

    assertThat(login("corte-de-sexta").code()).isEqualTo("invalid-credentials");
  }

  @Test
  void shouldTellABarredClientWithoutAnAccountNothingAtARegistration() {
    codeRequired();
    Proof booked = proof(shop.visitor, phone);
    JsonNode client = client(book("10:00", booked).expect(201));
    String path = "/users/" + client.path("userId").asText();
    assertThat(
            shop.owner
                .patch(path, Map.of("enabled", false))
                .expect(200)
                .path("hasAccount")
                .asBoolean())
        .isFalse();

    JsonNode registered = register("Lia", "corte-de-sexta").expect(201);

    assertThat(registered.path("enabled").asBoolean()).isTrue();
    assertThat(user(client).path("enabled").asBoolean()).as("still barred").isFalse();
    assertThat(login("corte-de-sexta").code()).isEqualTo("invalid-credentials");

    shop.owner.patch(path, Map.of("enabled", true)).expect(200);
    assertThat(user(client).path("enabled").asBoolean()).isTrue();
    assertThat(user(client).path("hasAccount").asBoolean()).isFalse();
    shop.owner.patch(path, Map.of("email", "lia@example.com")).expect(200);
  }

  @Test
  void shouldSendNoCodeWhereNobodyBooksWithoutALogin() {
    shop.settings(Map.of("publicBooking", "OFF"));
    Reply off = shop.visitor.post("/public/bookings/codes", Map.of("phone", phone));
    assertThat(off.status()).isEqualTo(403);
    assertThat(off.code()).isEqualTo("booking-not-taken");

    shop.settings(Map.of("publicBooking", "CODE_REQUIRED", "phoneCountries", List.of("PT")));
    Reply foreign = shop.visitor.post("/public/bookings/codes", Map.of("phone", phone));
    assertThat(foreign.json().path("errors").findValuesAsText("pointer")).containsExactly("/phone");
  }

  @Test
  void shouldSendNoCodeToAPhoneThatTakesNoTexts() {
    Reply fixed = shop.visitor.post("/public/bookings/codes", Map.of("phone", "+551133334444"));

    assertThat(fixed.status()).isEqualTo(400);
    assertThat(fixed.json().path("errors").findValuesAsText("pointer")).containsExactly("/phone");
    assertThat(TestStack.messages().to("+551133334444")).isEmpty();
  }

  @Test
  void shouldAnswerTheSameForABarredClientAndSendNothing() {
    String client =
        client(shop.visitor.post("/public/bookings", draft("10:00")).expect(201))
            .path("userId")
            .asText();
    Proof early = proof(shop.visitor, phone);
    codeRequired();
    shop.owner.patch("/users/" + client, Map.of("enabled", false)).expect(200);

    JsonNode asked =
        shop.visitor.post("/public/bookings/codes", Map.of("phone", phone)).expect(202);
    String id = asked.path("challengeId").asText();
    assertThat(book("11:00", new Proof(id, early.code())).code()).isEqualTo("invalid-code");
    assertThat(book("11:00", early).code()).isEqualTo("booking-not-taken");
    // A code that came later than this one would stand before it.
    String stranger = TestStack.phone();
    proof(shop.visitor, stranger);
    assertThat(TestStack.messages().code(phone)).isEqualTo(early.code());
  }

  @Test
  @Tag("race")
  void shouldMakeOneBookingOfOneCodeThatComesTwiceAtOnce()
      throws InterruptedException, ExecutionException {
    codeRequired();
    List<String> times = List.of("09:00", "10:00", "11:00", "14:00");
    Proof proof = proof(shop.visitor, phone);
    List<Future<Reply>> replies = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
      CountDownLatch start = new CountDownLatch(1);
      for (String time : times) {
        replies.add(
            executor.submit(
                () -> {
                  start.await();
                  return book(time, proof);
                }));
      }
      start.countDown();
    }

    List<String> answers = new ArrayList<>();
    for (Future<Reply> reply : replies) {
      answers.add(reply.get().status() == 201 ? "booked" : reply.get().code());
    }
    assertThat(answers).containsOnlyOnce("booked").contains("code-expired");
    assertThat(answers).containsOnly("booked", "code-expired");
    assertThat(bookings()).isEqualTo(1);
  }

  @Test
  @Tag("race")
  void shouldAnswerMoreRetriesAtOnceThanTheCodeHasTries()
      throws InterruptedException, ExecutionException {
    codeRequired();
    Proof proof = proof(shop.visitor, phone);
    CheckedClient keyed = shop.visitor.with("Idempotency-Key", UUID.randomUUID().toString());
    List<Future<Reply>> replies = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(12)) {
      CountDownLatch start = new CountDownLatch(1);
      for (int i = 0; i < 12; i++) {
        replies.add(
            executor.submit(
                () -> {
                  start.await();
                  return keyed.post("/public/bookings", proved("10:00", proof));
                }));
      }
      start.countDown();
    }

    for (Future<Reply> reply : replies) {
      reply.get().expect(201);
    }
    assertThat(bookings()).isEqualTo(1);
  }

  @Test
  void shouldGiveTheBusinessMessagesBackForAPhoneThatIsFirstProved() {
    long before = owed();
    book("10:00", proof(shop.visitor, phone)).expect(201);
    assertThat(owed()).isEqualTo(before - 4);
    book("14:00", ask(shop.visitor, phone, TestStack.messages().code(phone))).expect(201);
    assertThat(owed()).as("the second proof of a phone").isEqualTo(before - 4);

    shop.client("Rui");
    assertThat(owed()).as("a first login").isEqualTo(before - 8);
  }

  /** The counter of messages to unproved phones; nothing counts up, since staff book nothing. */
  private long owed() {
    String tenant =
        TestStack.shared()
            .stages()
            .named(shop.signedUp.business().slug())
            .orElseThrow()
            .variables()
            .getOrDefault("tenant", "");
    var table = TestStack.shared().table();
    return table
        .client()
        .scanPaginator(request -> request.tableName(table.tableName()))
        .items()
        .stream()
        .filter(item -> requireNonNull(item.get("pk")).s().startsWith("T#" + tenant))
        .filter(item -> requireNonNull(item.get("pk")).s().contains("LIMIT#messages#"))
        // messages-to-unproved-on-free, of the day
        .mapToLong(item -> Item.of(item).optionalNumber("mtuof0").orElse(0L))
        .sum();
  }

  private void codeRequired() {
    shop.settings(Map.of("publicBooking", "CODE_REQUIRED"));
  }

  private static Proof proof(CheckedClient visitor, String to) {
    return ask(visitor, to, "none");
  }

  /**
   * Asks for a code.
   *
   * @param last the last code that went to the phone
   */
  private static Proof ask(CheckedClient visitor, String to, String last) {
    String challenge =
        visitor
            .post("/public/bookings/codes", Map.of("phone", to))
            .expect(202)
            .path("challengeId")
            .asText();
    return new Proof(challenge, next(to, last));
  }

  private static String next(String to, String last) {
    TestStack.messages()
        .await(
            to,
            "another code",
            bodies ->
                bodies.stream()
                    .filter(body -> body.matches(".*\\b\\d{6}\\b.*"))
                    .findFirst()
                    .filter(body -> !body.contains(last))
                    .isPresent());
    return TestStack.messages().code(to);
  }

  private Map<String, Object> draft(String time) {
    Map<String, Object> draft = shop.draft(shop.cut, shop.ana, shop.at(time));
    draft.put("client", Map.of("name", "Lia", "phone", phone));
    return draft;
  }

  private Map<String, Object> proved(String time, Proof proof) {
    return with(draft(time), "phoneProof", proof.json());
  }

  private static Map<String, Object> with(Map<String, Object> draft, String name, Object value) {
    draft.put(name, value);
    return draft;
  }

  private Reply book(String time, Proof proof) {
    return shop.visitor.post("/public/bookings", proved(time, proof));
  }

  private Reply register(String name, String password) {
    return shop.visitor.post(
        "/auth/register", Map.of("name", name, "phone", phone, "password", password));
  }

  private Reply login(String password) {
    return shop.visitor.post("/auth/login", Map.of("phone", phone, "password", password));
  }

  private JsonNode user(JsonNode client) {
    return shop.owner.get("/users/" + client.path("userId").asText()).expect(200);
  }

  private JsonNode client(JsonNode booked) {
    return shop.owner
        .get(
            "/users/"
                + shop.owner
                    .get("/bookings/" + booked.path("bookingId").asText())
                    .expect(200)
                    .path("clientId")
                    .asText())
        .expect(200);
  }

  private int bookings() {
    return shop.owner
        .get("/bookings?from=" + shop.monday + "&to=" + shop.monday)
        .expect(200)
        .path("items")
        .size();
  }
}

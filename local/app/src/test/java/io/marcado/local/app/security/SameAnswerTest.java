package io.marcado.local.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.security.House.Person;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Nobody learns from an answer whether a phone or an e-mail has an account here. */
class SameAnswerTest {
  /** The owner hears of bookings, too. */
  private static final Predicate<String> CODE =
      Pattern.compile("(?<!\\d)\\d{6}(?!\\d)").asPredicate();

  private static final House HOUSE = new House();
  private static final Person CLIENT = HOUSE.person(Part.CLIENT);
  private static final String UNKNOWN = TestStack.phone();

  /** These differ from each request to the next, for every caller. */
  private static final Set<String> PER_REQUEST = Set.of("x-trace-id", "apigw-requestid", "date");

  /** What of an answer somebody who asks can compare. */
  private record Seen(int status, Map<String, List<String>> headers, String body) {
    static Seen of(Reply reply) {
      Map<String, List<String>> headers = new TreeMap<>(reply.headers().map());
      headers
          .keySet()
          .removeIf(name -> PER_REQUEST.contains(name.toLowerCase(java.util.Locale.ROOT)));
      return new Seen(
          reply.status(),
          headers,
          reply
              .text()
              .replaceAll("\"(traceId|instance)\":\"[^\"]*\"", "")
              .replaceAll("\"challengeId\":\"[a-z2-7]{26}\"", ""));
    }
  }

  @Test
  void shouldAnswerAWrongPasswordLikeAnUnknownAccount() {
    String disabled = disabled().phone();
    Map<String, Map<String, Object>> asked = new LinkedHashMap<>();
    asked.put("unknown phone", Map.of("phone", UNKNOWN, "password", "wrong and wrong"));
    asked.put("client", Map.of("phone", CLIENT.phone(), "password", "wrong and wrong"));
    asked.put("owner", Map.of("phone", HOUSE.owner().phone(), "password", "wrong and wrong"));
    asked.put("disabled", Map.of("phone", disabled, "password", "wrong and wrong"));
    asked.put("disabled, right", Map.of("phone", disabled, "password", House.PASSWORD));
    asked.put("unregistered", Map.of("phone", booked(), "password", "wrong and wrong"));
    asked.put("unknown e-mail", Map.of("email", "no@example.com", "password", "wrong and wrong"));
    asked.put("e-mail", Map.of("email", email(), "password", "wrong and wrong"));
    assertAllAlike("/auth/login", asked, 401);
  }

  @Test
  void shouldSendACodeForLoginToClientsOnlyAndTellNobody() {
    Person staff = HOUSE.person(Part.STAFF);
    Person admin = HOUSE.person(Part.ADMIN);
    Person owner = HOUSE.owner();
    Person disabled = disabled();
    List<String> silent =
        List.of(UNKNOWN, staff.phone(), admin.phone(), owner.phone(), disabled.phone());
    String unregistered = booked();
    Map<String, Long> before = received(silent, CODE);
    int known = TestStack.messages().to(CLIENT.phone()).size();
    for (String channel : List.of("SMS", "WHATSAPP")) {
      Map<String, Map<String, Object>> asked = new LinkedHashMap<>();
      asked.put("client", Map.of("phone", CLIENT.phone(), "channel", channel));
      asked.put("unregistered", Map.of("phone", unregistered, "channel", channel));
      silent.forEach(phone -> asked.put(phone, Map.of("phone", phone, "channel", channel)));
      assertAllAlike("/auth/otp", asked, 202);
    }
    TestStack.messages().code(unregistered);
    awaitOneMore(known + 2);
    assertThat(received(silent, CODE)).isEqualTo(before);
  }

  @Test
  void shouldRefuseCodesAlikeWhetherThereIsOneOrNot() {
    Map<String, String> challenges = new LinkedHashMap<>();
    for (String phone : List.of(CLIENT.phone(), UNKNOWN, HOUSE.owner().phone())) {
      challenges.put(
          phone,
          HOUSE
              .visitor()
              .post("/auth/otp", Map.of("phone", phone, "channel", "SMS"))
              .expect(202)
              .path("challengeId")
              .asText());
    }
    String code = TestStack.messages().code(CLIENT.phone());
    for (int attempt = 1; attempt <= 6; attempt++) {
      List<Seen> seen = new ArrayList<>();
      for (String challenge : challenges.values()) {
        seen.add(
            Seen.of(
                HOUSE
                    .visitor()
                    .post(
                        "/auth/otp/verify",
                        Map.of(
                            "challengeId",
                            challenge,
                            "code",
                            code.equals("000000") ? "000001" : "000000"))));
      }
      assertThat(Set.copyOf(seen)).as("attempt %d", attempt).hasSize(1);
      assertThat(seen.getFirst().status()).isEqualTo(401);
      assertThat(seen.getFirst().body())
          .contains(attempt <= 5 ? "\"attemptsLeft\":" + (5 - attempt) : "code-expired");
    }
  }

  @Test
  void shouldAnswerWhoForgotAPasswordAlike() {
    String disabled = disabled().phone();
    Map<String, Map<String, Object>> asked = new LinkedHashMap<>();
    asked.put("unknown phone", Map.of("phone", UNKNOWN));
    asked.put("client", Map.of("phone", CLIENT.phone()));
    asked.put("staff", Map.of("phone", HOUSE.person(Part.STAFF).phone()));
    asked.put("owner", Map.of("phone", HOUSE.owner().phone()));
    asked.put("unregistered", Map.of("phone", booked()));
    asked.put("disabled", Map.of("phone", disabled));
    asked.put("e-mail", Map.of("email", email()));
    asked.put("unknown e-mail", Map.of("email", "no@example.com"));
    List<String> silent = List.of(UNKNOWN, disabled);
    Map<String, Long> before = received(silent, _ -> true);
    int known = TestStack.messages().to(CLIENT.phone()).size();
    assertAllAlike("/auth/password/forgot", asked, 202);
    awaitOneMore(known + 1);
    assertThat(received(silent, _ -> true)).isEqualTo(before);
  }

  /** How many messages of a kind each of these phones has got. */
  private static Map<String, Long> received(List<String> phones, Predicate<String> kind) {
    Map<String, Long> received = new TreeMap<>();
    phones.forEach(
        phone -> received.put(phone, TestStack.messages().to(phone).stream().filter(kind).count()));
    return received;
  }

  /**
   * Asks for one more code of a client who waits for others, and waits for all of them. They go out
   * in the order that they were asked for, so that whatever was to be sent before is there, too.
   */
  private static void awaitOneMore(int waiting) {
    HOUSE
        .visitor()
        .post("/auth/otp", Map.of("phone", CLIENT.phone(), "channel", "SMS"))
        .expect(202);
    TestStack.messages()
        .await(CLIENT.phone(), "the last code", texts -> texts.size() == waiting + 1);
  }

  private static void assertAllAlike(
      String path, Map<String, Map<String, Object>> asked, int status) {
    Map<Seen, List<String>> seen = new LinkedHashMap<>();
    asked.forEach(
        (who, body) ->
            seen.computeIfAbsent(Seen.of(HOUSE.visitor().post(path, body)), _ -> new ArrayList<>())
                .add(who));
    assertThat(seen).as("who gets which answer").hasSize(1);
    assertThat(seen.keySet().iterator().next().status()).isEqualTo(status);
  }

  private static Person disabled() {
    Person person = HOUSE.newPerson(io.marcado.domain.Role.CLIENT);
    HOUSE.owner().api().patch("/users/" + person.userId(), Map.of("enabled", false)).expect(200);
    return person;
  }

  /** The phone of somebody who is known from a booking and never registered. */
  private static String booked() {
    String phone = TestStack.phone();
    HOUSE
        .visitor()
        .post(
            "/public/bookings",
            Map.of(
                "serviceId",
                HOUSE.serviceId(),
                "start",
                HOUSE.start(),
                "client",
                Map.of("name", "Lia", "phone", phone)))
        .expect(201);
    return phone;
  }

  private static String email() {
    return HOUSE.owner().api().get("/users/me").expect(200).path("email").asText();
  }
}

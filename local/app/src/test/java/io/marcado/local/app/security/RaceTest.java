package io.marcado.local.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.Role;
import io.marcado.local.LocalStack;
import io.marcado.local.Options;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.TestStack.SignedUp;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Business;
import io.marcado.local.app.client.Messages;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.security.House.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many at once get no further than one after the other would. */
@Tag("race")
class RaceTest {
  private static final SignedUp SHOP = TestStack.business();
  private static final String PASSWORD = "tesoura-e-navalha";

  private final String phone = TestStack.phone();

  /** Each wrong code that was compared is on the trail; what was not compared is not. */
  @Test
  void shouldCompareFiveOfTwoHundredGuesses() throws Exception {
    String userId = register();
    String challengeId = login().path("challengeId").asText();
    String code = TestStack.messages().code(phone);

    List<Reply> replies = atOnce(200, number -> () -> verify(challengeId, wrong(code, number)));

    assertThat(replies).extracting(Reply::code).containsOnly("invalid-code", "code-expired");
    assertThat(failures(userId)).isEqualTo(5);
    assertThat(verify(challengeId, code).code()).isEqualTo("code-expired");
    assertThat(failures(userId)).isEqualTo(5);
  }

  @Test
  void shouldLetNobodyInByTheRightCodeAmongTwoHundredGuessesAfterFiveWrongOnes() throws Exception {
    String userId = register();
    String challengeId = login().path("challengeId").asText();
    String code = TestStack.messages().code(phone);
    for (int number = 0; number < 5; number++) {
      assertThat(verify(challengeId, wrong(code, number)).code()).isEqualTo("invalid-code");
    }

    List<Reply> replies =
        atOnce(
            200,
            number -> () -> verify(challengeId, number % 20 == 0 ? code : wrong(code, number)));

    assertThat(replies).extracting(Reply::code).containsOnly("code-expired");
    assertThat(failures(userId)).isEqualTo(5);
  }

  @Test
  void shouldLetTheRightCodeInOnce() throws Exception {
    SHOP.business().register("Ana", phone, PASSWORD);
    String challengeId = login().path("challengeId").asText();
    String code = TestStack.messages().code(phone);

    List<Reply> replies = atOnce(20, _ -> () -> verify(challengeId, code));

    assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
    assertThat(replies)
        .filteredOn(reply -> reply.status() != 200)
        .extracting(Reply::code)
        .containsOnly("code-expired");
  }

  @Test
  void shouldGiveFiftyUsesOfARefreshTokenOneSuccessor() throws Exception {
    SHOP.business().register("Ana", phone, PASSWORD);
    String token = SHOP.business().tokens(phone, PASSWORD).path("refreshToken").asText();

    List<Reply> replies = atOnce(50, _ -> () -> refresh(SHOP.visitor(), token));

    Set<String> successors = new HashSet<>();
    replies.forEach(reply -> successors.add(reply.expect(200).path("refreshToken").asText()));
    assertThat(successors).hasSize(1).doesNotContain(token);
  }

  /** On a stack of its own, since it moves the clock. */
  @Test
  void shouldEndTheFamilyByAReplayAfterTheGrace() throws Exception {
    try (LocalStack stack = LocalStack.start(Options.inMemory())) {
      ApiClient origin = ApiClient.of(stack.origin().toString());
      Business business =
          Business.signUp(
              origin,
              "grace",
              "Barbearia",
              new Business.Owner("Dora", phone, "dora@example.com", PASSWORD));
      JsonNode first = business.tokens(phone, PASSWORD);
      ApiClient visitor = business.visitor();
      JsonNode second = refresh(visitor, first.path("refreshToken").asText()).expect(200);
      JsonNode third = refresh(visitor, second.path("refreshToken").asText()).expect(200);
      ApiClient me = visitor.as(third.path("accessToken").asText());
      assertThat(me.get("/users/me").status()).isEqualTo(200);

      new Messages(origin).advanceClock(Duration.ofSeconds(11));
      assertThat(me.get("/users/me").status()).isEqualTo(200);
      Reply replayed = refresh(visitor, first.path("refreshToken").asText());

      assertThat(replayed.status()).isEqualTo(401);
      assertThat(refresh(visitor, second.path("refreshToken").asText()).status()).isEqualTo(401);
      assertThat(refresh(visitor, third.path("refreshToken").asText()).status()).isEqualTo(401);
      assertThat(me.get("/users/me").status()).isEqualTo(401);
    }
  }

  @Test
  void shouldMakeOnePersonOfManyRegistrationsOfAPhone() throws Exception {
    List<Reply> replies =
        atOnce(
            8,
            number ->
                () ->
                    SHOP.visitor()
                        .post(
                            "/auth/register",
                            Map.of(
                                "name", "Ana " + number,
                                "phone", phone,
                                "password", PASSWORD + number)));
    assertThat(replies).extracting(Reply::status).isSubsetOf(201, 503);
    assertThat(replies).extracting(Reply::status).contains(201);

    int letIn = 0;
    for (int number = 0; number < 8; number++) {
      Map<String, Object> credentials = Map.of("phone", phone, "password", PASSWORD + number);
      letIn += SHOP.visitor().post("/auth/login", credentials).status() == 200 ? 1 : 0;
    }
    assertThat(letIn).isEqualTo(1);
    JsonNode found =
        SHOP.owner().get("/users?query=" + phone.replace("+", "%2B")).expect(200).path("items");
    assertThat(found).hasSize(1);
  }

  @Test
  void shouldAcceptAnInvitationOnce() throws Exception {
    SHOP.owner().post("/staff", Map.of("name", "Caio", "phone", phone)).expect(201);
    String token = TestStack.messages().token(phone);

    List<Reply> replies =
        atOnce(
            20,
            number ->
                () ->
                    SHOP.visitor()
                        .post(
                            "/invitations/accept",
                            Map.of("token", token, "password", PASSWORD + number)));

    assertThat(replies).filteredOn(reply -> reply.status() < 300).hasSize(1);
    assertThat(replies).extracting(Reply::status).allMatch(status -> status < 500);
    int letIn = 0;
    for (int number = 0; number < 20; number++) {
      Map<String, Object> credentials = Map.of("phone", phone, "password", PASSWORD + number);
      letIn += SHOP.visitor().post("/auth/login", credentials).status() == 200 ? 1 : 0;
    }
    assertThat(letIn).isEqualTo(1);
  }

  @Test
  void shouldHandOverToOneOfTwo() throws Exception {
    House house = new House();
    Person ana = house.owner();
    Person bia = house.newPerson(Role.ADMIN);
    Person rui = house.newPerson(Role.ADMIN);
    Map<String, Object> one = stepUp(ana);
    Map<String, Object> other = stepUp(ana);

    List<Reply> replies =
        atOnce(List.of(() -> handOver(ana, bia, one), () -> handOver(ana, rui, other)));

    assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
    long owners = 0;
    for (Person person : List.of(house.again(ana), house.again(bia), house.again(rui))) {
      owners +=
          person.api().get("/users/me").expect(200).path("role").asText().equals("OWNER") ? 1 : 0;
    }
    assertThat(owners).isEqualTo(1);
  }

  private static Reply handOver(Person by, Person to, Map<String, Object> proof) {
    return by.api().post("/admins/" + to.userId() + "/hand-over", Map.of("stepUp", proof));
  }

  private static Map<String, Object> stepUp(Person person) {
    JsonNode challenge = person.api().post("/auth/step-up").expect(200);
    return Map.of(
        "challengeId",
        challenge.path("challengeId").asText(),
        "code",
        TestStack.messages().code(person.phone()));
  }

  private JsonNode login() {
    return SHOP.visitor()
        .post("/auth/login", Map.of("phone", phone, "password", PASSWORD))
        .expect(200);
  }

  private static Reply verify(String challengeId, String code) {
    return SHOP.visitor()
        .post("/auth/login/verify", Map.of("challengeId", challengeId, "code", code));
  }

  private static Reply refresh(ApiClient visitor, String token) {
    return visitor.post("/auth/refresh", Map.of("refreshToken", token));
  }

  /** Registers somebody with the phone; returns the person's id. */
  private String register() {
    return SHOP.business()
        .register("Ana", phone, PASSWORD)
        .get("/users/me")
        .expect(200)
        .path("userId")
        .asText();
  }

  /** How many failed logins of somebody the owner sees, of the last hundred of the business. */
  private static long failures(String userId) {
    return SHOP
        .owner()
        .get("/security-events?type=login.failed&limit=100")
        .expect(200)
        .path("items")
        .findValuesAsText("subjectId")
        .stream()
        .filter(userId::equals)
        .count();
  }

  /** Another code than this one, for each number below 999,999. */
  private static String wrong(String code, int number) {
    return "%06d".formatted((Integer.parseInt(code) + 1 + number) % 1_000_000);
  }

  private static List<Reply> atOnce(int times, IntFunction<Callable<Reply>> request)
      throws Exception {
    List<Callable<Reply>> requests = new ArrayList<>();
    for (int number = 0; number < times; number++) {
      requests.add(request.apply(number));
    }
    return atOnce(requests);
  }

  private static List<Reply> atOnce(List<Callable<Reply>> requests) throws Exception {
    CyclicBarrier start = new CyclicBarrier(requests.size());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reply>> running = new ArrayList<>();
      for (Callable<Reply> request : requests) {
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return request.call();
                }));
      }
      List<Reply> replies = new ArrayList<>();
      for (Future<Reply> one : running) {
        replies.add(one.get());
      }
      return replies;
    }
  }
}

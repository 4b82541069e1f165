package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.LocalStack;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A time is held, then booked, given back, or over. */
class HoldStoryTest {
  @AutoClose private static final LocalStack STACK = TestStack.still();

  @Test
  void shouldBookWhatAClientHeldAtTheSamePriceAndPolicy() {
    MovingClockShop shop = shop("hold-client");
    String phone = shop.register();
    CheckedClient lia = shop.client(phone);
    String start = shop.in(48);
    JsonNode hold = lia.post("/holds", shop.draft(start)).expect(201);
    String id = hold.path("holdId").asText();

    assertThat(hold.path("status").asText()).isEqualTo("HELD");
    assertThat(hold.path("start").asText()).isEqualTo(start);
    assertThat(hold.path("resourceIds").path(0).asText()).isEqualTo(shop.ana);
    assertThat(hold.path("price").path("amount").asText()).isEqualTo("50.00");
    assertThat(hold.path("policy").path("cancellationWindowMinutes").asInt()).isEqualTo(1440);
    assertThat(Instant.parse(hold.path("expiresAt").asText()))
        .isBetween(
            STACK.clock().instant().plus(Duration.ofMinutes(9)),
            STACK.clock().instant().plus(Duration.ofMinutes(10)));
    assertThat(hold.has("holdToken")).isFalse();
    assertThat(shop.visitor().post("/public/bookings", visit(shop, start)).code())
        .isEqualTo("slot-taken");
    assertThat(lia.get("/bookings").expect(200).path("items")).isEmpty();
    assertThat(lia.get("/bookings/" + id).status()).isEqualTo(404);

    CheckedClient owner = shop.owner();
    owner
        .patch(
            "/services/" + shop.cut, Map.of("price", Map.of("amount", "80.00", "currency", "BRL")))
        .expect(200);
    owner.patch("/settings", Map.of("cancellationWindowMinutes", 60 * 72)).expect(200);
    Map<String, Object> booking = Map.of("holdId", id, "notes", "by the window");
    JsonNode booked = lia.post("/bookings", booking).expect(201);

    assertThat(booked.path("bookingId").asText()).isEqualTo(id);
    assertThat(booked.path("status").asText()).isEqualTo("CONFIRMED");
    assertThat(booked.path("price").path("amount").asText()).isEqualTo("50.00");
    assertThat(booked.path("canCancel").asBoolean()).isTrue();
    assertThat(booked.path("notes").asText()).isEqualTo("by the window");
    assertThat(shop.told(phone, 1)).hasSize(1);
    Reply again = lia.post("/bookings", booking);
    assertThat(again.expect(201).path("bookingId").asText()).isEqualTo(id);
    assertThat(again.header("Idempotent-Replayed")).contains("true");
    assertThat(lia.post("/bookings", Map.of("holdId", id)).code()).isEqualTo("wrong-status");
    assertThat(lia.get("/holds/" + id).expect(200).path("status").asText()).isEqualTo("BOOKED");
    assertThat(lia.delete("/holds/" + id).code()).isEqualTo("wrong-status");
    assertThat(lia.get("/bookings").expect(200).path("items")).hasSize(1);
  }

  @Test
  void shouldTakeAKeyForOneRequestWhetherOrNotItBooksAHold() {
    MovingClockShop shop = shop("hold-one-key");
    CheckedClient lia = shop.client(shop.register());
    CheckedClient keyed = lia.with("Idempotency-Key", "one");
    CheckedClient other = lia.with("Idempotency-Key", "other");
    String first = held(lia, shop, 48);
    String second = held(lia, shop, 50);

    keyed.post("/bookings", Map.of("holdId", first)).expect(201);
    other.post("/bookings", shop.draft(shop.in(52))).expect(201);

    assertThat(
            keyed.post("/bookings", Map.of("holdId", first)).expect(201).path("bookingId").asText())
        .isEqualTo(first);
    assertThat(keyed.post("/bookings", shop.draft(shop.in(54))).status()).isEqualTo(422);
    assertThat(keyed.post("/bookings", shop.draft(shop.in(48))).status()).isEqualTo(422);
    assertThat(keyed.post("/bookings", Map.of("holdId", second)).status()).isEqualTo(422);
    assertThat(other.post("/bookings", Map.of("holdId", second)).status()).isEqualTo(422);
    assertThat(lia.get("/holds/" + second).expect(200).path("status").asText()).isEqualTo("HELD");
    lia.post("/bookings", Map.of("holdId", second)).expect(201);
    lia.post("/bookings", shop.draft(shop.in(54))).expect(201);
  }

  private static String held(CheckedClient client, MovingClockShop shop, int hours) {
    return client.post("/holds", shop.draft(shop.in(hours))).expect(201).path("holdId").asText();
  }

  @Test
  void shouldLetAVisitorHoldBookAndManageByOneToken() {
    MovingClockShop shop = shop("hold-visitor");
    String start = shop.in(48);
    JsonNode hold = shop.visitor().post("/holds", shop.draft(start)).expect(201);
    String id = hold.path("holdId").asText();
    String token = hold.path("holdToken").asText();
    CheckedClient guest = shop.visitor().with("Authorization", "Bearer " + token);

    assertThat(guest.get("/holds/" + id).expect(200).path("status").asText()).isEqualTo("HELD");
    assertThat(shop.visitor().get("/holds/" + id).status()).isEqualTo(401);
    assertThat(shop.client(shop.register()).get("/holds/" + id).status()).isEqualTo(404);
    Map<String, Object> draft = new LinkedHashMap<>();
    draft.put("client", Map.of("name", "Lia", "phone", TestStack.phone()));
    draft.put("holdId", id);
    assertThat(shop.visitor().post("/public/bookings", draft).status()).isEqualTo(400);
    draft.put("holdToken", token.substring(0, 40));
    Reply cut = shop.visitor().post("/public/bookings", draft);
    assertThat(pointers(cut)).containsExactly("/holdToken");
    JsonNode noToken =
        shop.visitor()
            .with("Authorization", "Bearer " + token.substring(0, 40))
            .get("/holds/" + id)
            .expect(401);
    assertThat(noToken.path("detail").asText()).contains("hold").doesNotContain("/auth/refresh");
    draft.put("holdToken", "mb_" + id + "_" + "a".repeat(26));
    assertThat(shop.visitor().post("/public/bookings", draft).code()).isEqualTo("not-found");
    draft.put("holdToken", token);

    JsonNode booked = shop.visitor().post("/public/bookings", draft).expect(201);

    assertThat(booked.path("manageToken").asText()).isEqualTo(token);
    assertThat(guest.get("/bookings/" + id).expect(200).path("start").asText()).isEqualTo(start);
    guest.post("/bookings/" + id + "/cancel", Map.of()).expect(200);
    shop.visitor().post("/holds", shop.draft(start)).expect(201);
  }

  @Test
  void shouldFreeWhatIsOverAndBookItAnewIfAsked() {
    MovingClockShop shop = shop("hold-over");
    String phone = shop.register();
    String start = shop.in(48);
    String id =
        shop.client(phone).post("/holds", shop.draft(start)).expect(201).path("holdId").asText();
    assertThat(free(shop, start)).isFalse();

    shop.pass(Duration.ofMinutes(10));

    CheckedClient lia = shop.client(phone);
    assertThat(free(shop, start)).isTrue();
    assertThat(lia.get("/holds/" + id).expect(200).path("status").asText()).isEqualTo("EXPIRED");
    assertThat(lia.post("/bookings", Map.of("holdId", id)).code()).isEqualTo("hold-expired");
    assertThat(lia.post("/holds/" + id + "/extend", "{}").code()).isEqualTo("hold-expired");
    shop.owner()
        .patch(
            "/services/" + shop.cut, Map.of("price", Map.of("amount", "80.00", "currency", "BRL")))
        .expect(200);
    Map<String, Object> anew = Map.of("holdId", id, "ifStillFree", true);
    assertThat(lia.post("/bookings", anew).code()).isEqualTo("hold-expired");
    shop.owner()
        .patch(
            "/services/" + shop.cut, Map.of("price", Map.of("amount", "50.00", "currency", "BRL")))
        .expect(200);
    JsonNode booked = lia.post("/bookings", anew).expect(201);
    assertThat(booked.path("bookingId").asText()).isNotEqualTo(id);
    assertThat(booked.path("start").asText()).isEqualTo(start);
    Reply again = lia.post("/bookings", anew);
    assertThat(again.expect(201)).isEqualTo(booked);
    assertThat(again.header("Idempotent-Replayed")).contains("true");
    assertThat(
            lia.post("/bookings", Map.of("holdId", id, "ifStillFree", true, "notes", "Oi")).code())
        .isEqualTo("wrong-status");
    assertThat(lia.get("/bookings").expect(200).path("items")).hasSize(1);
  }

  @Test
  void shouldHoldSeatsOfASessionUntilTheyAreBookedGivenBackOrOver() {
    MovingClockShop shop = shop("hold-seats");
    String session = session(shop, 3);
    JsonNode hold = shop.visitor().post("/holds", seats(session, 2)).expect(201);
    String id = hold.path("holdId").asText();
    String token = hold.path("holdToken").asText();
    assertThat(hold.path("price").path("amount").asText()).isEqualTo("60.00");
    assertThat(hold.path("policy").path("cancellationWindowMinutes").asInt()).isEqualTo(1440);
    assertThat(seatsLeft(shop, session)).isEqualTo(1);
    assertThat(shop.visitor().post("/public/bookings", with(seats(session, 2), visitor())).code())
        .isEqualTo("session-full");
    assertThat(shop.visitor().post("/holds", seats(session, 2)).code()).isEqualTo("session-full");

    // What the business changes meanwhile does not matter to what is held.
    String yoga = hold.path("serviceId").asText();
    shop.owner()
        .patch("/services/" + yoga, Map.of("price", Map.of("amount", "40.00", "currency", "BRL")))
        .expect(200);
    CheckedClient guest = shop.visitor().with("Authorization", "Bearer " + token);
    guest.post("/holds/" + id + "/extend", "{}").expect(200);
    shop.pass(Duration.ofMinutes(15));
    Map<String, Object> draft = new LinkedHashMap<>(visitor());
    draft.putAll(Map.of("holdId", id, "holdToken", token));
    draft.put("attendees", List.of(Map.of("name", "Nina"), Map.of("name", "Pedro")));
    JsonNode booked = shop.visitor().post("/public/bookings", draft).expect(201);
    assertThat(booked.path("sessionId").asText()).isEqualTo(session);
    assertThat(booked.path("seats").asInt()).isEqualTo(2);
    assertThat(booked.path("price").path("amount").asText()).isEqualTo("60.00");
    assertThat(booked.path("attendees")).hasSize(2);
    assertThat(shop.visitor().post("/public/bookings", draft).expect(201).path("bookingId"))
        .isEqualTo(booked.path("bookingId"));
    assertThat(seatsLeft(shop, session)).isEqualTo(1);

    CheckedClient lia = shop.client(shop.register());
    String back = lia.post("/holds", seats(session, 1)).expect(201).path("holdId").asText();
    assertThat(seatsLeft(shop, session)).isZero();
    lia.delete("/holds/" + back).expect(204);
    assertThat(seatsLeft(shop, session)).isEqualTo(1);
    assertThat(lia.post("/bookings", Map.of("holdId", back)).code()).isEqualTo("hold-expired");

    String over = lia.post("/holds", seats(session, 1)).expect(201).path("holdId").asText();
    shop.pass(Duration.ofMinutes(10));
    lia = shop.client(shop.register());
    assertThat(seatsLeft(shop, session)).isEqualTo(1);
    String taken = lia.post("/holds", seats(session, 1)).expect(201).path("holdId").asText();
    CheckedClient owner = shop.owner();
    Map<String, Object> anew =
        Map.of("holdId", over, "ifStillFree", true, "client", Map.of("name", "Rui"));
    assertThat(owner.post("/bookings", anew).code()).isEqualTo("session-full");
    lia.delete("/holds/" + taken).expect(204);
    assertThat(owner.post("/bookings", anew).expect(201).path("price").path("amount").asText())
        .isEqualTo("40.00");
    assertThat(seatsLeft(shop, session)).isZero();
  }

  /** In two days, of a class at 30 for each seat. */
  private static String session(MovingClockShop shop, int seats) {
    CheckedClient owner = shop.owner();
    String yoga =
        owner
            .post(
                "/services",
                Map.of(
                    "name",
                    "Yoga",
                    "kind",
                    "CLASS",
                    "durationMinutes",
                    60,
                    "price",
                    Map.of("amount", "30.00", "currency", "BRL"),
                    "resourceIds",
                    List.of(shop.ana)))
            .expect(201)
            .path("serviceId")
            .asText();
    return owner
        .post("/services/" + yoga + "/sessions", Map.of("start", shop.in(48), "seats", seats))
        .expect(201)
        .path("sessions")
        .path(0)
        .path("sessionId")
        .asText();
  }

  private static Map<String, Object> seats(String session, int seats) {
    return Map.of("sessionId", session, "seats", seats);
  }

  private static int seatsLeft(MovingClockShop shop, String session) {
    return shop.visitor().get("/sessions/" + session).expect(200).path("seatsLeft").asInt();
  }

  private static Map<String, Object> visitor() {
    return Map.of("client", Map.of("name", "Lia", "phone", TestStack.phone()));
  }

  private static Map<String, Object> with(Map<String, Object> body, Map<String, Object> more) {
    Map<String, Object> all = new LinkedHashMap<>(body);
    all.putAll(more);
    return all;
  }

  @Test
  void shouldHoldLongerOnceAndGiveBackAtOnce() {
    MovingClockShop shop = shop("hold-longer");
    CheckedClient owner = shop.owner();
    owner.patch("/services/" + shop.cut, Map.of("holdMinutes", 3)).expect(200);
    String start = shop.in(48);
    JsonNode hold = owner.post("/holds", shop.draft(start)).expect(201);
    String path = "/holds/" + hold.path("holdId").asText();
    Instant until = Instant.parse(hold.path("expiresAt").asText());

    JsonNode longer = owner.post(path + "/extend", "{}").expect(200);

    assertThat(Instant.parse(longer.path("expiresAt").asText()))
        .isEqualTo(until.plus(Duration.ofMinutes(3)));
    assertThat(longer.path("extended").asBoolean()).isTrue();
    assertThat(owner.post(path + "/extend", "{}").code()).isEqualTo("wrong-status");
    shop.pass(Duration.ofMinutes(4));
    assertThat(free(shop, start)).isFalse();
    CheckedClient later = shop.owner();
    assertThat(later.delete(path).status()).isEqualTo(204);
    assertThat(later.delete(path).status()).isEqualTo(204);
    assertThat(free(shop, start)).isTrue();
    assertThat(later.get(path).expect(200).path("status").asText()).isEqualTo("EXPIRED");
  }

  @Test
  void shouldHoldWhateverRequestBringsTheSameKeyOnce() {
    MovingClockShop shop = shop("hold-key");
    CheckedClient lia = shop.client(shop.register()).with("Idempotency-Key", "first");
    String start = shop.in(48);
    String id = lia.post("/holds", shop.draft(start)).expect(201).path("holdId").asText();

    Reply again = lia.post("/holds", shop.draft(start));

    assertThat(again.expect(201).path("holdId").asText()).isEqualTo(id);
    assertThat(again.header("Idempotent-Replayed")).contains("true");
    assertThat(lia.post("/holds", shop.draft(shop.in(50))).code())
        .isEqualTo("idempotency-key-reused");
  }

  @Test
  void shouldFindAllFaultsOfARequestThatNamesAHold() {
    MovingClockShop shop = shop("hold-faults");
    CheckedClient lia = shop.client(shop.register());
    Map<String, Object> draft = new LinkedHashMap<>(shop.draft(shop.in(48)));
    draft.put("holdId", "b7qk2m4x6z3c5v7n2l4j6held7");

    assertThat(pointers(lia.post("/bookings", draft)))
        .containsExactlyInAnyOrder("/serviceId", "/resourceId", "/start");
    assertThat(pointers(lia.post("/bookings", Map.of("ifStillFree", true))))
        .containsExactlyInAnyOrder("/holdId", "/serviceId", "/start");
    assertThat(lia.post("/bookings", Map.of("holdId", "b7qk2m4x6z3c5v7n2l4j6held7")).code())
        .isEqualTo("not-found");
  }

  @Test
  void shouldHoldPersonAndRoomTogetherAndFreeThemTogether() {
    MovingClockShop shop = shop("hold-rows");
    CheckedClient owner = shop.owner();
    String room =
        owner
            .post("/resources", Map.of("name", "Sala", "kind", "SPACE"))
            .expect(201)
            .path("resourceId")
            .asText();
    String massage =
        owner
            .post(
                "/services",
                Map.of(
                    "name",
                    "Massagem",
                    "durationMinutes",
                    60,
                    "resourceIds",
                    List.of(shop.bruno),
                    "alsoNeeds",
                    List.of(Map.of("resourceIds", List.of(room)))))
            .expect(201)
            .path("serviceId")
            .asText();
    String start = shop.in(48);
    Map<String, Object> draft = Map.of("serviceId", massage, "start", start);
    JsonNode hold = owner.post("/holds", draft).expect(201);
    assertThat(hold.path("resourceIds")).hasSize(2);
    assertThat(owner.post("/holds", draft).code()).isEqualTo("slot-taken");
    String id = hold.path("holdId").asText();
    Map<String, Object> booking =
        Map.of("holdId", id, "client", Map.of("name", "Lia", "phone", TestStack.phone()));
    owner.post("/bookings", booking).expect(201);
    owner.post("/bookings/" + id + "/cancel", "{}").expect(200);

    owner.post("/holds", draft).expect(201);
    shop.pass(Duration.ofMinutes(11));
    shop.owner().post("/holds", draft).expect(201);
  }

  /** Of a session, and of a resource of so many seats. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldGiveTwentySeatsToTwentyOfAHundredWhoHoldThem(boolean ofSession) throws Exception {
    MovingClockShop shop = shop(ofSession ? "hold-crowd-seats" : "hold-crowd");
    CheckedClient owner = shop.owner();
    Map<String, Object> draft =
        ofSession
            ? seats(session(shop, 20), 1)
            : Map.of("serviceId", large(shop), "start", shop.in(48));

    List<Integer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Future<Integer>> sent =
          IntStream.range(0, 100)
              .mapToObj(_ -> threads.submit(() -> holdAndBook(shop, draft)))
              .toList();
      for (Future<Integer> one : sent) {
        answers.add(one.get());
      }
    }

    assertThat(answers).containsOnly(201, 409);
    assertThat(answers.stream().filter(status -> status == 201)).hasSize(20);
    assertThat(owner.get("/bookings?limit=100").expect(200).path("items")).hasSize(20);
  }

  /** A service in a room of twenty. */
  private static String large(MovingClockShop shop) {
    CheckedClient owner = shop.owner();
    String studio =
        owner
            .post("/resources", Map.of("name", "Studio", "kind", "SPACE", "capacity", 20))
            .expect(201)
            .path("resourceId")
            .asText();
    return owner
        .post(
            "/services",
            Map.of("name", "Yoga", "durationMinutes", 60, "resourceIds", List.of(studio)))
        .expect(201)
        .path("serviceId")
        .asText();
  }

  private static int holdAndBook(MovingClockShop shop, Map<String, Object> draft) {
    Reply hold = shop.visitor().post("/holds", draft);
    if (hold.status() != 201) {
      return hold.status();
    }
    return shop.visitor()
        .post(
            "/public/bookings",
            Map.of(
                "holdId", hold.json().path("holdId").asText(),
                "holdToken", hold.json().path("holdToken").asText(),
                "client", Map.of("name", "Lia", "phone", TestStack.phone())))
        .status();
  }

  private static MovingClockShop shop(String slug) {
    return new MovingClockShop(STACK, slug, Map.of());
  }

  private static Map<String, Object> visit(MovingClockShop shop, String start) {
    return shop.draft(start, TestStack.phone());
  }

  private static boolean free(MovingClockShop shop, String start) {
    String date = start.substring(0, 10);
    return shop.visitor()
        .get(
            "/resources/%s/availability?serviceId=%s&from=%s&to=%s"
                .formatted(shop.ana, shop.cut, date, date))
        .expect(200)
        .path("slots")
        .findValuesAsText("start")
        .contains(start);
  }

  private static List<String> pointers(Reply reply) {
    reply.expect(400);
    return reply.json().path("errors").findValuesAsText("pointer");
  }
}

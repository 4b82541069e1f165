package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several services in one go: found, held, booked, moved and cancelled as one, through HTTP. */
class VisitTest {
  private final Shop shop = new Shop();
  private final String beard =
      shop.signedUp
          .business()
          .service(shop.signedUp.owner(), "Barba", 30, "30.00", List.of(shop.bruno));
  private final CheckedClient lia = shop.client("Lia");

  @Test
  void shouldOfferAVisitWithWhoDoesIt() {
    JsonNode slots = times(List.of(part(shop.cut, shop.ana), part(beard)));

    assertThat(starts(slots)).startsWith("09:00").contains("10:30").doesNotContain("11:00");
    JsonNode first = slots.path(0);
    assertThat(first.path("end").asText()).isEqualTo(shop.at("10:30"));
    assertThat(first.path("price").path("amount").asText()).isEqualTo("80.00");
    assertThat(texts(first.path("resourceIds"))).containsExactly(shop.ana, shop.bruno);
    assertThat(first.path("visit").path(1).path("serviceId").asText()).isEqualTo(beard);
    assertThat(first.path("visit").path(1).path("start").asText()).isEqualTo(shop.at("10:00"));
    assertThat(first.path("visit").path(1).path("price").path("amount").asText())
        .isEqualTo("30.00");
  }

  @Test
  void shouldShowAllOfAVisitThatWouldLoseAPart() {
    lia.post("/bookings", visit("09:00", shop.ana)).expect(201);

    Reply refused = shop.owner.delete("/services/" + beard);

    assertThat(refused.code()).isEqualTo("bookings-outside");
    JsonNode outside = refused.json().path("bookings").path(0);
    assertThat(outside.path("serviceName").asText()).isEqualTo("Barba");
    assertThat(outside.path("start").asText()).isEqualTo(shop.at("10:00"));
    assertThat(outside.path("visit").findValuesAsText("serviceName"))
        .containsExactly("Corte", "Barba");
    assertThat(outside.path("visit").path(0).path("start").asText()).isEqualTo(shop.at("09:00"));
  }

  @Test
  void shouldBookAVisitAsOneBooking() {
    JsonNode booked = lia.post("/bookings", visit("09:00", shop.ana)).expect(201);
    String id = booked.path("bookingId").asText();

    assertThat(booked.path("serviceName").asText()).isEqualTo("Corte + Barba");
    assertThat(texts(booked.path("resourceNames"))).containsExactly("Ana", "Bruno");
    assertThat(booked.path("end").asText()).isEqualTo(shop.at("10:30"));
    assertThat(booked.path("price").path("amount").asText()).isEqualTo("80.00");
    assertThat(booked.path("visit")).hasSize(2);
    assertThat(booked.path("visit").path(1).path("serviceName").asText()).isEqualTo("Barba");
    assertThat(lia.get("/bookings/" + id).expect(200)).isEqualTo(booked);
    JsonNode exported =
        lia.get("/users/me/export").expect(200).path("bookings").path(0).path("visit");
    assertThat(exported.findValuesAsText("serviceName")).containsExactly("Corte", "Barba");
    assertThat(texts(exported.path(1).path("resourceIds"))).containsExactly(shop.bruno);
    // Each has time taken only for the own part.
    assertThat(shop.free("/services/" + beard + "/availability"))
        .contains("09:00", "10:30")
        .doesNotContain("10:00");
    assertThat(free(shop.cut, shop.ana)).contains("10:00").doesNotContain("09:00", "09:30");
    for (String service : List.of(shop.cut, beard)) {
      assertThat(shop.owner.get("/bookings?serviceId=" + service).expect(200).path("items"))
          .hasSize(1);
    }
    assertThat(
            shop.owner
                .get(
                    "/calendar?from=%s&to=%s&resourceId=%s"
                        .formatted(shop.monday, shop.monday, shop.bruno))
                .expect(200)
                .path("items")
                .path(0)
                .path("visit"))
        .hasSize(2);

    assertThat(lia.post("/bookings/" + id + "/cancel", "{}").expect(200).path("status").asText())
        .isEqualTo("CANCELLED");
    assertThat(shop.free("/services/" + beard + "/availability")).contains("10:00");
    assertThat(free(shop.cut, shop.ana)).contains("09:00");
  }

  /** By the load of the day it is Bruno's turn. */
  @Test
  void shouldGiveEachPartByTheRuleOfItsService() {
    String trim =
        shop.signedUp
            .business()
            .service(shop.signedUp.owner(), "Contorno", 30, "20.00", List.of(shop.ana, shop.bruno));
    shop.owner
        .patch(
            "/services/" + trim,
            Map.of(
                "assignment",
                Map.of(
                    "rule",
                    "WEIGHT",
                    "weights",
                    List.of(Map.of("resourceId", shop.ana, "weight", 10)))))
        .expect(200);
    for (String time : List.of("14:00", "15:00")) {
      shop.client("Eva")
          .post("/bookings", shop.draft(shop.cut, shop.ana, shop.at(time)))
          .expect(201);
    }
    Map<String, Object> twice = new LinkedHashMap<>();
    twice.put("visit", List.of(part(trim), part(trim)));
    twice.put("start", shop.at("09:00"));
    JsonNode shared = lia.post("/bookings", twice).expect(201);
    assertThat(texts(shared.path("resourceIds"))).containsExactly(shop.ana);

    // Of her last visit Bruno did the first part, and Ana the last.
    String now =
        TestStack.shared()
            .clock()
            .instant()
            .atZone(Shop.ZONE)
            .toOffsetDateTime()
            .withSecond(0)
            .withNano(0)
            .toString();
    CheckedClient eva = shop.client("Eva");
    Map<String, Object> past = new LinkedHashMap<>();
    past.put("visit", List.of(part(beard), part(shop.cut, shop.ana)));
    past.put("start", now);
    past.put("clientId", eva.get("/users/me").expect(200).path("userId").asText());
    past.put("ignoreRules", List.of("opening-hours", "notice", "interval"));
    shop.owner.post("/bookings", past).expect(201);
    shop.owner
        .patch("/services/" + trim, Map.of("assignment", Map.of("rule", "LAST_TIME")))
        .expect(200);
    twice.put("start", shop.at("10:00"));
    assertThat(texts(eva.post("/bookings", twice).expect(201).path("resourceIds")))
        .containsExactly(shop.ana);
  }

  @Test
  void shouldBookNothingWhenAPartIsTaken() {
    shop.client("Eva")
        .post("/bookings", shop.draft(beard, shop.bruno, shop.at("10:00")))
        .expect(201);

    Reply refused = lia.post("/bookings", visit("09:00", shop.ana));

    assertThat(refused.code()).isEqualTo("slot-taken");
    JsonNode nearest = refused.json().path("alternatives").path(0);
    assertThat(nearest.path("visit")).hasSize(2);
    assertThat(nearest.path("start").asText()).isEqualTo(shop.at("09:30"));
    assertThat(free(shop.cut, shop.ana)).contains("09:00");
    Map<String, Object> other = visit("09:00", shop.ana);
    other.put("start", nearest.path("start").asText());
    lia.post("/bookings", other).expect(201);
  }

  @Test
  void shouldHoldAVisitThatComesBackToAPerson() {
    List<Map<String, Object>> parts =
        List.of(part(shop.cut, shop.bruno), part(shop.cut, shop.ana), part(beard));
    Map<String, Object> draft = new LinkedHashMap<>();
    draft.put("visit", parts);
    draft.put("start", shop.at("09:00"));
    JsonNode hold = shop.visitor.post("/holds", draft).expect(201);
    assertThat(hold.path("visit")).hasSize(3);
    assertThat(texts(hold.path("resourceIds"))).containsExactly(shop.bruno, shop.ana);
    assertThat(shop.free("/services/" + beard + "/availability"))
        .contains("10:00", "11:30")
        .doesNotContain("09:00", "11:00");

    JsonNode booked =
        shop.visitor
            .post(
                "/public/bookings",
                Map.of(
                    "holdId",
                    hold.path("holdId").asText(),
                    "holdToken",
                    hold.path("holdToken").asText(),
                    "client",
                    Map.of("name", "Lia", "phone", TestStack.phone())))
            .expect(201);

    assertThat(booked.path("visit")).isEqualTo(hold.path("visit"));
    assertThat(booked.path("price").path("amount").asText()).isEqualTo("130.00");
    shop.owner.post("/bookings/" + booked.path("bookingId").asText() + "/cancel", "{}").expect(200);
    assertThat(shop.free("/services/" + beard + "/availability")).contains("09:00", "11:00");

    JsonNode again = shop.visitor.post("/holds", draft).expect(201);
    shop.visitor
        .with("Authorization", "Bearer " + again.path("holdToken").asText())
        .delete("/holds/" + again.path("holdId").asText());
    assertThat(shop.free("/services/" + beard + "/availability")).contains("09:00", "11:00");
  }

  @Test
  void shouldMoveAVisitAsAWhole() {
    JsonNode booked = lia.post("/bookings", visit("09:00", shop.ana)).expect(201);
    String id = booked.path("bookingId").asText();
    JsonNode slots =
        lia.post(
                "/availability/visits",
                Map.of("bookingId", id, "from", shop.monday, "to", shop.monday))
            .expect(200)
            .path("slots");
    assertThat(starts(slots)).contains("09:00", "09:30", "10:30").doesNotContain("11:00");

    JsonNode moved = move(lia, id, 1, Map.of("start", shop.at("09:30"))).expect(200);

    assertThat(moved.path("end").asText()).isEqualTo(shop.at("11:00"));
    assertThat(moved.path("visit").path(1).path("start").asText()).isEqualTo(shop.at("10:30"));
    assertThat(shop.free("/services/" + beard + "/availability"))
        .contains("10:00")
        .doesNotContain("10:30");
    shop.client("Eva")
        .post("/bookings", shop.draft(beard, shop.bruno, shop.at("11:30")))
        .expect(201);
    Reply taken = move(lia, id, 2, Map.of("start", shop.at("10:30")));
    assertThat(taken.code()).isEqualTo("slot-taken");
    assertThat(taken.json().path("alternatives").path(0).path("visit")).hasSize(2);
    Map<String, Object> fixed =
        Map.of("start", shop.at("09:00"), "resourceId", shop.bruno, "durationMinutes", 30);
    assertThat(pointers(move(lia, id, 2, fixed)))
        .containsExactly("/resourceId", "/durationMinutes");
    for (String service : List.of(shop.cut, beard)) {
      JsonNode fault =
          lia.get(
                  "/services/%s/availability?from=%s&to=%s&bookingId=%s"
                      .formatted(service, shop.monday, shop.monday, id))
              .json()
              .path("errors")
              .path(0);
      assertThat(fault.path("parameter").asText()).isEqualTo("bookingId");
      assertThat(fault.path("detail").asText()).contains("/availability/visits");
    }
  }

  @Test
  void shouldSayThatPartsAreChangedByPartsEvenToWhatTheyAre() {
    String id = Shop.id(lia.post("/bookings", visit("09:00", shop.ana)));

    Reply refused =
        lia.with("If-Match", "\"1\"")
            .patch("/bookings/" + id, Map.of("serviceId", shop.cut, "resourceId", shop.ana));

    assertThat(pointers(refused)).containsExactly("/serviceId", "/resourceId");
    lia.with("If-Match", "\"1\"").patch("/bookings/" + id, Map.of("notes", "Oi")).expect(200);
  }

  @Test
  void shouldChangeAPartAndKeepTheOthers() {
    String id = Shop.id(lia.post("/bookings", visit("09:00", shop.ana)));
    for (String service : List.of(shop.cut, beard)) {
      shop.owner
          .patch("/services/" + service, Map.of("price", Map.of("amount", "99", "currency", "BRL")))
          .expect(200);
    }
    Map<String, Object> later = part(beard);
    later.put("gapMinutes", 30);

    JsonNode waiting = move(lia, id, 1, parts(part(shop.cut), later)).expect(200);
    assertThat(waiting.path("end").asText()).isEqualTo(shop.at("11:00"));
    assertThat(texts(waiting.path("resourceIds"))).containsExactly(shop.ana, shop.bruno);
    assertThat(waiting.path("price").path("amount").asText()).isEqualTo("80.00");
    assertThat(shop.free("/services/" + beard + "/availability"))
        .contains("10:00")
        .doesNotContain("10:30");

    JsonNode other = move(lia, id, 2, parts(part(shop.cut, shop.bruno), part(beard))).expect(200);
    assertThat(texts(other.path("resourceIds"))).containsExactly(shop.bruno);
    assertThat(texts(other.path("resourceNames"))).containsExactly("Bruno");
    assertThat(other.path("visit").path(0).path("price").path("amount").asText())
        .isEqualTo("99.00");
    assertThat(other.path("price").path("amount").asText()).isEqualTo("129.00");
    assertThat(free(shop.cut, shop.ana)).contains("09:00");

    JsonNode longer =
        move(lia, id, 3, parts(part(beard), part(shop.cut, shop.ana), part(shop.cut, shop.ana)))
            .expect(200);
    assertThat(longer.path("serviceName").asText()).isEqualTo("Barba + Corte + Corte");
    assertThat(longer.path("serviceId").asText()).isEqualTo(beard);
    assertThat(longer.path("end").asText()).isEqualTo(shop.at("11:30"));
    assertThat(lia.get("/bookings/" + id).expect(200).path("visit"))
        .isEqualTo(longer.path("visit"));

    shop.client("Eva")
        .post("/bookings", shop.draft(beard, shop.bruno, shop.at("11:30")))
        .expect(201);
    Map<String, Object> late = part(beard);
    late.put("gapMinutes", 90);
    Reply taken = move(lia, id, 4, parts(part(shop.cut, shop.ana), late));
    assertThat(taken.code()).isEqualTo("slot-taken");
    assertThat(taken.json().path("alternatives").path(0).path("visit")).hasSize(2);
    assertThat(pointers(move(lia, id, 4, parts(part(shop.cut), part("nothing")))))
        .containsExactly("/visit/1/serviceId");
    String alone =
        Shop.id(shop.client("Rui").post("/bookings", shop.draft(beard, shop.at("14:00"))));
    assertThat(pointers(move(shop.owner, alone, 1, parts(part(shop.cut), part(beard)))))
        .containsExactly("/visit");

    shop.settings(Map.of("approval", "MANUAL"));
    JsonNode asked = move(lia, id, 4, parts(part(shop.cut, shop.ana), part(beard))).expect(200);
    assertThat(asked.path("status").asText()).isEqualTo("PENDING");
    JsonNode back = shop.owner.post("/bookings/" + id + "/reject", "{}").expect(200);
    assertThat(back.path("visit")).isEqualTo(longer.path("visit"));
    assertThat(back.path("serviceName")).isEqualTo(longer.path("serviceName"));
    assertThat(back.path("price")).isEqualTo(longer.path("price"));
  }

  @SafeVarargs
  private static Map<String, Object> parts(Map<String, Object>... parts) {
    return Map.of("visit", List.of(parts));
  }

  @Test
  void shouldTellNobodyElseWhereAVisitCanGo() {
    String id = Shop.id(lia.post("/bookings", visit("09:00", shop.ana)));
    Map<String, Object> question = Map.of("bookingId", id, "from", shop.monday, "to", shop.monday);

    for (CheckedClient other : List.of(shop.client("Eva"), shop.visitor)) {
      assertThat(pointers(other.post("/availability/visits", question)))
          .containsExactly("/bookingId");
    }
  }

  /** Somewhere a service costs millions. */
  @Test
  void shouldBookNoVisitWhosePriceCannotBeSaid() {
    String id = Shop.id(lia.post("/bookings", visit("09:00", shop.ana)));
    for (String service : List.of(shop.cut, beard)) {
      shop.owner
          .patch(
              "/services/" + service,
              Map.of("price", Map.of("amount", "60000000", "currency", "BRL")))
          .expect(200);
    }

    assertThat(pointers(shop.client("Eva").post("/bookings", visit("10:30", shop.ana))))
        .containsExactly("/visit");
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("visit", visit("10:30", shop.ana).get("visit"));
    question.put("from", shop.monday);
    question.put("to", shop.monday);
    assertThat(pointers(shop.visitor.post("/availability/visits", question)))
        .containsExactly("/visit");

    // One that is booked keeps its price, and may move.
    question.remove("visit");
    question.put("bookingId", id);
    assertThat(starts(lia.post("/availability/visits", question).expect(200).path("slots")))
        .contains("10:30");
    assertThat(
            move(lia, id, 1, Map.of("start", shop.at("10:30")))
                .expect(200)
                .path("price")
                .path("amount")
                .asText())
        .isEqualTo("80.00");
  }

  @Test
  void shouldGiveBackTheApprovedPartsOfAMoveThatIsRejected() {
    JsonNode booked = shop.owner.post("/bookings", forLia(visit("09:00", shop.ana))).expect(201);
    String id = booked.path("bookingId").asText();
    shop.settings(Map.of("approval", "MANUAL"));
    String phone = booked.path("client").path("phone").asText();
    assertThat(phone).isNotEmpty();
    JsonNode asked = lia.post("/bookings", visit("10:30", shop.ana)).expect(201);
    assertThat(asked.path("status").asText()).isEqualTo("PENDING");
    String waiting = asked.path("bookingId").asText();

    JsonNode rejected = shop.owner.post("/bookings/" + waiting + "/reject", "{}").expect(200);
    assertThat(rejected.path("status").asText()).isEqualTo("REJECTED");
    assertThat(shop.free("/services/" + beard + "/availability")).contains("11:30");
    JsonNode confirmed = shop.owner.post("/bookings/" + waiting + "/confirm", "{}").expect(200);
    assertThat(confirmed.path("visit")).hasSize(2);
    assertThat(shop.free("/services/" + beard + "/availability")).doesNotContain("11:30");

    JsonNode moving = move(lia, waiting, 3, Map.of("start", shop.at("14:00"))).expect(200);
    assertThat(moving.path("status").asText()).isEqualTo("PENDING");
    JsonNode back = shop.owner.post("/bookings/" + waiting + "/reject", "{}").expect(200);
    assertThat(back.path("status").asText()).isEqualTo("CONFIRMED");
    assertThat(back.path("visit").path(1).path("start").asText()).isEqualTo(shop.at("11:30"));
    shop.owner.post("/bookings/" + id + "/cancel", "{}").expect(200);
    assertThat(shop.free("/services/" + beard + "/availability"))
        .contains("10:00")
        .doesNotContain("11:30");
  }

  @Test
  void shouldLetTwoComeAtTheSameTime() {
    Map<String, Object> daughter = part(shop.cut);
    daughter.put("parallel", true);
    Map<String, Object> draft = new LinkedHashMap<>();
    draft.put("visit", List.of(part(shop.cut), daughter));
    draft.put("start", shop.at("09:00"));

    JsonNode booked = lia.post("/bookings", draft).expect(201);

    assertThat(texts(booked.path("resourceIds"))).containsExactlyInAnyOrder(shop.ana, shop.bruno);
    assertThat(booked.path("end").asText()).isEqualTo(shop.at("10:00"));
    assertThat(shop.free("/services/" + shop.cut + "/availability")).doesNotContain("09:00");
    Map<String, Object> third = part(shop.cut);
    third.put("parallel", true);
    draft.put("visit", List.of(part(shop.cut), daughter, third));
    Reply tooMany = lia.post("/bookings", draft);
    assertThat(tooMany.code()).isEqualTo("validation-failed");
    assertThat(pointers(tooMany)).containsExactly("/visit");
  }

  @Test
  void shouldTellTheClientOnceAndOfAllServices() {
    String phone = TestStack.phone();
    Map<String, Object> draft = visit("09:00", shop.ana);
    draft.put("client", Map.of("name", "Lia", "phone", phone));
    shop.visitor.post("/public/bookings", draft).expect(201);

    List<String> told =
        TestStack.messages().await(phone, "1 message", bodies -> bodies.size() >= 1);

    assertThat(told).hasSize(1);
    assertThat(told.getFirst()).contains("Corte + Barba (Ana, Bruno)");
  }

  @Test
  void shouldNotTakeAwayWhatAVisitNeeds() {
    lia.post("/bookings", visit("09:00", shop.ana)).expect(201);

    Reply refused = shop.owner.delete("/services/" + beard);

    assertThat(refused.code()).isEqualTo("bookings-outside");
    assertThat(refused.json().path("bookings").path(0).path("serviceName").asText())
        .isEqualTo("Barba");
    assertThat(shop.owner.delete("/resources/" + shop.bruno).code()).isEqualTo("bookings-outside");
    // Ana has only the first part: her afternoon may end where that ends.
    shop.owner
        .put(
            "/resources/%s/overrides/%s".formatted(shop.ana, shop.monday),
            Map.of("windows", List.of(Map.of("opens", "09:00", "closes", "10:00"))))
        .expect(200);
  }

  @Test
  void shouldSayAllThatIsWrongWithAVisit() {
    Map<String, Object> first = part(shop.cut);
    first.put("gapMinutes", 10);
    Map<String, Object> second = part(beard);
    second.put("gapMinutes", 7);
    second.put("colour", "red");
    Map<String, Object> draft = new LinkedHashMap<>();
    draft.put("visit", List.of(first, second));
    draft.put("serviceId", shop.cut);
    assertThat(pointers(lia.post("/bookings", draft)))
        .containsExactlyInAnyOrder(
            "/visit/0/gapMinutes",
            "/visit/1/gapMinutes",
            "/visit/1/colour",
            "/serviceId",
            "/start");

    second.put("serviceId", "nothing");
    second.remove("colour");
    draft.put("start", shop.at("09:00"));
    assertThat(pointers(lia.post("/bookings", draft)))
        .containsExactlyInAnyOrder(
            "/visit/0/gapMinutes", "/visit/1/gapMinutes", "/visit/1/serviceId", "/serviceId");

    draft = new LinkedHashMap<>();
    draft.put("start", shop.at("09:00"));
    draft.put("visit", List.of(part("nothing"), part(beard, shop.ana)));
    assertThat(pointers(lia.post("/bookings", draft)))
        .containsExactly("/visit/0/serviceId", "/visit/1/resourceId");
    draft.put("visit", List.of(part(beard)));
    assertThat(pointers(lia.post("/bookings", draft))).containsExactly("/visit");

    Map<String, Object> late = visit("11:30", shop.ana);
    Reply closed = lia.post("/bookings", late);
    assertThat(closed.code()).isEqualTo("outside-opening-hours");
    draft.put("visit", List.of(part(shop.cut, shop.ana), part(beard)));
    draft.put("start", shop.at("11:00"));
    Reply lunch = lia.post("/bookings", draft);
    assertThat(lunch.code()).isEqualTo("outside-opening-hours");
    assertThat(pointers(lunch)).containsExactly("/visit/1");

    String yoga = shop.yoga();
    draft.put("visit", List.of(part(shop.cut), part(yoga)));
    Reply ofClass = lia.post("/bookings", draft);
    assertThat(pointers(ofClass)).containsExactly("/visit/1/serviceId");
    assertThat(pointers(shop.visitor.post("/availability/visits", Map.of("from", shop.monday))))
        .containsExactlyInAnyOrder("/visit", "/to");
  }

  @Test
  void shouldFindARepeatedRequest() {
    CheckedClient keyed = lia.with("Idempotency-Key", "visit-1");
    JsonNode first = keyed.post("/bookings", visit("09:00", shop.ana)).expect(201);

    Reply again = keyed.post("/bookings", visit("09:00", shop.ana));
    assertThat(again.expect(201).path("bookingId")).isEqualTo(first.path("bookingId"));
    assertThat(again.header("Idempotent-Replayed")).contains("true");
    assertThat(keyed.post("/bookings", visit("09:00", shop.bruno)).status()).isEqualTo(422);
  }

  private Map<String, Object> forLia(Map<String, Object> draft) {
    draft.put("client", Map.of("name", "Rui", "phone", TestStack.phone()));
    return draft;
  }

  private Reply move(CheckedClient caller, String id, int version, Map<String, Object> patch) {
    return caller.with("If-Match", "\"" + version + "\"").patch("/bookings/" + id, patch);
  }

  /** A cut by this person, then a beard. */
  private Map<String, Object> visit(String start, String barber) {
    Map<String, Object> draft = new LinkedHashMap<>();
    draft.put("visit", List.of(part(shop.cut, barber), part(beard)));
    draft.put("start", shop.at(start));
    return draft;
  }

  private static Map<String, Object> part(String serviceId) {
    Map<String, Object> part = new LinkedHashMap<>();
    part.put("serviceId", serviceId);
    return part;
  }

  private static Map<String, Object> part(String serviceId, String resourceId) {
    Map<String, Object> part = part(serviceId);
    part.put("resourceId", resourceId);
    return part;
  }

  private JsonNode times(List<Map<String, Object>> parts) {
    return shop.visitor
        .post(
            "/availability/visits", Map.of("visit", parts, "from", shop.monday, "to", shop.monday))
        .expect(200)
        .path("slots");
  }

  private List<String> free(String service, String resource) {
    return shop.free("/resources/%s/availability?serviceId=%s".formatted(resource, service));
  }

  private static List<String> starts(JsonNode slots) {
    return slots.valueStream().map(slot -> slot.path("start").asText().substring(11, 16)).toList();
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  private static List<String> pointers(Reply reply) {
    return reply
        .json()
        .path("errors")
        .valueStream()
        .map(error -> error.path("pointer").asText())
        .toList();
  }
}

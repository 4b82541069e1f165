package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bookings over HTTP, as front ends meet them. */
class BookingEndpointTest {
  private final Shop shop = new Shop();

  @Test
  void shouldBookWhatAvailabilityOffersAndOfferItNoMore() {
    CheckedClient lia = shop.client("Lia");
    String availability = "/resources/" + shop.ana + "/availability?serviceId=" + shop.cut;
    assertThat(shop.free(availability)).contains("09:00", "09:30", "17:00").doesNotContain("17:30");

    Map<String, Object> draft = shop.draft(shop.cut, shop.ana, shop.at("10:00"));
    draft.put("notes", "Prefere a tarde");
    draft.put("customFields", Map.of("floor", 2, "quiet", true));
    draft.put("durationMinutes", 60);
    Reply reply = lia.post("/bookings", draft);

    JsonNode booking = reply.expect(201);
    assertThat(booking.path("status").asText()).isEqualTo("CONFIRMED");
    assertThat(booking.path("resourceIds").path(0).asText()).isEqualTo(shop.ana);
    assertThat(booking.path("start").asText()).isEqualTo(shop.at("10:00"));
    assertThat(booking.path("end").asText()).isEqualTo(shop.at("11:00"));
    assertThat(booking.path("price").path("amount").asText()).isEqualTo("50.00");
    assertThat(booking.path("canCancel").asBoolean()).isTrue();
    assertThat(booking.path("version").asInt()).isEqualTo(1);
    assertThat(booking.path("source").asText()).isEqualTo("CLIENT");
    assertThat(booking.path("customFields").path("floor").asInt()).isEqualTo(2);
    assertThat(reply.header("ETag")).contains("\"1\"");
    assertThat(lia.get("/bookings/" + booking.path("bookingId").asText()).expect(200))
        .isEqualTo(booking);
    assertThat(shop.free(availability))
        .contains("09:00", "11:00")
        .doesNotContain("09:30", "10:00", "10:30");
    assertThat(shop.free("/services/" + shop.cut + "/availability")).contains("10:00");
  }

  @Test
  void shouldOfferAlternativesForWhatIsTaken() {
    shop.visitor
        .post("/public/bookings", shop.publicDraft(shop.cut, shop.ana, shop.at("10:00")))
        .expect(201);

    Reply refused =
        shop.visitor.post(
            "/public/bookings", shop.publicDraft(shop.cut, shop.ana, shop.at("10:30")));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("slot-taken");
    assertThat(
            refused
                .json()
                .path("alternatives")
                .valueStream()
                .map(slot -> slot.path("start").asText()))
        .containsExactly(shop.at("10:30"), shop.at("11:00"), shop.at("09:00"));
    assertThat(
            refused
                .json()
                .path("alternatives")
                .valueStream()
                .map(slot -> slot.path("resourceIds").path(0).asText()))
        .containsExactly(shop.bruno, shop.ana, shop.ana);
  }

  @Test
  void shouldAnswerARepetitionWithTheSameBooking() {
    CheckedClient lia = shop.client("Lia").with("Idempotency-Key", "k-1");
    Map<String, Object> draft = shop.draft(shop.cut, shop.at("10:00"));
    Reply first = lia.post("/bookings", draft);
    Reply again = lia.post("/bookings", draft);

    assertThat(Shop.id(again)).isEqualTo(Shop.id(first));
    assertThat(first.header("Idempotent-Replayed")).isEmpty();
    assertThat(again.header("Idempotent-Replayed")).contains("true");
    assertThat(lia.post("/bookings", shop.draft(shop.cut, shop.at("11:00"))).status())
        .isEqualTo(422);
    assertThat(
            shop.client("Rui")
                .with("Idempotency-Key", "k-1")
                .post("/bookings", draft)
                .header("Idempotent-Replayed"))
        .isEmpty();
    // Both are taken now; the repetition is still answered, a new request is not.
    assertThat(Shop.id(lia.post("/bookings", draft))).isEqualTo(Shop.id(first));
    assertThat(shop.client("Eva").post("/bookings", draft).status()).isEqualTo(409);
    shop.owner
        .patch("/settings?bookings=keep", Map.of("closedDates", List.of(shop.monday.toString())))
        .expect(200);
    assertThat(Shop.id(lia.post("/bookings", draft))).isEqualTo(Shop.id(first));
  }

  @Test
  void shouldShareWorkAndGoOnToWhoIsFree() {
    List<String> who = new ArrayList<>();
    for (String time : List.of("09:00", "09:00", "10:00", "10:00")) {
      Map<String, Object> draft = shop.draft(shop.cut, shop.at(time));
      draft.put("client", Map.of("name", "Lia", "phone", TestStack.phone()));
      who.add(
          shop.visitor
              .post("/public/bookings", draft)
              .expect(201)
              .path("resourceIds")
              .path(0)
              .asText());
    }
    assertThat(who.subList(0, 2)).containsExactlyInAnyOrder(shop.ana, shop.bruno);
    assertThat(who.subList(2, 4)).containsExactlyInAnyOrder(shop.ana, shop.bruno);
    Map<String, Object> draft = shop.draft(shop.cut, shop.at("10:00"));
    draft.put("client", Map.of("name", "Lia", "phone", TestStack.phone()));
    Reply refused = shop.visitor.post("/public/bookings", draft);
    assertThat(refused.code()).isEqualTo("slot-taken");
    assertThat(refused.json().path("alternatives").size()).isEqualTo(3);
  }

  @Test
  void shouldTakePersonAndRoomTogether() {
    String room = shop.room("Sala", 1);
    String session = session(List.of(room), 10);
    JsonNode booking =
        shop.visitor
            .post("/public/bookings", shop.publicDraft(session, shop.ana, shop.at("09:00")))
            .expect(201);

    assertThat(booking.path("resourceIds").valueStream().map(JsonNode::asText))
        .containsExactly(shop.ana, room);
    assertThat(booking.path("price").isNull()).isTrue();
    assertThat(
            shop.visitor
                .post("/public/bookings", shop.publicDraft(session, shop.bruno, shop.at("10:00")))
                .code())
        .isEqualTo("slot-taken");
    assertThat(
            shop.visitor
                .post("/public/bookings", shop.publicDraft(shop.cut, shop.bruno, shop.at("10:00")))
                .status())
        .isEqualTo(201);
  }

  @Test
  void shouldSeatAGroup() {
    String hall = shop.room("Salão", 2);
    String yoga =
        shop.signedUp.business().service(shop.signedUp.owner(), "Yoga", 60, "10.00", List.of(hall));
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      statuses.add(
          shop.visitor
              .post("/public/bookings", shop.publicDraft(yoga, hall, shop.at("09:00")))
              .status());
    }
    assertThat(statuses).containsExactly(201, 201, 409);
  }

  @ParameterizedTest
  @CsvSource({
    "08:00,outside-opening-hours",
    "17:30,outside-opening-hours",
    "12:00,outside-opening-hours",
    "09:10,not-on-interval",
    "09:03,not-on-interval"
  })
  void shouldNameTheBrokenRule(String time, String code) {
    Reply refused =
        shop.visitor.post("/public/bookings", shop.publicDraft(shop.cut, shop.ana, shop.at(time)));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.json().path("errors").path(0).path("pointer").asText()).isEqualTo("/start");
  }

  @Test
  void shouldRefuseThePastTheFarFutureAndOtherDurations() {
    assertThat(refused(shop.at(shop.monday.minusYears(1), "09:00"), 60)).isEqualTo("too-soon");
    assertThat(refused(shop.at(shop.monday.plusWeeks(52), "09:00"), 60)).isEqualTo("too-far-ahead");
    assertThat(refused(shop.at("09:00"), 30)).isEqualTo("duration-not-allowed");
    assertThat(refused(shop.at("09:00"), 60)).isEmpty();
  }

  private String refused(String start, int minutes) {
    Map<String, Object> draft = shop.publicDraft(shop.cut, shop.ana, start);
    draft.put("durationMinutes", minutes);
    return shop.visitor.post("/public/bookings", draft).code();
  }

  @Test
  void shouldSayAllThatIsWrongAtOnce() {
    shop.settings(Map.of("phoneCountries", List.of("PT")));
    Map<String, Object> draft = shop.publicDraft("nothing", shop.ana, shop.at("09:00"));
    draft.put("client", Map.of("name", "", "phone", TestStack.phone()));
    assertThat(pointers(shop.visitor.post("/public/bookings", draft)))
        .containsExactlyInAnyOrder("/client/name", "/client/phone", "/serviceId");

    draft = shop.publicDraft(shop.cut, "nobody", shop.at("10:03"));
    draft.put("notes", 5);
    draft.put("durationMinutes", 45);
    assertThat(pointers(shop.visitor.post("/public/bookings", draft)))
        .containsExactlyInAnyOrder(
            "/notes", "/client/phone", "/resourceId", "/durationMinutes", "/start");
    draft.remove("notes");
    draft.remove("client");
    assertThat(pointers(shop.owner.post("/bookings", draft)))
        .containsExactlyInAnyOrder("/clientId", "/resourceId", "/durationMinutes", "/start");
    draft.put("seats", 2);
    assertThat(pointers(shop.visitor.post("/holds", draft)))
        .containsExactlyInAnyOrder("/seats", "/resourceId", "/durationMinutes", "/start");

    draft = shop.draft("nothing", shop.at(shop.monday.minusYears(1), "09:00"));
    draft.put("clientId", "nobody");
    draft.put("ignoreRules", List.of("manners"));
    assertThat(pointers(shop.owner.post("/bookings", draft)))
        .containsExactlyInAnyOrder("/ignoreRules/0", "/clientId", "/serviceId", "/start");
  }

  @Test
  void shouldSayAllThatIsWrongWithAChangeAtOnce() {
    JsonNode booked =
        shop.visitor
            .post("/public/bookings", shop.publicDraft(shop.cut, shop.ana, shop.at("09:00")))
            .expect(201);
    String path = "/bookings/" + booked.path("bookingId").asText();
    CheckedClient guest =
        shop.visitor
            .with("Authorization", "Bearer " + booked.path("manageToken").asText())
            .with("If-Match", "\"1\"");
    Map<String, Object> change = new LinkedHashMap<>();
    change.put("resourceIds", List.of(shop.bruno));
    change.put("internalNotes", "VIP");
    change.put("ignoreRules", List.of("notice"));
    assertThat(pointers(guest.patch(path, change)))
        .containsExactlyInAnyOrder("/resourceIds", "/internalNotes", "/ignoreRules");
    change.put("start", "soon");
    change.put("serviceId", "nothing");
    assertThat(pointers(guest.patch(path, change)))
        .containsExactlyInAnyOrder(
            "/start", "/serviceId", "/resourceIds", "/internalNotes", "/ignoreRules");
  }

  @Test
  void shouldRefuseALocalTimeThatClocksSkip() {
    ZoneOffsetTransition change =
        ZoneId.of("Europe/Madrid").getRules().nextTransition(TestStack.shared().clock().instant());
    while (!change.isGap()) {
      change = ZoneId.of("Europe/Madrid").getRules().nextTransition(change.getInstant());
    }
    shop.settings(Map.of("timeZone", "Europe/Madrid", "maximumAdvanceDays", 400));
    String skipped =
        change
            .getDateTimeBefore()
            .plusMinutes(30)
            .atOffset(change.getOffsetBefore())
            .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    assertNoSuchTime(
        shop.visitor.post("/public/bookings", shop.publicDraft(shop.cut, shop.ana, skipped)),
        "/start");
    assertNoSuchTime(
        shop.visitor.post("/holds", shop.draft(shop.cut, shop.ana, skipped)), "/start");
    Map<String, Object> series = shop.draft(shop.cut, shop.ana, skipped);
    series.put("recurrence", Map.of("frequency", "DAILY", "count", 2));
    series.put("dryRun", true);
    assertNoSuchTime(shop.owner.post("/series", series), "/start");
    assertNoSuchTime(
        shop.owner.post(
            "/services/" + shop.yoga() + "/sessions", Map.of("start", skipped, "seats", 5)),
        "/start");
    String until = change.getInstant().plusSeconds(36_000).toString();
    assertNoSuchTime(
        shop.owner.post(
            "/blocks", Map.of("resourceIds", List.of(shop.ana), "from", skipped, "to", until)),
        "/from");
    String id =
        Shop.id(
            shop.owner.post(
                "/bookings",
                Map.of(
                    "serviceId",
                    shop.cut,
                    "start",
                    until,
                    "client",
                    Map.of("name", "Lia", "phone", TestStack.phone()),
                    "ignoreRules",
                    List.of("opening-hours", "interval"))));
    assertNoSuchTime(
        shop.owner
            .with("If-Match", "\"1\"")
            .patch(
                "/bookings/" + id,
                Map.of("start", skipped, "ignoreRules", List.of("opening-hours"))),
        "/start");
    // In UTC it is a moment, and no time of those clocks.
    String moment = change.getDateTimeBefore().plusMinutes(30) + ":00Z";
    assertThat(
            shop.visitor
                .post("/public/bookings", shop.publicDraft(shop.cut, shop.ana, moment))
                .code())
        .isEqualTo("outside-opening-hours");
  }

  private static void assertNoSuchTime(Reply reply, String pointer) {
    assertThat(reply.expect(400).path("errors").valueStream())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.path("pointer").asText()).isEqualTo(pointer);
              assertThat(fault.path("detail").asText()).contains("does not exist");
            });
  }

  @Test
  void shouldLetStaffBookForSomebodyInSpiteOfRulesButNotOfOthers() {
    Map<String, Object> draft = shop.draft(shop.cut, shop.ana, shop.at("07:05"));
    draft.put("client", Map.of("name", "Lia", "phone", TestStack.phone()));
    assertThat(shop.owner.post("/bookings", draft).status()).isEqualTo(400);
    draft.put("ignoreRules", List.of("opening-hours", "interval"));
    JsonNode booking = shop.owner.post("/bookings", draft).expect(201);
    assertThat(booking.path("source").asText()).isEqualTo("STAFF");

    Map<String, Object> again = new LinkedHashMap<>(draft);
    again.remove("client");
    again.put("clientId", booking.path("clientId").asText());
    assertThat(shop.owner.post("/bookings", again).code()).isEqualTo("slot-taken");
    again.put("start", shop.at("08:05"));
    assertThat(shop.owner.post("/bookings", again).expect(201).path("clientId"))
        .isEqualTo(booking.path("clientId"));

    again.put("clientId", "nobody");
    assertThat(pointers(shop.owner.post("/bookings", again))).containsExactly("/clientId");
    again.remove("clientId");
    assertThat(pointers(shop.owner.post("/bookings", again))).containsExactly("/clientId");
    CheckedClient lia = shop.client("Lia");
    Reply notTheirs = lia.post("/bookings", draft);
    assertThat(pointers(notTheirs)).containsExactly("/client", "/ignoreRules");
    assertThat(notTheirs.json().path("errors").findValuesAsText("code"))
        .containsOnly("not-allowed");
  }

  @Test
  void shouldFindTheClientByPhone() {
    Map<String, Object> draft = shop.publicDraft(shop.cut, shop.ana, shop.at("09:00"));
    JsonNode first = shop.visitor.post("/public/bookings", draft).expect(201);
    draft.put("start", shop.at("10:00"));
    JsonNode second = shop.visitor.post("/public/bookings", draft).expect(201);

    assertThat(second.path("clientId")).isEqualTo(first.path("clientId"));
    assertThat(second.path("source").asText()).isEqualTo("PUBLIC");
    assertThat(second.path("canCancel").asBoolean()).isTrue();
  }

  @Test
  void shouldMoveAndEditUnderTheVersion() {
    CheckedClient lia = shop.client("Lia");
    String id = Shop.id(lia.post("/bookings", shop.draft(shop.cut, shop.ana, shop.at("09:00"))));
    String path = "/bookings/" + id;
    Map<String, Object> later = Map.of("start", shop.at("09:30"));

    assertThat(lia.patch(path, later).status()).isEqualTo(428);
    assertThat(lia.with("If-Match", "\"7\"").patch(path, later).status()).isEqualTo(412);
    JsonNode moved = lia.with("If-Match", "\"1\"").patch(path, later).expect(200);
    assertThat(moved.path("start").asText()).isEqualTo(shop.at("09:30"));
    assertThat(moved.path("version").asInt()).isEqualTo(2);
    JsonNode noted =
        lia.with("If-Match", "\"2\"").patch(path, Map.of("notes", "sem pressa")).expect(200);
    assertThat(noted.path("notes").asText()).isEqualTo("sem pressa");
    JsonNode cleared = lia.with("If-Match", "\"3\"").patch(path, "{\"notes\":null}").expect(200);
    assertThat(cleared.path("notes").isNull()).isTrue();
    JsonNode other =
        lia.with("If-Match", "\"4\"").patch(path, Map.of("resourceId", shop.bruno)).expect(200);
    assertThat(other.path("resourceIds").path(0).asText()).isEqualTo(shop.bruno);
    assertThat(shop.free("/resources/" + shop.ana + "/availability?serviceId=" + shop.cut))
        .contains("09:00", "09:30", "10:00");
    assertThat(shop.free("/resources/" + shop.bruno + "/availability?serviceId=" + shop.cut))
        .doesNotContain("09:00", "09:30", "10:00");

    shop.visitor
        .post("/public/bookings", shop.publicDraft(shop.cut, shop.bruno, shop.at("14:00")))
        .expect(201);
    CheckedClient five = lia.with("If-Match", "\"5\"");
    Reply taken = five.patch(path, Map.of("start", shop.at("14:30")));
    assertThat(taken.code()).isEqualTo("slot-taken");
    assertThat(taken.json().path("alternatives").size()).isEqualTo(3);
    assertThat(five.patch(path, Map.of("start", shop.at("20:00"))).code())
        .isEqualTo("outside-opening-hours");
    assertThat(five.patch(path, Map.of("resourceId", "nobody")).status()).isEqualTo(400);
    assertThat(five.patch(path, Map.of()).status()).isEqualTo(400);
    assertThat(lia.get(path).expect(200).path("version").asInt()).isEqualTo(5);
  }

  @Test
  void shouldFindAnotherRoomWhenItMoves() {
    String session = session(List.of(shop.room("Sala 1", 1), shop.room("Sala 2", 1)), 0);
    String free = shop.at("11:00");
    JsonNode first =
        shop.visitor
            .post("/public/bookings", shop.publicDraft(session, shop.ana, shop.at("09:00")))
            .expect(201);
    JsonNode second =
        shop.visitor
            .post("/public/bookings", shop.publicDraft(session, shop.bruno, free))
            .expect(201);

    JsonNode moved =
        shop.owner
            .with("If-Match", "\"1\"")
            .patch("/bookings/" + first.path("bookingId").asText(), Map.of("start", free))
            .expect(200);
    assertThat(moved.path("resourceIds").path(0).asText()).isEqualTo(shop.ana);
    assertThat(moved.path("resourceIds").path(1)).isNotEqualTo(second.path("resourceIds").path(1));
    JsonNode back =
        shop.owner
            .with("If-Match", "\"2\"")
            .patch(
                "/bookings/" + first.path("bookingId").asText(), Map.of("start", shop.at("10:30")))
            .expect(200);
    assertThat(back.path("resourceIds")).isEqualTo(moved.path("resourceIds"));
  }

  @Test
  void shouldMoveToWhatIsOfferedThoughItsRoomIsClosedThenOrGone() {
    String first = shop.room("Sala 1", 1);
    String second = shop.room("Sala 2", 1);
    String session = session(List.of(first, second), 0);
    Map<String, Object> draft = shop.publicDraft(session, shop.ana, shop.at("09:00"));
    JsonNode booking = shop.visitor.post("/public/bookings", draft).expect(201);
    String path = "/bookings/" + booking.path("bookingId").asText();
    String room = booking.path("resourceIds").path(1).asText();
    String other = room.equals(first) ? second : first;
    String tuesday = shop.monday.plusDays(1).toString();
    shop.owner
        .put("/resources/" + room + "/overrides/" + tuesday, Map.of("closed", true))
        .expect(200);

    JsonNode moved =
        shop.owner
            .with("If-Match", "\"1\"")
            .patch(path, Map.of("start", tuesday + "T09:00:00-03:00"))
            .expect(200);
    assertThat(moved.path("resourceIds").valueStream().map(JsonNode::asText))
        .containsExactly(shop.ana, other);
    assertThat(shop.owner.delete("/resources/" + other + "?bookings=keep").status()).isEqualTo(204);
    JsonNode back =
        shop.owner
            .with("If-Match", "\"2\"")
            .patch(path, Map.of("start", shop.at("10:00"), "resourceId", shop.bruno))
            .expect(200);
    assertThat(back.path("resourceIds").valueStream().map(JsonNode::asText))
        .containsExactly(shop.bruno, room);
    assertThat(shop.owner.delete("/resources/" + room + "?bookings=keep").status()).isEqualTo(204);
    assertThat(
            shop.owner
                .with("If-Match", "\"3\"")
                .patch(path, Map.of("start", shop.at("11:00")))
                .expect(200)
                .path("resourceIds")
                .valueStream()
                .map(JsonNode::asText))
        .containsExactly(shop.bruno, room);
  }

  @Test
  void shouldCancelAndGiveTheTimeBack() {
    CheckedClient lia = shop.client("Lia");
    Map<String, Object> draft = shop.draft(shop.cut, shop.ana, shop.at("09:00"));
    String id = Shop.id(lia.post("/bookings", draft));

    JsonNode cancelled =
        lia.post("/bookings/" + id + "/cancel", Map.of("reason", "Fiquei doente")).expect(200);

    assertThat(cancelled.path("status").asText()).isEqualTo("CANCELLED");
    assertThat(cancelled.path("reason").asText()).isEqualTo("Fiquei doente");
    assertThat(cancelled.path("canCancel").asBoolean()).isFalse();
    Reply again = lia.post("/bookings/" + id + "/cancel", "{}");
    assertThat(again.code()).isEqualTo("wrong-status");
    assertThat(again.json().path("detail").asText())
        .isEqualTo(
            "The booking is already cancelled. For this it would have to be waiting for approval or"
                + " confirmed.");
    assertThat(
            lia.with("If-Match", "\"2\"")
                .patch("/bookings/" + id, Map.of("start", shop.at("10:00")))
                .code())
        .isEqualTo("wrong-status");
    assertThat(shop.client("Rui").post("/bookings", draft).status()).isEqualTo(201);
  }

  @Test
  void shouldKeepClientsToTheWindowAndLetStaffCancelAlways() {
    shop.settings(Map.of("cancellationWindowMinutes", 50_000));
    CheckedClient lia = shop.client("Lia");
    JsonNode booking =
        lia.post("/bookings", shop.draft(shop.cut, shop.ana, shop.at("09:00"))).expect(201);
    String path = "/bookings/" + booking.path("bookingId").asText();
    CheckedClient one = lia.with("If-Match", "\"1\"");

    assertThat(booking.path("canCancel").asBoolean()).isFalse();
    assertThat(lia.post(path + "/cancel", "{}").code()).isEqualTo("cancellation-window-passed");
    assertThat(one.patch(path, Map.of("start", shop.at("10:00"))).code())
        .isEqualTo("cancellation-window-passed");
    assertThat(one.patch(path, Map.of("notes", "ok")).status()).isEqualTo(200);
    assertThat(shop.owner.get(path).expect(200).path("canCancel").asBoolean()).isTrue();
    assertThat(shop.owner.post(path + "/cancel", "{}").status()).isEqualTo(200);
  }

  @Test
  void shouldHoldTheTimeOfWhatWaitsForApproval() {
    shop.settings(Map.of("approval", "MANUAL"));
    CheckedClient lia = shop.client("Lia");
    Map<String, Object> draft = shop.draft(shop.cut, shop.ana, shop.at("09:00"));
    JsonNode booking = lia.post("/bookings", draft).expect(201);
    String path = "/bookings/" + booking.path("bookingId").asText();

    assertThat(booking.path("status").asText()).isEqualTo("PENDING");
    assertThat(shop.client("Rui").post("/bookings", draft).code()).isEqualTo("slot-taken");
    assertThat(lia.post(path + "/confirm", "{}").status()).isEqualTo(403);
    assertThat(shop.owner.post(path + "/complete", "{}").code()).isEqualTo("wrong-status");
    assertThat(shop.owner.with("If-Match", "\"9\"").post(path + "/confirm", "{}").status())
        .isEqualTo(412);
    assertThat(shop.owner.post(path + "/confirm", "{}").expect(200).path("status").asText())
        .isEqualTo("CONFIRMED");
    assertThat(shop.owner.post(path + "/confirm", "{}").code()).isEqualTo("wrong-status");
    assertThat(shop.owner.post(path + "/complete", "{}").code()).isEqualTo("wrong-status");
    assertThat(shop.owner.post(path + "/no-show", "{}").code()).isEqualTo("wrong-status");

    draft.put("start", shop.at("10:00"));
    String second = "/bookings/" + Shop.id(lia.post("/bookings", draft));
    JsonNode rejected = shop.owner.post(second + "/reject", Map.of("reason", "férias")).expect(200);
    assertThat(rejected.path("status").asText()).isEqualTo("REJECTED");
    assertThat(shop.client("Eva").post("/bookings", draft).status()).isEqualTo(201);
  }

  @Test
  void shouldShowClientsOnlyWhatIsTheirs() {
    CheckedClient lia = shop.client("Lia");
    CheckedClient rui = shop.client("Rui");
    String hers = Shop.id(lia.post("/bookings", shop.draft(shop.cut, shop.ana, shop.at("09:00"))));
    String his = Shop.id(rui.post("/bookings", shop.draft(shop.cut, shop.ana, shop.at("10:00"))));

    assertThat(rui.get("/bookings/" + hers).status()).isEqualTo(404);
    assertThat(rui.post("/bookings/" + hers + "/cancel", "{}").status()).isEqualTo(404);
    for (String version : List.of("\"1\"", "\"7\"")) {
      CheckedClient guessing = rui.with("If-Match", version);
      assertThat(guessing.patch("/bookings/" + hers, Map.of("start", shop.at("11:00"))).status())
          .isEqualTo(404);
      assertThat(guessing.post("/bookings/" + hers + "/cancel", "{}").status()).isEqualTo(404);
    }
    assertThat(ids(lia.get("/bookings"))).containsExactly(hers);
    assertThat(ids(shop.owner.get("/bookings"))).containsExactly(hers, his);
    String liasId = lia.get("/bookings/" + hers).json().path("clientId").asText();
    assertThat(ids(rui.get("/bookings?clientId=" + liasId))).isEmpty();
    assertThat(ids(shop.owner.get("/bookings?clientId=" + liasId))).containsExactly(hers);
    assertThat(shop.visitor.get("/bookings").status()).isEqualTo(401);
  }

  @Test
  void shouldListByTimeStatusResourceAndServiceInPages() {
    List<String> made = new ArrayList<>();
    for (String time : List.of("14:00", "09:00", "16:00", "10:00", "15:00")) {
      String resource = time.equals("09:00") ? shop.bruno : shop.ana;
      made.add(
          Shop.id(
              shop.visitor.post(
                  "/public/bookings", shop.publicDraft(shop.cut, resource, shop.at(time)))));
    }
    Map<String, Object> tuesday =
        shop.publicDraft(shop.cut, shop.ana, shop.at(shop.monday.plusDays(1), "09:00"));
    String nextDay = Shop.id(shop.visitor.post("/public/bookings", tuesday));
    List<String> sorted =
        List.of(made.get(1), made.get(3), made.get(0), made.get(4), made.get(2), nextDay);
    shop.owner.post("/bookings/" + made.get(0) + "/cancel", "{}").expect(200);

    List<String> found = new ArrayList<>();
    Set<Integer> sizes = new HashSet<>();
    String next = "/bookings?limit=2";
    while (!next.isEmpty()) {
      JsonNode page = shop.owner.get(next).expect(200);
      page.path("items").forEach(item -> found.add(item.path("bookingId").asText()));
      sizes.add(page.path("items").size());
      JsonNode cursor = page.path("nextCursor");
      next = cursor.isNull() ? "" : "/bookings?limit=2&cursor=" + cursor.asText();
    }
    assertThat(found).containsExactlyElementsOf(sorted);
    assertThat(sizes).containsExactly(2);
    assertThat(ids(shop.owner.get("/bookings?from=" + shop.monday + "&to=" + shop.monday)))
        .containsExactlyElementsOf(sorted.subList(0, 5));
    assertThat(ids(shop.owner.get("/bookings?from=" + shop.monday.plusDays(1))))
        .containsExactly(nextDay);
    assertThat(ids(shop.owner.get("/bookings?status=CANCELLED"))).containsExactly(made.get(0));
    assertThat(ids(shop.owner.get("/bookings?resourceId=" + shop.bruno)))
        .containsExactly(made.get(1));
    assertThat(ids(shop.owner.get("/bookings?serviceId=nothing"))).isEmpty();
    assertThat(ids(shop.owner.get("/bookings?status=CONFIRMED&limit=4&serviceId=" + shop.cut)))
        .containsExactly(made.get(1), made.get(3), made.get(4), made.get(2));
    assertThat(shop.owner.get("/bookings?cursor=x").status()).isEqualTo(400);
    assertThat(shop.owner.get("/bookings?cursor=QUJD").status()).isEqualTo(400);
    assertThat(shop.owner.get("/bookings?from=2027-01-02&to=2027-01-01").status()).isEqualTo(400);
  }

  @Test
  void shouldRefuseACursorWithOtherFilters() {
    CheckedClient lia = shop.client("Lia");
    for (String time : List.of("09:00", "10:00", "11:00")) {
      lia.post("/bookings", shop.draft(shop.cut, shop.ana, shop.at(time))).expect(201);
    }
    String before = "&to=" + shop.monday.minusDays(1);
    String after = "&from=" + shop.monday.plusDays(1);
    for (CheckedClient reader : List.of(shop.owner, lia)) {
      String list = "/bookings?limit=1";
      String next = list + "&cursor=" + reader.get(list).expect(200).path("nextCursor").asText();

      assertThat(reader.get(next).expect(200).path("items").size()).isEqualTo(1);
      for (String filter : List.of(before, after, "&from=" + shop.monday, "&status=CONFIRMED")) {
        Reply refused = reader.get(next + filter);
        assertThat(refused.status()).as(filter).isEqualTo(400);
        assertThat(refused.json().toString()).contains("cursor");
      }
    }
  }

  @Test
  void shouldBoundWhatPeopleWriteIntoABooking() {
    CheckedClient lia = shop.client("Lia");
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < 15; i++) {
      fields.put("field" + i, "x".repeat(500));
    }
    Map<String, Object> draft = shop.draft(shop.cut, shop.ana, shop.at("09:00"));
    draft.put("customFields", fields);
    draft.put("notes", "y".repeat(1000));
    assertThat(pointers(lia.post("/bookings", draft))).containsExactly("/customFields");
    draft.put("notes", "y".repeat(100));
    String path = "/bookings/" + Shop.id(lia.post("/bookings", draft));

    CheckedClient one = lia.with("If-Match", "\"1\"");
    assertThat(pointers(one.patch(path, Map.of("notes", "y".repeat(1000)))))
        .containsExactly("/notes");
    assertThat(one.patch(path, Map.of("notes", "y".repeat(90))).status()).isEqualTo(200);
  }

  @Test
  void shouldRefuseAvailabilityThatOneAnswerCannotHold() {
    List<Map<String, Object>> hours = new ArrayList<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      hours.add(Map.of("day", day.name(), "opens", "00:00", "closes", "24:00"));
    }
    shop.settings(Map.of("businessHours", hours, "slotIntervalMinutes", 5));
    List<String> mains = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      mains.add(shop.room("Sala " + i, 1));
    }
    String wide =
        shop.signedUp.business().service(shop.signedUp.owner(), "Larga", 60, "10.00", mains);
    String path = "/services/" + wide + "/availability?from=" + shop.monday + "&to=";

    Reply refused = shop.visitor.get(path + shop.monday.plusDays(40));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().toString()).contains("narrow the dates");
    assertThat(shop.visitor.get(path + shop.monday.plusDays(6)).status()).isEqualTo(200);
  }

  @Test
  void shouldShowStaffDetailsAndClientsOnlyWhatIsTaken() {
    for (String time : List.of("09:00", "10:00")) {
      shop.visitor
          .post("/public/bookings", shop.publicDraft(shop.cut, shop.ana, shop.at(time)))
          .expect(201);
    }
    String cancelled =
        Shop.id(
            shop.visitor.post(
                "/public/bookings", shop.publicDraft(shop.cut, shop.bruno, shop.at("15:00"))));
    shop.owner.post("/bookings/" + cancelled + "/cancel", "{}").expect(200);
    String path = "/calendar?from=" + shop.monday + "&to=" + shop.monday;

    JsonNode diary = shop.owner.get(path).expect(200);
    JsonNode details = diary.path("items");
    assertThat(diary.path("timeZone").asText()).isEqualTo("America/Sao_Paulo");
    assertThat(details.size()).isEqualTo(2);
    assertThat(details.path(0).path("kind").asText()).isEqualTo("BOOKING");
    assertThat(details.path(0).path("client").path("name").asText()).isEqualTo("Lia");
    assertThat(details.path(0).path("client").path("phone").asText()).startsWith("+5511");
    assertThat(ids(shop.owner.get(path + "&status=CANCELLED"))).containsExactly(cancelled);
    JsonNode tokyo = shop.owner.get(path + "&timeZone=Asia/Tokyo").expect(200);
    assertThat(tokyo.path("timeZone").asText()).isEqualTo("Asia/Tokyo");
    assertThat(tokyo.path("items").path(0).path("start").asText())
        .isEqualTo(shop.monday + "T21:00:00+09:00");
    JsonNode one = shop.owner.get("/bookings/" + cancelled).expect(200);
    assertThat(one.path("client").path("name").asText()).isEqualTo("Lia");
    assertThat(shop.owner.get("/bookings").expect(200).path("items").path(0).path("client"))
        .isEqualTo(details.path(0).path("client"));

    JsonNode seen = shop.client("Rui").get(path).expect(200);
    assertThat(seen.path("timeZone").asText()).isEqualTo("America/Sao_Paulo");
    JsonNode busy = seen.path("items");
    assertThat(busy.size()).isEqualTo(1);
    Map<String, String> taken = new HashMap<>();
    busy.path(0)
        .properties()
        .forEach(field -> taken.put(field.getKey(), field.getValue().asText()));
    assertThat(taken)
        .containsOnly(
            Map.entry("kind", "BUSY"),
            Map.entry("start", shop.at("09:00")),
            Map.entry("end", shop.at("11:00")),
            Map.entry("resourceId", shop.ana),
            Map.entry("available", "false"));
    assertThat(shop.owner.get(path + "&resourceId=" + shop.bruno).json().path("items").size())
        .isZero();
    assertThat(shop.visitor.get(path).status()).isEqualTo(401);
  }

  @Test
  void shouldShowStaffTheClientInAnswersToWhatTheyDo() {
    Map<String, Object> draft = shop.publicDraft(shop.cut, shop.ana, shop.at("10:00"));
    JsonNode booked = shop.owner.post("/bookings", draft).expect(201);
    String path = "/bookings/" + booked.path("bookingId").asText();
    JsonNode client = shop.owner.get(path).expect(200).path("client");

    assertThat(booked.path("client")).isEqualTo(client);
    assertThat(client.path("name").asText()).isEqualTo("Lia");
    Map<String, Object> move = Map.of("start", shop.at("11:00"));
    assertThat(shop.owner.with("If-Match", "1").patch(path, move).expect(200).path("client"))
        .isEqualTo(client);
    assertThat(shop.owner.post(path + "/cancel", "{}").expect(200).path("client"))
        .isEqualTo(client);

    JsonNode own =
        shop.client("Rui")
            .post("/bookings", shop.draft(shop.cut, shop.ana, shop.at("14:00")))
            .expect(201);
    assertThat(own.has("client")).isFalse();
    draft.put("start", shop.at("15:00"));
    JsonNode reader =
        shop.apiKey("bookings:read", "bookings:write").post("/bookings", draft).expect(201);
    assertThat(reader.path("client").path("name").asText()).isEqualTo("Lia");
    draft.put("start", shop.at("16:00"));
    CheckedClient writer = shop.apiKey("bookings:write");
    JsonNode unread = writer.post("/bookings", draft).expect(201);
    String unreadPath = "/bookings/" + unread.path("bookingId").asText();
    assertThat(unread.has("client")).isFalse();
    assertThat(writer.post(unreadPath + "/cancel", "{}").expect(200).toString())
        .doesNotContain("client\"", "Lia", "+55");
  }

  @Test
  void shouldTakeBackTheNullsThatItAnswers() {
    Map<String, Object> client = new HashMap<>(Map.of("name", "Lia", "phone", TestStack.phone()));
    client.put("email", null);
    client.put("locale", null);
    Map<String, Object> attendee = new HashMap<>(Map.of("name", "Pedro"));
    attendee.put("notes", null);
    Map<String, Object> draft = shop.draft(shop.cut, shop.ana, shop.at("10:00"));
    draft.put("client", client);
    draft.put("clientId", null);
    draft.put("attendee", attendee);
    draft.put("notes", null);

    JsonNode booking = shop.owner.post("/bookings", draft).expect(201);
    String path = "/bookings/" + booking.path("bookingId").asText();
    JsonNode same =
        shop.owner
            .with("If-Match", "1")
            .patch(path, "{\"attendee\":%s,\"notes\":null}".formatted(booking.path("attendee")))
            .expect(200);

    assertThat(same.path("attendee")).isEqualTo(booking.path("attendee"));
    shop.owner.post(path + "/cancel", "{\"reason\":null}").expect(200);
    draft.remove("clientId");
    draft.put("attendee", null);
    shop.visitor.post("/public/bookings", draft).expect(201);
    client.put("phone", null);
    draft.put("start", shop.at("14:00"));
    assertThat(
            shop.owner.post("/bookings", draft).expect(201).path("attendee").path("name").asText())
        .isEqualTo("Lia");
  }

  @Test
  void shouldAnswerAvailabilityInAnyZone() {
    String path = "/services/" + shop.cut + "/availability";
    JsonNode free =
        shop.visitor
            .get("%s?from=%s&to=%s&timeZone=Asia/Tokyo".formatted(path, shop.monday, shop.monday))
            .expect(200);

    assertThat(free.path("timeZone").asText()).isEqualTo("Asia/Tokyo");
    assertThat(free.path("slots").path(0).path("start").asText())
        .isEqualTo(shop.monday + "T21:00:00+09:00");
    assertThat(free.path("slots").path(0).path("resourceIds").size()).isEqualTo(2);
    String dates = "?from=2026-12-01&to=2026-12-01";
    assertThat(shop.visitor.get("/services/nothing/availability" + dates).status()).isEqualTo(404);
    assertThat(shop.visitor.get(path + "?from=2026-12-01&to=2027-12-01").status()).isEqualTo(400);
    String left = "?from=2011-12-30&to=2011-12-30&timeZone=Pacific/Apia";
    assertThat(shop.visitor.get(path + left).expect(200).path("slots").size()).isZero();
  }

  private String session(List<String> rooms, int bufferAfter) {
    Map<String, Object> service = new LinkedHashMap<>();
    service.put("name", "Sessão");
    service.put("durationMinutes", 60);
    service.put("bufferAfterMinutes", bufferAfter);
    service.put("resourceIds", List.of(shop.ana, shop.bruno));
    service.put("alsoNeeds", List.of(Map.of("resourceIds", rooms)));
    return shop.owner.post("/services", service).expect(201).path("serviceId").asText();
  }

  private static List<String> ids(Reply reply) {
    return reply
        .expect(200)
        .path("items")
        .valueStream()
        .map(item -> item.path("bookingId").asText())
        .toList();
  }

  private static List<String> pointers(Reply reply) {
    return reply
        .expect(400)
        .path("errors")
        .valueStream()
        .map(error -> error.path("pointer").asText())
        .toList();
  }
}

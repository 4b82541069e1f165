package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.LocalStack;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What recurs is planned, then booked as it was planned. */
class SeriesStoryTest {
  @AutoClose private static final LocalStack STACK = TestStack.still();

  @Test
  void shouldMakeExactlyWhatWasPlannedAndTellOnce() {
    MovingClockShop shop = shop("series-plan");
    String phone = TestStack.phone();
    Map<String, Object> draft = weekly(shop, shop.in(48), 3);
    draft.put("dryRun", true);
    JsonNode plan = shop.owner().post("/series", draft).expect(200);
    assertThat(texts(plan.path("occurrences"), "outcome")).containsOnly("BOOK").hasSize(3);
    assertThat(plan.path("occurrences").path(2).path("start").asText())
        .isEqualTo(later(shop.in(48), 14));
    assertThat(plan.path("occurrences").path(0).path("price").path("amount").asText())
        .isEqualTo("50.00");
    assertThat(shop.owner().get("/bookings").expect(200).path("items")).isEmpty();

    draft.remove("dryRun");
    draft.put("planToken", plan.path("planToken").asText());
    draft.put("client", Map.of("name", "Lia", "phone", phone));
    draft.put("notes", "by the window");
    JsonNode made = shop.owner().post("/series", draft).expect(201);

    String id = made.path("seriesId").asText();
    assertThat(texts(made.path("occurrences"), "status")).containsOnly("CONFIRMED").hasSize(3);
    JsonNode items = shop.owner().get("/bookings").expect(200).path("items");
    assertThat(items).hasSize(3);
    assertThat(texts(items, "seriesId")).containsOnly(id).hasSize(3);
    assertThat(texts(items, "notes")).containsOnly("by the window").hasSize(3);
    assertThat(shop.owner().get("/series/" + id).expect(200)).isEqualTo(made);
    List<String> told = shop.told(phone, 1);
    assertThat(told).singleElement().asString().contains("primeira de 3");
    // The message of the last booking would come after that of the first one.
    shop.act(made.path("occurrences").path(2).path("bookingId").asText(), "cancel");
    assertThat(shop.told(phone, 2)).hasSize(2).first().asString().contains("cancelada");
  }

  @Test
  void shouldFailSkipOrShiftWhatSomebodyElseHas() {
    MovingClockShop shop = shop("series-taken");
    CheckedClient owner = shop.owner();
    String start = shop.in(48);
    owner.post("/bookings", shop.draft(later(start, 7), TestStack.phone())).expect(201);
    Map<String, Object> draft = weekly(shop, start, 3);
    draft.put("client", Map.of("name", "Lia", "phone", TestStack.phone()));

    Reply refused = owner.post("/series", draft);
    assertThat(refused.code()).isEqualTo("series-conflict");
    JsonNode conflict = refused.json().path("occurrences").path(0);
    assertThat(refused.json().path("occurrences")).hasSize(1);
    assertThat(conflict.path("number").asInt()).isEqualTo(2);
    assertThat(conflict.path("conflict").path("reasons").path(0).asText()).isEqualTo("slot-taken");
    String alternative = conflict.path("alternative").path("start").asText();
    assertThat(OffsetDateTime.parse(alternative))
        .isIn(
            OffsetDateTime.parse(later(start, 7)).plusHours(1),
            OffsetDateTime.parse(later(start, 7)).minusHours(1));
    assertThat(owner.get("/bookings").expect(200).path("items")).hasSize(1);

    draft.put("onConflict", "SHIFT");
    JsonNode shifted = owner.post("/series", draft).expect(201);
    assertThat(shifted.path("occurrences").path(1).path("start").asText()).isEqualTo(alternative);
    assertThat(shifted.path("occurrences").path(1).path("planned").asText())
        .isEqualTo(later(start, 7));

    draft.put("onConflict", "SKIP");
    draft.put("start", later(start, 14));
    JsonNode skipped = owner.post("/series", draft).expect(201);
    assertThat(skipped.path("occurrences").path(0).path("skipped").path(0).asText())
        .isEqualTo("slot-taken");
    assertThat(skipped.path("occurrences").path(0).has("bookingId")).isFalse();
    assertThat(owner.get("/bookings").expect(200).path("items")).hasSize(1 + 3 + 2);
  }

  @Test
  void shouldSayWhatDiffersFromThePlan() {
    MovingClockShop shop = shop("series-differs");
    CheckedClient owner = shop.owner();
    String start = shop.in(48);
    Map<String, Object> draft = weekly(shop, start, 3);
    draft.put("onConflict", "SKIP");
    draft.put("dryRun", true);
    String token = owner.post("/series", draft).expect(200).path("planToken").asText();
    draft.remove("dryRun");
    draft.put("planToken", token);
    draft.put("client", Map.of("name", "Lia", "phone", TestStack.phone()));
    owner.post("/bookings", shop.draft(later(start, 14), TestStack.phone())).expect(201);

    Reply refused = owner.post("/series", draft);

    assertThat(refused.code()).isEqualTo("plan-changed");
    assertThat(refused.json().path("occurrences")).hasSize(1);
    assertThat(refused.json().path("occurrences").path(0).path("number").asInt()).isEqualTo(3);
    assertThat(refused.json().path("occurrences").path(0).path("outcome").asText())
        .isEqualTo("SKIP");
    assertThat(owner.get("/bookings").expect(200).path("items")).hasSize(1);
    draft.put("recurrence", Map.of("frequency", "WEEKLY", "count", 2));
    assertThat(pointers(owner.post("/series", draft))).containsExactly("/planToken");
  }

  @Test
  void shouldGiveTheResourceThatCanHaveMostAllThatItCan() {
    MovingClockShop shop = shop("series-same");
    CheckedClient owner = shop.owner();
    String start = shop.in(48);
    for (int week = 0; week < 2; week++) {
      owner.post("/bookings", shop.draft(later(start, 7 * week), TestStack.phone())).expect(201);
    }
    owner
        .post("/bookings", bruno(shop, shop.draft(later(start, 21), TestStack.phone())))
        .expect(201);
    Map<String, Object> draft = weekly(shop, start, 4);
    draft.remove("resourceId");
    draft.put("client", Map.of("name", "Lia", "phone", TestStack.phone()));

    JsonNode made = owner.post("/series", draft).expect(201);

    assertThat(made.path("occurrences").valueStream().map(one -> one.path("resourceIds").path(0)))
        .extracting(JsonNode::asText)
        .containsExactly(shop.bruno, shop.bruno, shop.bruno, shop.ana);
  }

  @Test
  void shouldKeepLocalTimeWhenTheClocksChange() {
    MovingClockShop shop =
        new MovingClockShop(STACK, "series-clocks", Map.of("timeZone", "Europe/Madrid"));
    Map<String, Object> draft = weekly(shop, "2027-03-20T10:00:00+01:00", 0);
    draft.put("recurrence", Map.of("rrule", "FREQ=WEEKLY;BYDAY=SA;COUNT=3"));
    draft.put("ignoreRules", List.of("horizon"));
    draft.put("client", Map.of("name", "Lia", "phone", TestStack.phone()));

    JsonNode made = shop.owner().post("/series", draft).expect(201);

    assertThat(texts(made.path("occurrences"), "start"))
        .containsExactly(
            "2027-03-20T10:00:00+01:00", "2027-03-27T10:00:00+01:00", "2027-04-03T10:00:00+02:00");
  }

  @Test
  void shouldBeOneSeriesForOneKey() {
    MovingClockShop shop = shop("series-key");
    CheckedClient owner = shop.owner().with("Idempotency-Key", "first");
    Map<String, Object> draft = weekly(shop, shop.in(48), 2);
    draft.put("client", Map.of("name", "Lia", "phone", TestStack.phone()));
    String id = owner.post("/series", draft).expect(201).path("seriesId").asText();

    Reply again = owner.post("/series", draft);

    assertThat(again.expect(201).path("seriesId").asText()).isEqualTo(id);
    assertThat(again.header("Idempotent-Replayed")).contains("true");
    draft.put("notes", "another");
    assertThat(owner.post("/series", draft).code()).isEqualTo("idempotency-key-reused");
    assertThat(owner.get("/bookings").expect(200).path("items")).hasSize(2);
  }

  @Test
  void shouldBeForClientsThemselvesAndForNobodyElse() {
    MovingClockShop shop = shop("series-client");
    CheckedClient lia = shop.client(shop.register());
    Map<String, Object> draft = weekly(shop, shop.in(48), 2);

    String id = lia.post("/series", draft).expect(201).path("seriesId").asText();

    assertThat(lia.get("/bookings").expect(200).path("items")).hasSize(2);
    assertThat(lia.get("/series/" + id).expect(200).path("occurrences")).hasSize(2);
    assertThat(shop.owner().get("/series/" + id).expect(200).path("occurrences")).hasSize(2);
    assertThat(shop.client(shop.register()).get("/series/" + id).status()).isEqualTo(404);
    assertThat(shop.visitor().post("/series", draft).status()).isEqualTo(401);
    draft.put("client", Map.of("name", "Ana", "phone", TestStack.phone()));
    assertThat(pointers(lia.post("/series", draft))).containsExactly("/client");
  }

  @Test
  void shouldWaitForApprovalWhereBookingsDo() {
    MovingClockShop shop =
        new MovingClockShop(STACK, "series-approval", Map.of("approval", "MANUAL"));
    String phone = shop.register();

    Map<String, Object> draft = weekly(shop, shop.in(48), 2);
    draft.put("dryRun", true);
    JsonNode planned = shop.client(phone).post("/series", draft).expect(200);
    assertThat(texts(planned.path("occurrences"), "approval")).containsOnly("true").hasSize(2);
    draft.remove("dryRun");

    JsonNode made = shop.client(phone).post("/series", draft).expect(201);

    assertThat(texts(made.path("occurrences"), "status")).containsOnly("PENDING").hasSize(2);
    assertThat(shop.told(phone, 1)).singleElement().asString().contains("primeiro de 2");
    shop.act(made.path("occurrences").path(1).path("bookingId").asText(), "confirm");
    assertThat(shop.told(phone, 2)).first().asString().doesNotContain("de 2");
  }

  @Test
  void shouldNameAllFaultsAtOnce() {
    MovingClockShop shop = shop("series-faults");
    CheckedClient owner = shop.owner();
    Map<String, Object> draft = weekly(shop, shop.in(48), 0);
    draft.put(
        "recurrence",
        Map.of("frequency", "DAILY", "days", List.of("MONDAY"), "dayOfMonth", 3, "count", 105));
    draft.put("onConflict", "ASK");
    assertThat(pointers(owner.post("/series", draft)))
        .containsExactlyInAnyOrder(
            "/recurrence/count",
            "/recurrence/days",
            "/recurrence/dayOfMonth",
            "/onConflict",
            "/clientId");
    draft.put("dryRun", true);
    draft.put("serviceId", "nothing");
    assertThat(pointers(owner.post("/series", draft)))
        .contains("/onConflict", "/serviceId")
        .doesNotContain("/clientId");
    draft.remove("dryRun");
    draft.putAll(shop.draft(shop.in(48)));
    draft.remove("onConflict");
    draft.put("recurrence", Map.of("rrule", "FREQ=YEARLY;COUNT=2", "count", 2));
    assertThat(pointers(owner.post("/series", draft)))
        .containsExactlyInAnyOrder("/recurrence/rrule", "/recurrence/count", "/clientId");
    draft.put("recurrence", Map.of("frequency", "MONTHLY", "interval", 12, "count", 20));
    assertThat(pointers(owner.post("/series", draft))).containsExactly("/clientId");
    draft.put("dryRun", true);
    assertThat(pointers(owner.post("/series", draft))).containsExactly("/recurrence");
    draft.put("recurrence", Map.of("frequency", "DAILY", "count", 2));
    draft.put("durationMinutes", 45);
    assertThat(owner.post("/series", draft).code()).isEqualTo("duration-not-allowed");
    draft.remove("durationMinutes");
    draft.put("serviceId", "nothing");
    assertThat(pointers(owner.post("/series", draft))).containsExactly("/serviceId");
  }

  @Test
  void shouldBeNoHoldToAnybody() {
    MovingClockShop shop = shop("series-hold");
    Map<String, Object> draft = weekly(shop, shop.in(48), 1);
    draft.put("client", Map.of("name", "Lia", "phone", TestStack.phone()));
    String booking =
        shop.owner()
            .post("/series", draft)
            .expect(201)
            .path("occurrences")
            .path(0)
            .path("bookingId")
            .asText();

    assertThat(shop.owner().get("/holds/" + booking).status()).isEqualTo(404);
    assertThat(shop.owner().delete("/holds/" + booking).status()).isEqualTo(404);
  }

  @Test
  void shouldCancelThisTheFollowingOrAllAndTellOnce() {
    MovingClockShop shop = shop("series-cancel");
    CheckedClient owner = shop.owner();
    String phone = TestStack.phone();
    Map<String, Object> draft = weekly(shop, shop.in(48), 5);
    draft.put("client", Map.of("name", "Lia", "phone", phone));
    JsonNode made = owner.post("/series", draft).expect(201);
    String id = made.path("seriesId").asText();
    List<String> ids = texts(made.path("occurrences"), "bookingId");
    shop.told(phone, 1);

    JsonNode one =
        owner
            .post("/series/" + id + "/cancel", Map.of("scope", "THIS", "bookingId", ids.get(1)))
            .expect(200);
    assertThat(one.path("occurrences")).hasSize(1);
    assertThat(shop.told(phone, 2))
        .first()
        .asString()
        .contains("cancelada")
        .doesNotContain("primeira");

    Map<String, Object> following = new LinkedHashMap<>();
    following.put("scope", "FOLLOWING");
    following.put("bookingId", ids.get(1));
    following.put("dryRun", true);
    following.put("reason", "away");
    JsonNode planned = owner.post("/series/" + id + "/cancel", following).expect(200);
    assertThat(texts(planned.path("occurrences"), "outcome"))
        .containsExactly("ALREADY_CANCELLED", "CANCEL", "CANCEL", "CANCEL");
    assertThat(statuses(owner, id))
        .containsExactly("CONFIRMED", "CANCELLED", "CONFIRMED", "CONFIRMED", "CONFIRMED");

    following.remove("dryRun");
    JsonNode done = owner.post("/series/" + id + "/cancel", following).expect(200);
    assertThat(texts(done.path("occurrences"), "outcome"))
        .containsExactly("ALREADY_CANCELLED", "CANCEL", "CANCEL", "CANCEL");
    assertThat(texts(done.path("occurrences"), "status")).containsOnly("CANCELLED").hasSize(4);
    assertThat(owner.get("/bookings/" + ids.get(4)).expect(200).path("reason").asText())
        .isEqualTo("away");
    assertThat(
            owner.get("/bookings?seriesId=" + id + "&status=CONFIRMED").expect(200).path("items"))
        .singleElement()
        .satisfies(left -> assertThat(left.path("bookingId").asText()).isEqualTo(ids.getFirst()));
    assertThat(owner.get("/bookings?seriesId=nothing").expect(200).path("items")).isEmpty();
    owner.post("/bookings", shop.draft(later(shop.in(48), 14), TestStack.phone())).expect(201);

    assertThat(
            texts(
                owner
                    .post("/series/" + id + "/cancel", Map.of("scope", "ALL"))
                    .expect(200)
                    .path("occurrences"),
                "outcome"))
        .containsExactly(
            "CANCEL",
            "ALREADY_CANCELLED",
            "ALREADY_CANCELLED",
            "ALREADY_CANCELLED",
            "ALREADY_CANCELLED");
    // The message of the last one comes after those of the others.
    List<String> told = shop.told(phone, 4);
    assertThat(told).hasSize(4);
    assertThat(told.get(1)).contains("cancelada").contains("a primeira de 3");
  }

  @Test
  void shouldCancelForClientsWhatTheyMayCancel() {
    MovingClockShop shop =
        new MovingClockShop(STACK, "series-late", Map.of("cancellationWindowMinutes", 4 * 24 * 60));
    String phone = shop.register();
    CheckedClient lia = shop.client(phone);
    JsonNode made = lia.post("/series", weekly(shop, shop.in(48), 3)).expect(201);
    String path = "/series/" + made.path("seriesId").asText() + "/cancel";
    List<String> ids = texts(made.path("occurrences"), "bookingId");

    assertThat(shop.client(shop.register()).post(path, Map.of("scope", "ALL")).status())
        .isEqualTo(404);
    assertThat(shop.visitor().post(path, Map.of("scope", "ALL")).status()).isEqualTo(401);
    assertThat(pointers(lia.post(path, Map.of("scope", "THIS")))).containsExactly("/bookingId");
    assertThat(pointers(lia.post(path, Map.of("scope", "SOME", "dryRun", 1))))
        .containsExactlyInAnyOrder("/scope", "/dryRun");
    assertThat(pointers(lia.post(path, Map.of("scope", "ALL", "bookingId", ids.getFirst()))))
        .containsExactly("/bookingId");
    assertThat(pointers(lia.post(path, Map.of("scope", "THIS", "bookingId", "nothing"))))
        .containsExactly("/bookingId");
    assertThat(lia.post(path.replace("/cancel", "/confirm"), Map.of("scope", "ALL")).status())
        .isEqualTo(403);

    JsonNode done = lia.post(path, Map.of("scope", "ALL")).expect(200);

    assertThat(texts(done.path("occurrences"), "outcome"))
        .containsExactly("TOO_LATE", "CANCEL", "CANCEL");
    assertThat(texts(done.path("occurrences"), "status"))
        .containsExactly("CONFIRMED", "CANCELLED", "CANCELLED");
  }

  @Test
  void shouldDecideAboutAllRequestsAtOnceAndTellOnce() {
    MovingClockShop shop =
        new MovingClockShop(STACK, "series-decided", Map.of("approval", "MANUAL"));
    String phone = shop.register();
    CheckedClient lia = shop.client(phone);
    String first =
        lia.post("/series", weekly(shop, shop.in(48), 3)).expect(201).path("seriesId").asText();
    shop.told(phone, 1);

    JsonNode confirmed =
        shop.owner().post("/series/" + first + "/confirm", Map.of("scope", "ALL")).expect(200);

    assertThat(texts(confirmed.path("occurrences"), "outcome")).containsOnly("CONFIRM").hasSize(3);
    assertThat(statuses(shop.owner(), first)).containsOnly("CONFIRMED").hasSize(3);
    assertThat(shop.told(phone, 2)).first().asString().contains("a primeira de 3");
    assertThat(
            texts(
                shop.owner()
                    .post("/series/" + first + "/reject", Map.of("scope", "ALL"))
                    .expect(200)
                    .path("occurrences"),
                "outcome"))
        .containsOnly("NOT_WAITING")
        .hasSize(3);

    String second =
        lia.post("/series", weekly(shop, shop.in(50), 2)).expect(201).path("seriesId").asText();
    shop.told(phone, 3);
    shop.owner().post("/series/" + second + "/reject", Map.of("scope", "ALL")).expect(200);
    assertThat(statuses(shop.owner(), second)).containsOnly("REJECTED").hasSize(2);
    assertThat(shop.told(phone, 4)).first().asString().contains("o primeiro de 2");
  }

  private static List<String> statuses(CheckedClient owner, String series) {
    return texts(owner.get("/series/" + series).expect(200).path("occurrences"), "status");
  }

  @Test
  void shouldMoveAllByTheSameLocalTimeAndKeepEdits() {
    MovingClockShop shop = shop("series-move");
    CheckedClient owner = shop.owner();
    String phone = TestStack.phone();
    String start = shop.in(48);
    Map<String, Object> draft = weekly(shop, start, 4);
    draft.put("client", Map.of("name", "Lia", "phone", phone));
    JsonNode made = owner.post("/series", draft).expect(201);
    String path = "/series/" + made.path("seriesId").asText();
    List<String> ids = texts(made.path("occurrences"), "bookingId");
    shop.told(phone, 1);
    String edited = OffsetDateTime.parse(later(start, 14)).plusHours(5).toString();
    owner
        .with("If-Match", "\"1\"")
        .patch("/bookings/" + ids.get(2), Map.of("start", withSeconds(edited)))
        .expect(200);
    shop.told(phone, 2);
    // Half an hour later, so that each overlaps its own old time.
    String wanted = withSeconds(OffsetDateTime.parse(start).plusMinutes(30).toString());
    Map<String, Object> move = new LinkedHashMap<>();
    move.put("scope", "ALL");
    move.put("bookingId", ids.getFirst());
    move.put("start", wanted);
    move.put("ignoreRules", List.of("interval", "opening-hours"));
    move.put("dryRun", true);

    JsonNode plan = owner.patch(path, move).expect(200);

    assertThat(texts(plan.path("occurrences"), "outcome"))
        .containsExactly("MOVE", "MOVE", "KEEPS_EDIT", "MOVE");
    assertThat(plan.path("occurrences").path(1).path("target").path("start").asText())
        .isEqualTo(later(wanted, 7));
    assertThat(plan.path("occurrences").path(1).path("start").asText()).isEqualTo(later(start, 7));
    move.remove("dryRun");
    move.put("planToken", plan.path("planToken").asText());
    JsonNode moved = owner.patch(path, move).expect(200);
    assertThat(texts(moved.path("occurrences"), "start"))
        .containsExactly(wanted, later(wanted, 7), withSeconds(edited), later(wanted, 21));
    assertThat(texts(owner.get(path).expect(200).path("occurrences"), "planned"))
        .containsExactly(wanted, later(wanted, 7), later(start, 14), later(wanted, 21));
    assertThat(shop.told(phone, 3)).hasSize(3).first().asString().contains("a primeira de 3");

    // An answer that was lost is asked for again.
    assertThat(texts(owner.patch(path, move).expect(200).path("occurrences"), "outcome"))
        .containsExactly("ALREADY_THERE", "ALREADY_THERE", "KEEPS_EDIT", "ALREADY_THERE");
    // The first half hour is free again, and the last one is not.
    owner.post("/bookings", half(shop, later(start, 7))).expect(201);
    assertThat(
            owner
                .post(
                    "/bookings",
                    half(
                        shop,
                        withSeconds(
                            OffsetDateTime.parse(later(wanted, 7)).plusMinutes(30).toString())))
                .code())
        .isEqualTo("slot-taken");

    move.put("keepEdits", false);
    move.remove("planToken");
    assertThat(texts(owner.patch(path, move).expect(200).path("occurrences"), "outcome"))
        .containsExactly("ALREADY_THERE", "ALREADY_THERE", "MOVE", "ALREADY_THERE");
  }

  @Test
  void shouldMoveAllOrNoneUnlessToldToSkip() {
    MovingClockShop shop = shop("series-move-taken");
    CheckedClient owner = shop.owner();
    String start = shop.in(48);
    Map<String, Object> draft = weekly(shop, start, 3);
    draft.put("client", Map.of("name", "Lia", "phone", TestStack.phone()));
    JsonNode made = owner.post("/series", draft).expect(201);
    String path = "/series/" + made.path("seriesId").asText();
    List<String> ids = texts(made.path("occurrences"), "bookingId");
    String wanted = later(start, 1);
    Map<String, Object> move = new LinkedHashMap<>();
    move.put("scope", "FOLLOWING");
    move.put("bookingId", ids.get(1));
    move.put("start", later(wanted, 7));
    move.put("dryRun", true);
    String token = owner.patch(path, move).expect(200).path("planToken").asText();
    owner.post("/bookings", shop.draft(later(wanted, 14), TestStack.phone())).expect(201);
    move.remove("dryRun");

    Reply refused = owner.patch(path, move);
    assertThat(refused.code()).isEqualTo("series-conflict");
    JsonNode conflict = refused.json().path("occurrences").path(0);
    assertThat(refused.json().path("occurrences")).hasSize(1);
    assertThat(conflict.path("number").asInt()).isEqualTo(3);
    assertThat(conflict.path("conflict").path("reasons").path(0).asText()).isEqualTo("slot-taken");
    assertThat(conflict.path("alternative").has("start")).isTrue();
    move.put("planToken", token);
    assertThat(owner.patch(path, move).code()).isEqualTo("plan-changed");
    move.put("planToken", "sm_nothing");
    assertThat(pointers(owner.patch(path, move))).containsExactly("/planToken");
    assertThat(texts(owner.get(path).expect(200).path("occurrences"), "start"))
        .containsExactly(start, later(start, 7), later(start, 14));

    move.remove("planToken");
    move.put("onConflict", "SKIP");
    assertThat(texts(owner.patch(path, move).expect(200).path("occurrences"), "outcome"))
        .containsExactly("MOVE", "SKIP");
    assertThat(texts(owner.get(path).expect(200).path("occurrences"), "start"))
        .containsExactly(start, later(wanted, 7), later(start, 14));

    // Another person for all that are left.
    assertThat(
            texts(
                owner
                    .patch(path, Map.of("scope", "ALL", "resourceId", shop.bruno))
                    .expect(200)
                    .path("occurrences"),
                "outcome"))
        .containsOnly("MOVE")
        .hasSize(3);
    assertThat(pointers(owner.patch(path, Map.of("scope", "ALL")))).containsExactly("");
    assertThat(pointers(owner.patch(path, Map.of("scope", "ALL", "start", start))))
        .containsExactly("/bookingId");
    assertThat(pointers(owner.patch(path, Map.of("scope", "ALL", "resourceId", "nobody"))))
        .containsExactly("/resourceId");
  }

  @Test
  void shouldLetClientsMoveTheirOwnAsRequestsWhereMovesWait() {
    MovingClockShop shop =
        new MovingClockShop(STACK, "series-move-own", Map.of("approval", "MANUAL"));
    String phone = shop.register();
    CheckedClient lia = shop.client(phone);
    String start = shop.in(48);
    JsonNode made = lia.post("/series", weekly(shop, start, 2)).expect(201);
    String id = made.path("seriesId").asText();
    List<String> ids = texts(made.path("occurrences"), "bookingId");
    // A series confirmed at once is not announced as a request.
    shop.told(phone, 1);
    shop.owner().post("/series/" + id + "/confirm", Map.of("scope", "ALL")).expect(200);
    shop.told(phone, 2);
    Map<String, Object> move =
        Map.of("scope", "ALL", "bookingId", ids.getFirst(), "start", later(start, 1));
    assertThat(shop.client(shop.register()).patch("/series/" + id, move).status()).isEqualTo(404);

    JsonNode moved = lia.patch("/series/" + id, move).expect(200);

    assertThat(moved.path("occurrences").path(1).path("target").path("approval").asBoolean())
        .isTrue();
    assertThat(texts(moved.path("occurrences"), "status")).containsOnly("PENDING").hasSize(2);
    assertThat(shop.told(phone, 3)).first().asString().contains("o primeiro de 2");
    assertThat(
            shop.owner()
                .get("/bookings/" + ids.get(1))
                .expect(200)
                .path("approved")
                .path("start")
                .asText())
        .isEqualTo(later(start, 7));
    shop.owner().post("/series/" + id + "/reject", Map.of("scope", "ALL")).expect(200);
    assertThat(texts(lia.get("/series/" + id).expect(200).path("occurrences"), "start"))
        .containsExactly(start, later(start, 7));
  }

  private static Map<String, Object> half(MovingClockShop shop, String start) {
    Map<String, Object> half = new LinkedHashMap<>(shop.draft(start, TestStack.phone()));
    half.put("durationMinutes", 30);
    half.put("ignoreRules", List.of("duration", "interval", "opening-hours"));
    return half;
  }

  private static String withSeconds(String start) {
    return start.replaceFirst("T(\\d\\d:\\d\\d)([-+])", "T$1:00$2");
  }

  private static MovingClockShop shop(String slug) {
    return new MovingClockShop(STACK, slug, Map.of());
  }

  private static Map<String, Object> weekly(MovingClockShop shop, String start, int count) {
    return weekly(shop, start, 1, "WEEKLY", count);
  }

  private static Map<String, Object> weekly(
      MovingClockShop shop, String start, int interval, String frequency, int count) {
    Map<String, Object> draft = new LinkedHashMap<>(shop.draft(start));
    draft.put("recurrence", Map.of("frequency", frequency, "interval", interval, "count", count));
    return draft;
  }

  private static Map<String, Object> bruno(MovingClockShop shop, Map<String, Object> draft) {
    draft.put("resourceId", shop.bruno);
    return draft;
  }

  /** The same local time, so many days later, in a zone without clock changes. */
  private static String later(String start, int days) {
    return OffsetDateTime.parse(start)
        .plusDays(days)
        .toString()
        .replaceFirst("T(\\d\\d:\\d\\d)([-+])", "T$1:00$2");
  }

  private static List<String> texts(JsonNode items, String name) {
    return items
        .valueStream()
        .map(item -> item.path(name).asText())
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private static List<String> pointers(Reply reply) {
    reply.expect(400);
    return reply.json().path("errors").findValuesAsText("pointer");
  }
}

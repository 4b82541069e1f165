package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.LocalStack;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Staff record who walked in, and what began today; it is nine in the morning. */
class WalkInTest {
  @AutoClose private static final LocalStack STACK = TestStack.still();

  @Test
  void shouldRecordSomebodyOfWhomThereIsOnlyAName() {
    MovingClockShop shop = shop("walk-in-name");
    CheckedClient owner = shop.owner();
    CheckedClient once = owner.with("Idempotency-Key", "walk-in-1");
    Map<String, Object> draft = walkIn(shop, minute(shop, -1, 7), "Rui");

    JsonNode booking = once.post("/bookings", draft).expect(201);
    Reply again = once.post("/bookings", draft);

    assertThat(booking.path("clientId").isNull()).isTrue();
    assertThat(booking.path("notice").asText()).isEqualTo("UNREACHABLE");
    assertThat(booking.path("status").asText()).isEqualTo("CONFIRMED");
    assertThat(booking.path("attendee").path("name").asText()).isEqualTo("Rui");
    assertThat(booking.path("start").asText()).isEqualTo(minute(shop, -1, 7));
    assertThat(booking.path("end").asText()).isEqualTo(minute(shop, 0, 7));
    assertThat(again.header("Idempotent-Replayed")).contains("true");
    assertThat(again.expect(201)).isEqualTo(booking);

    String today = shop.in(0).substring(0, 10);
    String id = booking.path("bookingId").asText();
    for (JsonNode shown :
        List.of(
            owner.get("/bookings/" + id).expect(200),
            owner.get("/bookings").expect(200).path("items").path(0),
            owner
                .get("/calendar?from=" + today + "&to=" + today)
                .expect(200)
                .path("items")
                .path(0))) {
      assertThat(shown.path("client").path("name").asText()).isEqualTo("Rui");
      assertThat(shown.path("client").path("userId").isNull()).isTrue();
      assertThat(shown.path("client").path("erased").asBoolean()).isFalse();
    }
  }

  @Test
  void shouldTakeEveryFiveMinutesThatItTouches() {
    MovingClockShop shop = shop("walk-in-cells");
    shop.owner().patch("/settings", Map.of("slotIntervalMinutes", 5)).expect(200);
    CheckedClient key = shop.apiKey("bookings:write");
    key.post("/bookings", walkIn(shop, minute(shop, -1, 7), "Rui")).expect(201);

    assertThat(key.post("/bookings", walkIn(shop, minute(shop, 0, 0), "Lia")).code())
        .isEqualTo("slot-taken");
    assertThat(key.post("/bookings", walkIn(shop, minute(shop, -2, 6), "Lia")).code())
        .isEqualTo("slot-taken");
    key.post("/bookings", walkIn(shop, minute(shop, -2, 5), "Lia")).expect(201);
    Map<String, Object> next = shop.draft(minute(shop, 0, 5), TestStack.phone());
    Reply taken = shop.visitor().post("/public/bookings", next);
    assertThat(taken.code()).isEqualTo("slot-taken");
    String free = taken.json().path("alternatives").path(1).path("start").asText();
    assertThat(free).isEqualTo(minute(shop, 0, 10));
    next.put("start", free);
    shop.visitor().post("/public/bookings", next).expect(201);
  }

  @Test
  void shouldOfferWhoElseCanTakeSomebodyAtTheSameMinute() {
    MovingClockShop shop = shop("walk-in-other");
    CheckedClient owner = shop.owner();
    Map<String, Object> now = walkIn(shop, minute(shop, 0, 0), "Lia");
    owner.post("/bookings", walkIn(shop, minute(shop, -1, 7), "Rui")).expect(201);

    for (String start : List.of(minute(shop, 0, 0), minute(shop, -1, 9))) {
      now.put("start", start);
      JsonNode offer = owner.post("/bookings", now).json().path("alternatives").path(0);
      assertThat(offer.path("start").asText()).isEqualTo(start);
      assertThat(offer.path("resourceIds").path(0).asText()).isEqualTo(shop.bruno);
    }

    now.put("resourceId", shop.bruno);
    owner.post("/bookings", now).expect(201);
  }

  @Test
  void shouldCompleteWhatIsOverAndCorrectIt() {
    MovingClockShop shop = shop("walk-in-over");
    String id = Shop.id(shop.owner().post("/bookings", walkIn(shop, minute(shop, -4, 3), "Rui")));

    assertThat(shop.act(id, "complete").path("status").asText()).isEqualTo("COMPLETED");
    assertThat(shop.act(id, "no-show").path("status").asText()).isEqualTo("NO_SHOW");
    JsonNode trail =
        shop.owner().get("/security-events?type=booking.corrected").expect(200).path("items");
    assertThat(trail.path(0).path("facts").path("bookingId").asText()).isEqualTo(id);
    assertThat(trail.path(0).path("subjectId").isNull()).isTrue();
  }

  /** Staff who pick the wrong client afterwards would leave her with a visit that never was. */
  @Test
  void shouldTakeBackWhatWasWrittenDownAfterItWasOver() {
    MovingClockShop shop = shop("walk-in-slip");
    String start = minute(shop, -4, 3);
    String phone = TestStack.phone();
    String id = Shop.id(shop.owner().post("/bookings", shop.draft(start, phone)));
    String path = "/bookings/" + id;
    assertThat(shop.owner().get(path).expect(200).path("canCancel").asBoolean()).isTrue();

    assertThat(shop.act(id, "cancel").path("status").asText()).isEqualTo("CANCELLED");

    shop.owner().post("/bookings", walkIn(shop, start, "Rui")).expect(201);
    assertThat(shop.told(phone)).isEmpty();
  }

  @Test
  void shouldMoveRenameAndForgetSomebodyWhoWalkedIn() {
    MovingClockShop shop = shop("walk-in-edit");
    CheckedClient owner = shop.owner();
    String id = Shop.id(owner.post("/bookings", walkIn(shop, minute(shop, -1, 7), "Rui")));
    String path = "/bookings/" + id;

    JsonNode moved =
        owner
            .with("If-Match", "\"1\"")
            .patch(path, Map.of("start", minute(shop, -1, 12), "resourceId", shop.bruno))
            .expect(200);
    assertThat(moved.path("start").asText()).isEqualTo(minute(shop, -1, 12));
    assertThat(moved.path("resourceIds").path(0).asText()).isEqualTo(shop.bruno);
    owner.post("/bookings", walkIn(shop, minute(shop, -1, 7), "Lia")).expect(201);
    JsonNode back =
        owner.with("If-Match", "\"2\"").patch(path, Map.of("resourceId", shop.ana)).json();
    assertThat(back.path("code").asText()).isEqualTo("slot-taken");
    assertThat(owner.with("If-Match", "\"2\"").patch(path, Map.of("start", shop.in(-34))).code())
        .isEqualTo("too-soon");

    owner
        .with("If-Match", "\"2\"")
        .patch(path, Map.of("attendee", Map.of("name", "Rui Sá")))
        .expect(200);
    assertThat(owner.get(path).expect(200).path("client").path("name").asText())
        .isEqualTo("Rui Sá");
    owner.with("If-Match", "\"3\"").patch(path, "{\"attendee\":null}").expect(200);
    JsonNode forgotten = owner.get(path).expect(200);
    assertThat(forgotten.toString()).doesNotContain("Rui");
    assertThat(forgotten.path("client").path("erased").asBoolean()).isTrue();
    assertThat(shop.act(id, "cancel").path("status").asText()).isEqualTo("CANCELLED");
  }

  /** The computer at the desk sends what its clock shows, which may be ahead. */
  @Test
  void shouldTakeAStartOfThisMinuteByAClockThatIsAhead() {
    MovingClockShop shop = shop("walk-in-ahead");
    shop.owner().patch("/settings", Map.of("minimumNoticeMinutes", 60)).expect(200);
    OffsetDateTime now =
        OffsetDateTime.ofInstant(STACK.clock().instant(), Shop.ZONE)
            .truncatedTo(ChronoUnit.MINUTES);

    String ahead =
        now.plusMinutes(3).plusSeconds(31).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    JsonNode booking = shop.owner().post("/bookings", walkIn(shop, ahead, "Rui")).expect(201);

    assertThat(OffsetDateTime.parse(booking.path("start").asText())).isEqualTo(now.plusMinutes(3));
    String farAhead = now.plusMinutes(8).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    assertThat(shop.owner().post("/bookings", walkIn(shop, farAhead, "Lia")).status())
        .isEqualTo(400);
  }

  @Test
  void shouldRecordThatAKnownClientCame() {
    MovingClockShop shop = shop("walk-in-known");
    String phone = shop.register();

    String id = Shop.id(shop.owner().post("/bookings", shop.draft(minute(shop, -2, 13), phone)));

    assertThat(shop.client(phone).get("/bookings/" + id).expect(200).path("start").asText())
        .isEqualTo(minute(shop, -2, 13));
  }

  @Test
  void shouldTakeANameAloneFromTheBusinessOnlyAndThePastFromNobody() {
    MovingClockShop shop = shop("walk-in-refused");
    CheckedClient owner = shop.owner();
    Map<String, Object> now = walkIn(shop, minute(shop, -1, 7), "Rui");

    assertThat(pointers(shop.visitor().post("/public/bookings", now)))
        .containsExactlyInAnyOrder("/client/phone", "/start");
    assertThat(pointers(shop.client(shop.register()).post("/bookings", now)))
        .containsExactlyInAnyOrder("/client", "/start");
    Map<String, Object> mail = shop.draft(shop.in(2));
    mail.put("client", Map.of("name", "Rui", "email", "rui@example.com"));
    assertThat(pointers(owner.post("/bookings", mail))).containsExactly("/client/phone");
    assertThat(owner.post("/bookings", walkIn(shop, shop.in(-10), "Rui")).code())
        .isEqualTo("too-soon");
    assertThat(owner.post("/bookings", walkIn(shop, minute(shop, 2, 7), "Rui")).code())
        .isEqualTo("not-on-interval");
    String seconds = shop.in(-1).replace(":00:00", ":07:30");
    assertThat(owner.post("/bookings", shop.draft(seconds, TestStack.phone())).code())
        .isEqualTo("not-on-interval");
    // The client of a booking by name gets no message; the next one does.
    owner.post("/bookings", walkIn(shop, shop.in(3), "Rui")).expect(201);
    String phone = TestStack.phone();
    owner.post("/bookings", shop.draft(shop.in(5), phone)).expect(201);
    assertThat(shop.told(phone, 1)).hasSize(1);
  }

  private static MovingClockShop shop(String slug) {
    return new MovingClockShop(STACK, slug, Map.of());
  }

  private static String minute(MovingClockShop shop, int hours, int minute) {
    return shop.in(hours).replace(":00:00", ":%02d:00".formatted(minute));
  }

  private static Map<String, Object> walkIn(MovingClockShop shop, String start, String name) {
    Map<String, Object> draft = shop.draft(start);
    draft.put("client", Map.of("name", name));
    return draft;
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

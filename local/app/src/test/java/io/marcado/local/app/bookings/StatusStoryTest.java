package io.marcado.local.app.bookings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.LocalStack;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import io.marcado.local.functions.FunctionFailed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The statuses of a booking as time goes by, and who may decide them. */
class StatusStoryTest {
  private static final Map<String, Object> MANUAL = Map.of("approval", "MANUAL");
  @AutoClose private static final LocalStack STACK = TestStack.still();

  @Test
  void shouldBookConfirmedForStaffAndKeysUnderApproval() {
    MovingClockShop shop = new MovingClockShop(STACK, "status-staff", MANUAL);
    String phone = TestStack.phone();

    JsonNode byStaff = shop.owner().post("/bookings", shop.draft(shop.in(48), phone)).expect(201);
    JsonNode byKey =
        shop.apiKey("bookings:write").post("/bookings", shop.draft(shop.in(49), phone)).expect(201);

    assertThat(byStaff.path("status").asText()).isEqualTo("CONFIRMED");
    assertThat(byKey.path("status").asText()).isEqualTo("CONFIRMED");
    assertThat(shop.told(phone, 2)).allMatch(text -> text.contains("confirmada"));
  }

  @Test
  void shouldLetAClientTakeBackOrMoveARequestWithinTheWindow() {
    MovingClockShop shop = new MovingClockShop(STACK, "status-withdraw", MANUAL);
    CheckedClient lia = shop.client(shop.register());
    JsonNode asked = lia.post("/bookings", shop.draft(shop.in(3))).expect(201);
    String path = "/bookings/" + asked.path("bookingId").asText();

    assertThat(asked.path("status").asText()).isEqualTo("PENDING");
    assertThat(asked.path("canCancel").asBoolean()).isTrue();
    JsonNode moved =
        lia.with("If-Match", "\"1\"").patch(path, Map.of("start", shop.in(5))).expect(200);
    assertThat(moved.path("status").asText()).isEqualTo("PENDING");
    JsonNode movedByStaff =
        shop.owner().with("If-Match", "\"2\"").patch(path, Map.of("start", shop.in(4))).expect(200);
    assertThat(movedByStaff.path("status").asText()).isEqualTo("PENDING");
    assertThat(lia.post(path + "/cancel", "{}").expect(200).path("status").asText())
        .isEqualTo("CANCELLED");
    shop.client(shop.register()).post("/bookings", shop.draft(shop.in(5))).expect(201);

    JsonNode again = lia.post("/bookings", shop.draft(shop.in(7))).expect(201);
    String accepted = "/bookings/" + again.path("bookingId").asText();
    shop.owner().post(accepted + "/confirm", "{}").expect(200);
    assertThat(lia.get(accepted).expect(200).path("canCancel").asBoolean()).isFalse();
    assertThat(lia.post(accepted + "/cancel", "{}").code()).isEqualTo("cancellation-window-passed");
  }

  /** Each is decided at the same moment. */
  @Test
  void shouldCancelASessionToWhichTooFewComeOrShowItToStaff() {
    MovingClockShop shop = new MovingClockShop(STACK, "status-minimum", Map.of());
    CheckedClient owner = shop.owner();
    String path =
        "/services/"
            + owner
                .post(
                    "/services",
                    Map.of(
                        "name",
                        "Corte em grupo",
                        "kind",
                        "CLASS",
                        "durationMinutes",
                        60,
                        "resourceIds",
                        List.of(shop.ana)))
                .expect(201)
                .path("serviceId")
                .asText()
            + "/sessions";
    String cancelled =
        session(owner, path, minimum(shop.in(48), 3, 120, Map.of("belowMinimumSeats", "CANCEL")));
    String reached =
        session(owner, path, minimum(shop.in(50), 1, 240, Map.of("belowMinimumSeats", "CANCEL")));
    String asked = session(owner, path, minimum(shop.in(52), 2, 360, Map.of()));
    JsonNode before = owner.get("/sessions/" + asked).expect(200);
    assertThat(before.path("minimumSeats").asInt()).isEqualTo(2);
    assertThat(before.path("belowMinimumSeats").asText()).isEqualTo("ASK_STAFF");
    assertThat(before.path("minimumSeatsBy").asText()).isEqualTo(shop.in(46));
    assertThat(before.path("minimumSeatsState").asText()).isEqualTo("OPEN");
    String phone = TestStack.phone();
    String seat = seat(shop, cancelled, phone);
    String other = seat(shop, reached, TestStack.phone());
    Map<String, Object> draft =
        Map.of("sessionId", asked, "client", Map.of("name", "Rui", "phone", TestStack.phone()));
    CheckedClient page = shop.visitor().with("Idempotency-Key", "seat-of-a-retry");
    String third = Shop.id(page.post("/public/bookings", draft));
    shop.told(phone, 1);

    shop.pass(Duration.ofHours(46));

    await()
        .until(
            () ->
                shop.told(phone).stream()
                    .anyMatch(text -> text.contains("sua reserva foi cancelada")));
    CheckedClient later = shop.owner();
    JsonNode booking = later.get("/bookings/" + seat).expect(200);
    assertThat(booking.path("status").asText()).isEqualTo("CANCELLED");
    assertThat(booking.path("reason").asText()).isEqualTo("Não houve inscrições suficientes");
    assertThat(later.get("/sessions/" + cancelled).expect(200).path("status").asText())
        .isEqualTo("CANCELLED");
    await()
        .until(
            () ->
                later.get("/sessions?minimumSeatsState=BELOW").expect(200).path("items").size()
                    == 1);
    assertThat(
            later
                .get("/sessions?minimumSeatsState=BELOW")
                .expect(200)
                .path("items")
                .path(0)
                .path("sessionId")
                .asText())
        .isEqualTo(asked);
    assertThat(later.get("/sessions/" + reached).expect(200).path("minimumSeatsState").asText())
        .isEqualTo("REACHED");
    assertThat(later.get("/bookings/" + other).expect(200).path("status").asText())
        .isEqualTo("CONFIRMED");
    // Staff have decided that it takes place, however few come.
    Map<String, Object> anybody = new LinkedHashMap<>();
    anybody.put("minimumSeats", null);
    JsonNode kept =
        later.with("If-Match", "\"2\"").patch("/sessions/" + asked, anybody).expect(200);
    assertThat(kept.has("minimumSeats")).isFalse();
    assertThat(later.get("/sessions?minimumSeatsState=BELOW").expect(200).path("items")).isEmpty();

    // A retry gets the first answer also when the session has begun.
    shop.pass(Duration.ofHours(7));
    Reply again = page.post("/public/bookings", draft);
    assertThat(Shop.id(again)).isEqualTo(third);
    assertThat(again.header("Idempotent-Replayed")).contains("true");
  }

  /** In the message that goes out each half hour. */
  @Test
  void shouldAskTheOwnerAboutASessionToWhichTooFewCome() {
    MovingClockShop shop = new MovingClockShop(STACK, "status-ask", Map.of());
    CheckedClient owner = shop.owner();
    String path =
        "/services/"
            + owner
                .post(
                    "/services",
                    Map.of(
                        "name",
                        "Yoga",
                        "kind",
                        "CLASS",
                        "durationMinutes",
                        60,
                        "resourceIds",
                        List.of(shop.ana)))
                .expect(201)
                .path("serviceId")
                .asText()
            + "/sessions";
    session(owner, path, minimum(shop.in(20 * 24), 2, 15 * 24 * 60, Map.of()));

    shop.pass(Duration.ofDays(5));

    await()
        .until(
            () -> {
              shop.pass(Duration.ofMinutes(30));
              return shop.wasSent(shop.ownerPhone, "Turmas com poucas inscricoes: ");
            });
  }

  private static Map<String, Object> minimum(
      String start, int seats, int before, Map<String, Object> more) {
    Map<String, Object> draft = new LinkedHashMap<>(more);
    draft.put("start", start);
    draft.put("seats", 5);
    draft.put("minimumSeats", seats);
    draft.put("minimumSeatsMinutesBefore", before);
    return draft;
  }

  private static String session(CheckedClient owner, String path, Map<String, Object> draft) {
    return owner.post(path, draft).expect(201).path("sessions").path(0).path("sessionId").asText();
  }

  private static String seat(MovingClockShop shop, String session, String phone) {
    return Shop.id(
        shop.visitor()
            .post(
                "/public/bookings",
                Map.of("sessionId", session, "client", Map.of("name", "Lia", "phone", phone))));
  }

  @Test
  void shouldSayOfAMovedRequestThatItStillWaits() {
    MovingClockShop shop = new MovingClockShop(STACK, "status-moved", MANUAL);
    String phone = TestStack.phone();
    String id = Shop.id(shop.visitor().post("/public/bookings", shop.draft(shop.in(48), phone)));
    shop.told(phone, 1);

    shop.owner()
        .with("If-Match", "\"1\"")
        .patch("/bookings/" + id, Map.of("start", shop.in(50)))
        .expect(200);

    assertThat(shop.told(phone, 2).getFirst())
        .startsWith("Marcado / Barbearia: seu pedido mudou e ainda aguarda confirmacao.");
  }

  @Test
  void shouldTellTheManageTokenToEarlyRetriesAndEndItWithTheBooking() {
    MovingClockShop shop = new MovingClockShop(STACK, "status-guest", Map.of());
    Map<String, Object> draft = shop.draft(shop.in(2), TestStack.phone());
    CheckedClient page = shop.visitor().with("Idempotency-Key", "as-random-as-can-be");
    JsonNode booked = page.post("/public/bookings", draft).expect(201);
    String token = booked.path("manageToken").asText();
    CheckedClient guest = shop.visitor().with("Authorization", "Bearer " + token);
    String path = "/bookings/" + booked.path("bookingId").asText();

    shop.pass(Duration.ofMinutes(14));
    assertThat(page.post("/public/bookings", draft).expect(201).path("manageToken").asText())
        .isEqualTo(token);
    shop.pass(Duration.ofMinutes(1));
    assertThat(page.post("/public/bookings", draft).expect(201).has("manageToken")).isFalse();
    guest.get(path).expect(200);

    shop.pass(Duration.ofHours(3));
    assertThat(guest.get(path).status()).isEqualTo(404);
    shop.owner().get(path).expect(200);
  }

  @Test
  void shouldCorrectASlipForSevenDaysOnTheTrail() {
    MovingClockShop shop = new MovingClockShop(STACK, "status-slip", Map.of());
    String phone = TestStack.phone();
    String id = Shop.id(shop.owner().post("/bookings", shop.draft(shop.in(1), phone)));
    shop.told(phone, 1);
    shop.pass(Duration.ofHours(2));

    assertThat(shop.act(id, "no-show").path("status").asText()).isEqualTo("NO_SHOW");
    assertThat(shop.act(id, "complete").path("status").asText()).isEqualTo("COMPLETED");
    assertThat(shop.act(id, "no-show").path("status").asText()).isEqualTo("NO_SHOW");
    assertThat(shop.act(id, "confirm").path("status").asText()).isEqualTo("CONFIRMED");
    assertThat(shop.act(id, "complete").path("status").asText()).isEqualTo("COMPLETED");

    JsonNode trail =
        shop.owner().get("/security-events?type=booking.corrected").expect(200).path("items");
    assertThat(trail.valueStream().map(event -> event.path("facts").path("to").asText()))
        .containsExactlyInAnyOrder("CONFIRMED", "NO_SHOW", "COMPLETED");
    assertThat(trail.path(0).path("facts").path("bookingId").asText()).isEqualTo(id);

    shop.pass(Duration.ofDays(7).plusMinutes(1));
    String path = "/bookings/" + id;
    for (String act : List.of("/no-show", "/confirm")) {
      assertThat(shop.owner().post(path + act, "{}").code()).isEqualTo("wrong-status");
    }
    String open =
        Shop.id(shop.owner().post("/bookings", shop.draft(shop.in(1), TestStack.phone())));
    assertThat(shop.owner().post("/bookings/" + open + "/confirm", "{}").expect(409).toString())
        .contains("waiting for approval, completed, marked as a no-show or rejected");
    assertThat(shop.told(phone)).filteredOn(text -> text.contains("confirmada")).hasSize(1);
  }

  @Test
  void shouldConfirmARejectedRequestAfterAllOnlyWhereItsTimeIsFree() {
    MovingClockShop shop = new MovingClockShop(STACK, "status-after-all", MANUAL);
    String phone = TestStack.phone();
    String first = Shop.id(shop.visitor().post("/public/bookings", shop.draft(shop.in(48), phone)));
    String second =
        Shop.id(shop.visitor().post("/public/bookings", shop.draft(shop.in(50), phone)));
    shop.act(first, "reject");
    shop.act(second, "reject");
    shop.owner().post("/bookings", shop.draft(shop.in(48), TestStack.phone())).expect(201);

    assertThat(shop.owner().post("/bookings/" + first + "/confirm", "{}").code())
        .isEqualTo("slot-taken");
    assertThat(shop.act(second, "confirm").path("status").asText()).isEqualTo("CONFIRMED");
    assertThat(shop.owner().post("/bookings", shop.draft(shop.in(50), TestStack.phone())).code())
        .isEqualTo("slot-taken");
    await().until(() -> shop.told(phone).getFirst().contains("confirmada"));
  }

  @Test
  void shouldConfirmAfterAllWhateverHasBecomeOfServiceAndResource() {
    MovingClockShop shop = new MovingClockShop(STACK, "status-gone", MANUAL);
    String id =
        Shop.id(
            shop.visitor().post("/public/bookings", shop.draft(shop.in(48), TestStack.phone())));
    shop.act(id, "reject");
    shop.owner()
        .patch(
            "/services/" + shop.cut,
            Map.of("resourceIds", List.of(shop.bruno), "durationMinutes", 90))
        .expect(200);
    assertThat(shop.owner().delete("/resources/" + shop.ana).status()).isEqualTo(204);

    JsonNode confirmed = shop.act(id, "confirm");

    assertThat(confirmed.path("status").asText()).isEqualTo("CONFIRMED");
    assertThat(confirmed.path("start").asText()).isEqualTo(shop.in(48));
    assertThat(confirmed.path("end").asText()).isEqualTo(shop.in(49));
    assertThat(confirmed.path("resourceIds").path(0).asText()).isEqualTo(shop.ana);
  }

  @Test
  void shouldCancelWhatWasAgreedOnWhileAMoveWaits() {
    MovingClockShop shop = new MovingClockShop(STACK, "status-agreed", MANUAL);
    String phone = shop.register();
    CheckedClient lia = shop.client(phone);
    String id = Shop.id(lia.post("/bookings", shop.draft(shop.in(72))));
    shop.told(phone, 1);
    shop.act(id, "confirm");
    shop.told(phone, 2);
    lia.with("If-Match", "\"2\"")
        .patch("/bookings/" + id, Map.of("start", shop.in(101)))
        .expect(200);
    shop.told(phone, 3);

    JsonNode cancelled = shop.act(id, "cancel");

    assertThat(cancelled.path("status").asText()).isEqualTo("CANCELLED");
    assertThat(cancelled.path("start").asText()).isEqualTo(shop.in(72));
    assertThat(shop.told(phone, 4).getFirst())
        .contains("cancelada", shop.in(72).substring(11, 16))
        .doesNotContain(shop.in(101).substring(11, 16));
    assertThat(taken(shop, shop.in(72))).isFalse();
    assertThat(taken(shop, shop.in(101))).isFalse();
  }

  @Test
  void shouldNameInTheCalendarWhatHoldsAnApprovedTime() {
    MovingClockShop shop = new MovingClockShop(STACK, "status-calendar", MANUAL);
    String phone = shop.register();
    CheckedClient lia = shop.client(phone);
    String id = Shop.id(lia.post("/bookings", shop.draft(shop.in(72))));
    shop.act(id, "confirm");
    lia.with("If-Match", "\"2\"")
        .patch("/bookings/" + id, Map.of("start", shop.in(120), "resourceId", shop.bruno))
        .expect(200);
    String day = shop.in(72).substring(0, 10);
    String calendar = "/calendar?from=" + day + "&to=" + day;

    JsonNode items = shop.owner().get(calendar).expect(200).path("items");
    assertThat(items).hasSize(1);
    JsonNode held = items.path(0);
    assertThat(held.path("kind").asText()).isEqualTo("BUSY");
    assertThat(held.path("bookingId").asText()).isEqualTo(id);
    assertThat(held.path("start").asText()).isEqualTo(shop.in(72));
    assertThat(held.path("end").asText()).isEqualTo(shop.in(73));
    assertThat(held.path("resourceId").asText()).isEqualTo(shop.ana);
    assertThat(items(shop, calendar + "&status=PENDING&resourceId=" + shop.ana)).hasSize(1);
    assertThat(items(shop, calendar + "&resourceId=" + shop.bruno)).isEmpty();
    // A status does not narrow what is busy.
    assertThat(items(shop, calendar + "&status=CONFIRMED")).hasSize(1);
    JsonNode ofLia = lia.get(calendar).expect(200).path("items");
    assertThat(ofLia).hasSize(1);
    assertThat(ofLia.path(0).has("bookingId")).isFalse();

    shop.act(id, "reject");
    items = items(shop, calendar);
    assertThat(items).hasSize(1);
    assertThat(items.path(0).path("kind").asText()).isEqualTo("BOOKING");
  }

  private static JsonNode items(MovingClockShop shop, String path) {
    return shop.owner().get(path).expect(200).path("items");
  }

  @Test
  void shouldLetNobodyCancelWhatIsOver() {
    MovingClockShop shop = new MovingClockShop(STACK, "status-over", Map.of());
    String id = Shop.id(shop.owner().post("/bookings", shop.draft(shop.in(1), TestStack.phone())));
    String path = "/bookings/" + id;
    assertThat(shop.owner().get(path).expect(200).path("canCancel").asBoolean()).isTrue();
    shop.pass(Duration.ofHours(3));

    assertThat(shop.owner().get(path).expect(200).path("canCancel").asBoolean()).isFalse();
    Reply refused = shop.owner().post(path + "/cancel", Map.of());
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("wrong-status");
    assertThat(refused.text()).contains("no-show");
    // A slip of these can be mended.
    shop.act(id, "no-show");
    shop.act(id, "complete");
  }

  @Test
  void shouldAskAgainWhenAClientMovesWhatWasApproved() {
    MovingClockShop shop = new MovingClockShop(STACK, "status-move", MANUAL);
    String phone = shop.register();
    CheckedClient lia = shop.client(phone);
    String id = Shop.id(lia.post("/bookings", shop.draft(shop.in(72))));
    String path = "/bookings/" + id;
    shop.told(phone, 1);
    shop.act(id, "confirm");
    shop.told(phone, 2);

    JsonNode moved =
        lia.with("If-Match", "\"2\"").patch(path, Map.of("start", shop.in(75))).expect(200);

    assertThat(moved.path("status").asText()).isEqualTo("PENDING");
    assertThat(moved.path("start").asText()).isEqualTo(shop.in(75));
    assertThat(moved.path("approved").path("start").asText()).isEqualTo(shop.in(72));
    assertThat(shop.told(phone, 3).getFirst())
        .contains("pedido para mudar", "vale a reserva atual");
    // Both times are taken until somebody decides.
    assertThat(taken(shop, shop.in(72))).isTrue();
    assertThat(taken(shop, shop.in(75))).isTrue();

    JsonNode rejected = shop.act(id, "reject");
    assertThat(rejected.path("status").asText()).isEqualTo("CONFIRMED");
    assertThat(rejected.path("start").asText()).isEqualTo(shop.in(72));
    assertThat(rejected.path("approved").isNull()).isTrue();
    assertThat(shop.told(phone, 4).getFirst()).contains("sua reserva nao mudou");
    assertThat(taken(shop, shop.in(72))).isTrue();
    shop.owner().post("/bookings", shop.draft(shop.in(75), TestStack.phone())).expect(201);

    // Half an hour later it overlaps itself, which is no obstacle.
    shop.owner().patch("/settings", Map.of("slotIntervalMinutes", 30)).expect(200);
    String half = shop.in(72).replace(":00:00", ":30:00");
    lia.with("If-Match", "\"4\"").patch(path, Map.of("start", half)).expect(200);
    shop.told(phone, 5);
    assertThat(shop.act(id, "confirm").path("start").asText()).isEqualTo(half);
    assertThat(shop.told(phone, 6).getFirst()).contains("confirmada");
    shop.owner().post("/bookings", shop.draft(shop.in(71), TestStack.phone())).expect(201);
    assertThat(taken(shop, shop.in(72))).isTrue();
  }

  @Test
  void shouldTakeBackAMoveAtAnyTimeAndKeepTheWindowOfWhatWasApproved() {
    MovingClockShop shop = new MovingClockShop(STACK, "status-back", MANUAL);
    String phone = shop.register();
    String id = Shop.id(shop.client(phone).post("/bookings", shop.draft(shop.in(30))));
    String path = "/bookings/" + id;
    shop.act(id, "confirm");
    String agreed = shop.in(30);
    shop.client(phone)
        .with("If-Match", "\"2\"")
        .patch(path, Map.of("start", shop.in(72)))
        .expect(200);
    shop.pass(Duration.ofHours(12));
    CheckedClient lia = shop.client(phone);

    assertThat(lia.get(path).expect(200).path("canCancel").asBoolean()).isFalse();
    assertThat(lia.post(path + "/cancel", "{}").code()).isEqualTo("cancellation-window-passed");
    // The program offers the times that work, and no others.
    String day = agreed.substring(0, 10);
    String dates = "&from=" + day + "&to=" + day;
    String service = "/services/" + shop.cut + "/availability?bookingId=" + id + dates;
    JsonNode slots = lia.get(service).expect(200).path("slots");
    assertThat(slots).hasSize(1);
    assertThat(slots.path(0).path("start").asText()).isEqualTo(agreed);
    assertThat(slots.path(0).path("resourceIds").path(0).asText()).isEqualTo(shop.ana);
    String query = "/availability?serviceId=" + shop.cut + "&bookingId=" + id + dates;
    assertThat(lia.get("/resources/" + shop.ana + query).expect(200).path("slots")).hasSize(1);
    assertThat(lia.get("/resources/" + shop.bruno + query).status()).isEqualTo(400);
    JsonNode back = lia.with("If-Match", "\"3\"").patch(path, Map.of("start", agreed)).expect(200);
    assertThat(back.path("status").asText()).isEqualTo("CONFIRMED");
    assertThat(back.path("start").asText()).isEqualTo(agreed);
  }

  @Test
  void shouldLetARequestLapseForBothSides() throws Exception {
    MovingClockShop shop =
        new MovingClockShop(
            STACK, "status-expiry", Map.of("approval", "MANUAL", "approvalDeadlineMinutes", 120));
    String phone = shop.register();
    CheckedClient lia = shop.client(phone);
    String start = shop.in(48);
    JsonNode asked = lia.post("/bookings", shop.draft(start)).expect(201);
    String id = asked.path("bookingId").asText();
    shop.told(phone, 1);
    String moving = Shop.id(lia.post("/bookings", shop.draft(shop.in(72))));
    shop.told(phone, 2);
    shop.act(moving, "confirm");
    shop.told(phone, 3);
    lia.with("If-Match", "\"2\"")
        .patch("/bookings/" + moving, Map.of("start", shop.in(74)))
        .expect(200);
    assertThat(Instant.parse(asked.path("expiresAt").asText()))
        .isEqualTo(STACK.clock().instant().plus(Duration.ofMinutes(120)));
    shop.told(phone, 4);

    shop.pass(Duration.ofMinutes(120));

    CheckedClient owner = shop.owner();
    assertThat(owner.get("/bookings/" + id).expect(200).path("status").asText())
        .isEqualTo("EXPIRED");
    assertThat(owner.get("/bookings?status=PENDING").expect(200).path("items")).isEmpty();
    assertThat(owner.get("/bookings?status=EXPIRED").expect(200).path("items")).hasSize(1);
    assertThat(owner.post("/bookings/" + id + "/confirm", "{}").code()).isEqualTo("wrong-status");
    JsonNode kept = owner.get("/bookings/" + moving).expect(200);
    assertThat(kept.path("status").asText()).isEqualTo("CONFIRMED");
    assertThat(kept.path("approved").isNull()).isTrue();
    assertThat(shop.told(phone, 6))
        .anyMatch(text -> text.contains("expirou"))
        .anyMatch(text -> text.contains("sua reserva nao mudou"));
    await()
        .until(
            () ->
                Stream.of(
                        "pedido expirou sem resposta",
                        "pedido para mudar sem resposta. A reserva fica: Corte")
                    .allMatch(
                        told ->
                            shop.told(shop.ownerPhone).stream()
                                .anyMatch(text -> text.contains(told))));
    // The same trigger again, and late, changes nothing.
    expireAgain();
    expireAgain();
    assertThat(owner.get("/bookings/" + id).expect(200).path("version").asInt()).isEqualTo(2);
    owner.post("/bookings", shop.draft(start, TestStack.phone())).expect(201);
  }

  private static boolean taken(MovingClockShop shop, String start) {
    return shop.owner()
        .post("/bookings", shop.draft(start, TestStack.phone()))
        .code()
        .equals("slot-taken");
  }

  private static void expireAgain() throws FunctionFailed {
    STACK
        .functions()
        .find("ExpireRequests")
        .orElseThrow()
        .invoke("{\"id\":\"again\"}".getBytes(StandardCharsets.UTF_8));
  }
}

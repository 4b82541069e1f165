package io.marcado.local.app.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.LocalStack;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import io.marcado.local.functions.FunctionFailed;
import io.marcado.local.outbox.Message;
import io.marcado.local.template.EventSource;
import io.marcado.local.whatsapp.WhatsAppApi;
import io.marcado.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** From the booking to the client's phone: table, stream, bus, queues, schedules and SMS. */
class BookingMessagesTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration HALF_HOUR = Duration.ofMinutes(30);
  @AutoClose private static final LocalStack STACK = TestStack.still();

  @Test
  void shouldConfirmABookingOnceThoughItsEventComesAgain() throws FunctionFailed {
    Salon salon = salon("confirm");
    OffsetDateTime time = salon.times().getFirst();
    JsonNode booking = salon.book(time);

    assertThat(salon.told(1))
        .containsExactly(
            "Marcado / Salao da Rita: sua reserva esta confirmada. Corte (Ana), %s."
                .formatted(when(time)));

    await().until(() -> salon.ledger().contains("TEAM_NEW SENT"));

    deliverCreatedAgain(salon, booking);
    deliverCreatedAgain(salon, booking);
    assertNothingMoreIsTold(salon, 1);
    assertThat(salon.ledger()).containsExactlyInAnyOrder("CONFIRMED SENT", "TEAM_NEW SENT");
    assertThat(salon.told(salon.ownerPhone()))
        .filteredOn(text -> text.contains("nova reserva"))
        .hasSize(1);
  }

  @Test
  void shouldTellByWhatsAppAndBySmsWhereThatFails() {
    Salon salon = salon("by-whatsapp");
    salon.settings(Map.of("messageChannels", List.of("WHATSAPP", "SMS")));
    CheckedClient origin = new CheckedClient(ApiClient.of(STACK.origin().toString()));
    List<OffsetDateTime> times = salon.times();
    JsonNode arrives = salon.book(times.get(0));
    await().until(() -> salon.ledger().contains("CONFIRMED SENT"));
    assertThat(salon.told(1)).singleElement().asString().startsWith("[marcado_confirmed pt_BR]");

    pretend(Map.of("to", salon.clientPhone(), "status", "delivered"));
    await().until(() -> status(salon, arrives).equals("DELIVERED"));
    pretend(Map.of("to", salon.clientPhone(), "status", "read"));
    pretend(Map.of("to", salon.clientPhone(), "status", "delivered"));
    await().until(() -> status(salon, arrives).equals("READ"));

    JsonNode fails = salon.book(times.get(5));
    salon.told(2);
    await().until(() -> status(salon, fails).equals("SENT"));
    pretend(Map.of("to", salon.clientPhone(), "status", "failed", "code", 131026));
    assertThat(salon.told(3).getFirst()).contains("esta confirmada", when(times.get(5)));
    await().until(() -> confirmation(salon, fails).path("attempts").size() == 2);
    assertThat(confirmation(salon, fails).path("attempts").findValuesAsText("status"))
        .containsExactly("FAILED", "SENT");

    origin
        .with("X-Hub-Signature-256", "sha256=" + "0".repeat(64))
        .post("/whatsapp/webhook", "{}")
        .expect(401);
    origin.post("/whatsapp/webhook", "{}").expect(401);
    String asked =
        "/whatsapp/webhook?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=";
    assertThat(origin.get(asked + WhatsAppApi.VERIFY_TOKEN).text()).isEqualTo("1158201444");
    origin.get(asked + "guess").expect(401);
  }

  /**
   * Meta tells whole seconds, so the answer seems to be sent before the message that it answers.
   */
  @Test
  void shouldTakeAWordInTheChatFromTheSecondInWhichTheMessageWentOut() throws Exception {
    Salon salon = salon("by-word");
    salon.settings(
        Map.of(
            "messageChannels",
            List.of("WHATSAPP", "SMS"),
            "cancellationWindowMinutes",
            0,
            "reminderMinutesBefore",
            List.of()));
    OffsetDateTime time = salon.times().getFirst();
    salon.moveClockTo(STACK.clock().instant().truncatedTo(ChronoUnit.SECONDS).plusMillis(1_700));
    JsonNode booking = salon.book(time);
    await().until(() -> status(salon, booking).equals("SENT"));
    assertThat(salon.told(1)).singleElement().asString().startsWith("[marcado_confirmed pt_BR]");

    String confirms = typed(salon.clientPhone(), "wamid.one", "1");
    for (int deliveries = 0; deliveries < 3; deliveries++) {
      toWebhook(confirms).expect(200);
    }
    assertThat(salon.told(2).getFirst()).contains("obrigado", "Corte (Ana)");
    assertThat(salon.booking(booking).path("confirmedAt").asText()).isNotEmpty();

    toWebhook(typed(salon.clientPhone(), "wamid.two", "Cancelar, por favor")).expect(200);
    assertThat(salon.told(3).getFirst()).contains("cancelar Corte", "SIM", "?");
    assertThat(salon.booking(booking).path("status").asText()).isEqualTo("CONFIRMED");
    salon.moveClockTo(STACK.clock().instant().plusSeconds(30));
    String yes = typed(salon.clientPhone(), "wamid.three", "Sim");
    toWebhook(yes).expect(200);
    toWebhook(yes).expect(200);

    assertThat(salon.told(4).getFirst()).contains("foi cancelada");
    JsonNode cancelled = salon.booking(booking);
    assertThat(cancelled.path("status").asText()).isEqualTo("CANCELLED");
    assertThat(cancelled.path("version").asInt()).isEqualTo(3);

    toWebhook(typed(salon.clientPhone(), "wamid.four", "PARAR")).expect(200);
    assertThat(salon.told(5).getFirst()).contains("VOLTAR");
    JsonNode client =
        salon.owner().get("/users/" + cancelled.path("clientId").asText()).expect(200);
    assertThat(client.path("whatsAppStoppedAt").asText()).isNotEmpty();
    assertThat(client.has("smsStoppedAt")).isFalse();
    assertNothingMoreIsTold(salon, 5);
    assertThat(STACK.outbox().messages(Optional.of(salon.clientPhone())))
        .extracting(Message::channel)
        .containsOnly("WHATSAPP");
  }

  /** What Meta tells when somebody has typed a text. */
  private static String typed(String from, String id, String text) {
    return Json.write(
        Map.of(
            "object",
            "whatsapp_business_account",
            "entry",
            List.of(
                Map.of(
                    "changes",
                    List.of(
                        Map.of(
                            "field",
                            "messages",
                            "value",
                            Map.of(
                                "messaging_product",
                                "whatsapp",
                                "metadata",
                                Map.of("phone_number_id", "100000000000001"),
                                "messages",
                                List.of(
                                    Map.of(
                                        "from",
                                        from.substring(1),
                                        "id",
                                        id + from,
                                        "timestamp",
                                        Long.toString(STACK.clock().instant().getEpochSecond()),
                                        "type",
                                        "text",
                                        "text",
                                        Map.of("body", text))))))))));
  }

  private static Reply toWebhook(String body) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(WhatsAppApi.APP_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signature = HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    return new CheckedClient(ApiClient.of(STACK.origin().toString()))
        .with("X-Hub-Signature-256", "sha256=" + signature)
        .post("/whatsapp/webhook", body);
  }

  @Test
  void shouldReleaseAtTheCutOffWhatItsClientWasAskedToConfirmAndKeepWhatIsConfirmed() {
    Salon salon = salon("unconfirmed");
    salon.settings(Map.of("releaseUnconfirmedMinutes", 120, "reminderMinutesBefore", List.of()));
    salon
        .owner()
        .put(
            "/message-templates/CONFIRMED/SMS/pt-BR",
            Map.of("text", "{{business}}: {{service}} ({{resources}}), {{when}}. {{link}}"))
        .expect(200);
    OffsetDateTime time = salon.times().getFirst();
    JsonNode silent = salon.book(time);
    assertThat(salon.told(1).getFirst()).contains("Corte (Ana)", "/l/");
    JsonNode comes = salon.book(salon.bia(), time);
    assertThat(salon.told(2).getFirst()).contains("Corte (Bia)", "/l/");
    // What the release goes by is noted once the message has gone out.
    await().until(() -> salon.askedToConfirm() == 2);
    ApiClient.of(STACK.origin().toString())
        .post("/_local/texts", Map.of("from", salon.clientPhone(), "text", "SIM"))
        .expect(202);
    assertThat(salon.told(3).getFirst()).contains("obrigado", "Corte (Bia)");

    salon.moveClockTo(Duration.ofMinutes(126), time);
    assertThat(salon.booking(silent).path("status").asText()).isEqualTo("CONFIRMED");
    salon.moveClockTo(Duration.ofMinutes(114), time);

    assertThat(salon.told(4).getFirst())
        .contains("foi cancelada", "Corte (Ana)", "Motivo: nao foi confirmada a tempo");
    await().until(() -> salon.askedToConfirm() == 0);
    assertThat(salon.booking(silent).path("status").asText()).isEqualTo("CANCELLED");
    assertThat(salon.booking(comes).path("status").asText()).isEqualTo("CONFIRMED");
    assertNothingMoreIsTold(salon, 4);
  }

  @Test
  void shouldTellBySmsTooWhatWhatsAppStaysSilentAbout() {
    Salon salon = salon("silence");
    salon.settings(
        Map.of("messageChannels", List.of("WHATSAPP", "SMS"), "fallBackAfterMinutes", 10));
    List<OffsetDateTime> times = salon.times();
    JsonNode arrives = salon.book(times.get(0));
    salon.told(1);
    await().until(() -> status(salon, arrives).equals("SENT"));
    pretend(Map.of("to", salon.clientPhone(), "status", "delivered"));
    await().until(() -> status(salon, arrives).equals("DELIVERED"));
    JsonNode silent = salon.book(times.get(5));
    salon.told(2);
    await().until(() -> status(salon, silent).equals("SENT"));

    salon.moveClockTo(STACK.clock().instant().plus(Duration.ofMinutes(10)));

    assertThat(salon.told(3).getFirst()).contains("esta confirmada", when(times.get(5)));
    await().until(() -> confirmation(salon, silent).path("attempts").size() == 2);
    assertThat(confirmation(salon, silent).path("attempts").findValuesAsText("status"))
        .containsExactly("SILENT", "SENT");
    assertNothingMoreIsTold(salon, 3);
    assertThat(status(salon, arrives)).isEqualTo("DELIVERED");
  }

  private static void pretend(Map<String, Object> news) {
    ApiClient.of(STACK.origin().toString()).post("/_local/whatsapp", news).expect(200);
  }

  private static String status(Salon salon, JsonNode booking) {
    return confirmation(salon, booking).path("status").asText();
  }

  private static JsonNode confirmation(Salon salon, JsonNode booking) {
    JsonNode items =
        salon
            .owner()
            .get("/messages?bookingId=" + booking.path("bookingId").asText())
            .expect(200)
            .path("items");
    for (JsonNode message : items) {
      if (message.path("kind").asText().equals("CONFIRMED")) {
        return message;
      }
    }
    return items;
  }

  @Test
  void shouldRemindOnceThoughTheNoteWasEdited() {
    Salon salon = salon("note");
    salon.settings(Map.of("reminderMinutesBefore", List.of(60)));
    OffsetDateTime time = salon.times().getFirst();
    JsonNode booking = salon.book(time);
    salon.told(1);
    salon.change(booking, 1, Map.of("notes", "primeira visita"));
    salon.change(booking, 2, Map.of("notes", "segunda visita"));
    awaitQuiet();

    salon.moveClockTo(HOUR.plusMinutes(5), time);
    assertNothingMoreIsTold(salon, 1);
    salon.moveClockTo(HOUR.minusMinutes(5), time);

    assertThat(salon.told(2).getFirst())
        .isEqualTo(
            "Marcado / Salao da Rita: lembrete da sua reserva. Corte (Ana), %s."
                .formatted(when(time)));
    assertNothingMoreIsTold(salon, 2);
  }

  @Test
  void shouldRemindAtEachTimeThatTheBusinessHasSet() {
    Salon salon = salon("twice");
    OffsetDateTime time = salon.times().getFirst();
    salon.book(time);
    salon.told(1);
    awaitQuiet();

    salon.moveClockTo(Duration.ofHours(23), time);
    assertThat(salon.told(2).getFirst()).contains("lembrete");
    salon.moveClockTo(HALF_HOUR, time);
    assertThat(salon.told(3).getFirst()).contains("lembrete");
    assertNothingMoreIsTold(salon, 3);
  }

  @Test
  void shouldRemindOnlyOfTheNewTimeWhenABookingMoves() {
    Salon salon = salon("move");
    salon.settings(Map.of("reminderMinutesBefore", List.of(60)));
    List<OffsetDateTime> times = salon.times();
    OffsetDateTime time = times.getFirst();
    OffsetDateTime later = times.get(5);
    JsonNode booking = salon.book(time);
    salon.told(1);
    awaitQuiet();
    salon.change(booking, 1, Map.of("start", later.toString()));

    assertThat(salon.told(2).getFirst())
        .isEqualTo(
            "Marcado / Salao da Rita: sua reserva mudou. Agora é Corte (Ana), %s."
                .formatted(when(later)));
    awaitQuiet();
    salon.moveClockTo(HALF_HOUR, time);
    await().until(() -> salon.ledger().contains("REMINDER DROPPED FACTS_CHANGED"));
    salon.moveClockTo(HALF_HOUR, later);

    assertThat(salon.told(3).getFirst()).contains("lembrete", when(later));
    assertNothingMoreIsTold(salon, 3);
  }

  @Test
  void shouldRemindOfWhoDoesItNow() {
    Salon salon = salon("hands");
    salon.settings(Map.of("reminderMinutesBefore", List.of(60)));
    OffsetDateTime time = salon.times().getFirst();
    JsonNode booking = salon.book(time);
    salon.told(1);
    awaitQuiet();
    salon.change(booking, 1, Map.of("resourceId", salon.bia()));
    assertThat(salon.told(2).getFirst()).contains("mudou", "Corte (Bia)");
    awaitQuiet();

    salon.moveClockTo(HALF_HOUR, time);

    assertThat(salon.told(3).getFirst()).contains("lembrete", "Corte (Bia)");
    assertNothingMoreIsTold(salon, 3);
    assertThat(salon.ledger()).contains("REMINDER DROPPED FACTS_CHANGED");
  }

  @Test
  void shouldTellACancellationAndRemindOfNothing() {
    Salon salon = salon("cancel");
    OffsetDateTime time = salon.times().getFirst();
    JsonNode booking = salon.book(time);
    salon.told(1);
    awaitQuiet();
    // Messages of the same moment have no order.
    salon.moveClockTo(STACK.clock().instant().plusSeconds(1));
    salon.act(booking, "cancel");

    assertThat(salon.told(2).getFirst())
        .isEqualTo(
            "Marcado / Salao da Rita: sua reserva foi cancelada. Corte (Ana), %s."
                .formatted(when(time)));
    salon.moveClockTo(HALF_HOUR, time);
    await().until(() -> droppedReminders(salon) == 2);
    assertNothingMoreIsTold(salon, 2);
    assertThatStaffSeesWhatWasTold(salon, booking);
    assertThatStaffTellsItAgain(salon, booking);
  }

  private static void assertThatStaffTellsItAgain(Salon salon, JsonNode booking) {
    CheckedClient owner = new CheckedClient(salon.owner());
    String id = booking.path("bookingId").asText();
    JsonNode told = owner.get("/messages?bookingId=" + id).expect(200).path("items");

    CheckedClient keyed = owner.with("Idempotency-Key", "again");
    Reply again = keyed.send("POST", replay(id, told, "CANCELLED"), Optional.empty());
    Reply repeated = keyed.send("POST", replay(id, told, "CANCELLED"), Optional.empty());
    Reply untrue = owner.send("POST", replay(id, told, "CONFIRMED"), Optional.empty());
    Reply toTeam = owner.send("POST", replay(id, told, "TEAM_NEW"), Optional.empty());

    assertThat(again.expect(201).path("text").asText()).contains("foi cancelada");
    assertThat(again.json().path("replayOf").asText()).isEqualTo(message(told, "CANCELLED"));
    assertThat(again.header("Idempotent-Replayed")).isEmpty();
    assertThat(repeated.expect(201)).isEqualTo(again.json());
    assertThat(repeated.header("Idempotent-Replayed")).contains("true");
    assertThat(untrue.expect(409).path("code").asText()).isEqualTo("message-not-sent");
    assertThat(untrue.json().path("reason").asText()).isEqualTo("STATUS_CHANGED");
    assertThat(toTeam.expect(409).path("code").asText()).isEqualTo("message-to-team");
    owner
        .send("POST", "/bookings/%s/messages/%s/replay".formatted(id, id), Optional.empty())
        .expect(404);
    assertThat(salon.told(3)).hasSize(3).startsWith(again.json().path("text").asText());
    JsonNode all = owner.get("/messages?bookingId=" + id).expect(200).path("items");
    assertThat(all).hasSize(told.size() + 2).contains(again.json());
  }

  private static String replay(String bookingId, JsonNode messages, String kind) {
    return "/bookings/%s/messages/%s/replay".formatted(bookingId, message(messages, kind));
  }

  private static String message(JsonNode messages, String kind) {
    return StreamSupport.stream(messages.spliterator(), false)
        .filter(message -> message.path("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow()
        .path("messageId")
        .asText();
  }

  private static void assertThatStaffSeesWhatWasTold(Salon salon, JsonNode booking) {
    CheckedClient owner = new CheckedClient(salon.owner());
    String clientId = booking.path("clientId").asText();
    JsonNode all =
        owner.get("/messages?bookingId=" + booking.path("bookingId").asText()).expect(200);
    JsonNode toClient = owner.get("/messages?clientId=" + clientId).expect(200).path("items");

    assertThat(all.path("items").findValuesAsText("kind"))
        .containsExactlyInAnyOrder("CONFIRMED", "TEAM_NEW", "CANCELLED", "REMINDER", "REMINDER");
    // The clock of this stack stands still, so two messages of one moment may stand in any order.
    assertThat(toClient.findValuesAsText("kind"))
        .startsWith("REMINDER", "REMINDER")
        .containsExactlyInAnyOrder("REMINDER", "REMINDER", "CANCELLED", "CONFIRMED");
    assertThat(toClient.findValuesAsText("reason")).startsWith("STATUS_CHANGED", "STATUS_CHANGED");
    assertThat(toClient.findValuesAsText("recipientId")).containsOnly(clientId);
    assertThat(toClient.findValuesAsText("text")).contains(salon.told().getFirst());
    assertThat(
            owner
                .get("/messages?status=SENT&clientId=" + clientId)
                .expect(200)
                .path("items")
                .findValuesAsText("kind"))
        .containsExactlyInAnyOrder("CANCELLED", "CONFIRMED");
    assertThat(
            owner
                .get("/messages?status=SEEN&limit=0")
                .expect(400)
                .path("errors")
                .findValuesAsText("parameter"))
        .containsExactlyInAnyOrder("status", "limit");
    assertThat(owner.get("/messages").expect(400).path("errors").toString()).contains("clientId");
  }

  @Test
  void shouldTellAMotherWhichChildsTimeIsCancelled() {
    Salon salon = salon("children");
    List<OffsetDateTime> times = salon.times();
    JsonNode pedro = salon.bookByOwner(times.get(0), "Pedro");
    salon.told(1);
    salon.bookByOwner(times.get(4), "Lúcia");
    salon.told(2);
    salon.act(pedro, "cancel");

    assertThat(salon.told(3).getFirst())
        .isEqualTo(
            "Marcado / Salao da Rita: sua reserva foi cancelada. Corte (Ana), %s, Pedro."
                .formatted(when(times.get(0))));
  }

  @Test
  void shouldTellAPhoneNoNameThatAVisitorTyped() {
    Salon salon = salon("stranger");
    List<OffsetDateTime> times = salon.times();
    salon.bookByVisitor(times.get(0), "Pedro");

    assertThat(salon.told(1).getFirst()).doesNotContain("Pedro", "Clara");
  }

  @Test
  void shouldTellWhatBecomesOfARequest() {
    Salon salon = salon("approval");
    salon.settings(Map.of("approval", "MANUAL"));
    List<OffsetDateTime> times = salon.times();
    JsonNode approved = salon.book(times.get(0));
    assertThat(salon.told(1).getFirst()).contains("recebemos seu pedido", when(times.get(0)));
    salon.act(approved, "confirm");
    assertThat(salon.told(2).getFirst()).contains("esta confirmada", when(times.get(0)));

    JsonNode rejected = salon.book(times.get(4));
    assertThat(salon.told(3).getFirst()).contains("recebemos seu pedido", when(times.get(4)));
    salon.act(rejected, "reject");
    assertThat(salon.told(4).getFirst()).contains("nao foi aceito", when(times.get(4)));
    assertNothingMoreIsTold(salon, 4);
  }

  @Test
  void shouldWriteInTheLanguageOfTheBusiness() {
    Salon english = new Salon(STACK, "notify-english", "en-GB");
    english.book(english.times().getFirst());
    assertThat(english.told(1).getFirst())
        .startsWith("Marcado / Salao da Rita: your booking is confirmed. Corte (Ana), ");

    Salon spanish = new Salon(STACK, "notify-spanish", "es-AR");
    spanish.book(spanish.times().getFirst());
    assertThat(spanish.told(1).getFirst())
        .startsWith("Marcado / Salao da Rita: su reserva esta confirmada. Corte (Ana), ");
  }

  @Test
  void shouldSayItInTheWordsOfTheBusinessAndAgainInOurs() {
    Salon salon = salon("words");
    List<OffsetDateTime> times = salon.times();
    String confirmed = "/message-templates/CONFIRMED/SMS/pt-BR";
    salon
        .owner()
        .put(
            confirmed,
            Map.of("text", "{{business}}: até {{when}}!{{#who}} Esperamos {{who}}.{{/who}} 💈"))
        .expect(200);
    JsonNode booking = salon.book(times.get(0));
    String told = "Marcado / Salao da Rita: até %s!".formatted(when(times.get(0)));
    assertThat(salon.told(1)).containsExactly(told);
    Map<String, String> preview =
        Map.of(
            "kind",
            "CONFIRMED",
            "channel",
            "SMS",
            "locale",
            "pt-BR",
            "bookingId",
            booking.path("bookingId").asText());
    JsonNode shown = salon.owner().post("/message-templates/preview", preview).expect(200);
    assertThat(shown.path("text").asText()).isEqualTo(told);

    salon.settings(Map.of("smsAccents", "KEEP"));
    salon.bookByOwner(times.get(4), "João");
    assertThat(salon.told(2).getFirst())
        .startsWith("Marcado / Salão da Rita: até ")
        .endsWith("! Esperamos João. 💈");

    salon.owner().delete(confirmed).expect(204);
    salon.book(times.get(8));
    assertThat(salon.told(3).getFirst())
        .startsWith("Marcado / Salão da Rita: sua reserva está confirmada. Corte (Ana), ");
  }

  @Test
  void shouldHeedWhatAClientPrefers() {
    Salon salon = salon("prefers");
    List<OffsetDateTime> times = salon.times();
    String clientId = salon.book(times.get(0)).path("clientId").asText();
    salon.told(1);
    LocalDateTime now = LocalDateTime.ofInstant(STACK.clock().instant(), ZoneOffset.ofHours(-3));
    Map<String, String> quiet =
        Map.of("from", minute(now.minusHours(1)), "to", minute(now.plusHours(3)));
    CheckedClient owner = new CheckedClient(salon.owner());
    JsonNode preferences =
        owner
            .patch(
                "/users/" + clientId,
                Map.of(
                    "messagePreferences",
                    Map.of("optOut", List.of("REMINDER"), "quietHours", quiet)))
            .expect(200)
            .path("messagePreferences");
    assertThat(preferences)
        .isEqualTo(owner.get("/users/" + clientId).expect(200).path("messagePreferences"));
    assertThat(preferences.path("quietHours")).isEqualTo(Json.tree(quiet));

    String bookingId = salon.bookByOwner(times.get(8), "Clara").path("bookingId").asText();
    String messages = "/messages?bookingId=" + bookingId + "&status=PENDING";
    await().until(() -> !owner.get(messages).expect(200).path("items").isEmpty());
    JsonNode waiting = owner.get(messages).expect(200).path("items").path(0);
    assertThat(waiting.path("kind").asText()).isEqualTo("CONFIRMED");
    Instant until = Instant.parse(waiting.path("waitsUntil").asText());
    assertThat(LocalDateTime.ofInstant(until, ZoneOffset.ofHours(-3)))
        .isEqualTo(now.plusHours(3).truncatedTo(ChronoUnit.MINUTES));
    assertThat(salon.told()).hasSize(1);

    salon.moveClockTo(until);
    assertThat(salon.told(2).getFirst()).contains(when(times.get(8)));
    salon.moveClockTo(HOUR, times.get(0));
    await().until(() -> salon.ledger().contains("REMINDER DROPPED OPTED_OUT"));
    assertThat(salon.told()).hasSize(2);
  }

  @Test
  void shouldLetAClientSayWhatItPrefersAndGiveItBack() {
    CheckedClient lia = new CheckedClient(salon("own-choice").client(TestStack.phone()));
    String none = "{\"optOut\":[],\"quietHours\":null,\"timeZone\":null,\"channel\":null}";
    assertThat(preferences(lia.get("/users/me").expect(200))).isEqualTo(none);

    patch(lia, "{\"optOut\":[\"ALL\"],\"timeZone\":\"Europe/Lisbon\",\"channel\":\"EMAIL\"}")
        .expect(200);
    String chosen =
        "{\"optOut\":[\"ALL\"],\"quietHours\":{\"from\":\"22:00\",\"to\":\"08:00\"},"
            + "\"timeZone\":\"Europe/Lisbon\",\"channel\":null}";
    JsonNode changed =
        patch(lia, "{\"quietHours\":{\"from\":\"22:00\",\"to\":\"08:00\"},\"channel\":null}")
            .expect(200);
    assertThat(preferences(changed)).isEqualTo(chosen);
    assertThat(preferences(lia.get("/users/me/export").expect(200).path("account")))
        .isEqualTo(chosen);

    JsonNode problem =
        patch(
                lia,
                "{\"optOut\":[\"CODES\"],\"quietHours\":{\"from\":\"08:00\",\"to\":\"07:00\"},"
                    + "\"timeZone\":\"Mars/Base\",\"channel\":\"PIGEON\"}")
            .expect(400);
    assertThat(problem.path("errors").findValuesAsText("pointer"))
        .containsExactlyInAnyOrder(
            "/messagePreferences/optOut/0",
            "/messagePreferences/quietHours/to",
            "/messagePreferences/timeZone",
            "/messagePreferences/channel");
    assertThat(preferences(patch(lia, "null").expect(200))).isEqualTo(none);
  }

  private static Reply patch(CheckedClient client, String preferences) {
    return client.patch("/users/me", "{\"messagePreferences\":%s}".formatted(preferences));
  }

  private static String preferences(JsonNode person) {
    return person.path("messagePreferences").toString();
  }

  private static String minute(LocalDateTime time) {
    return time.toLocalTime().truncatedTo(ChronoUnit.MINUTES).toString();
  }

  private static Salon salon(String name) {
    return new Salon(STACK, "notify-" + name, "pt-BR");
  }

  private static long droppedReminders(Salon salon) {
    return salon.ledger().stream().filter("REMINDER DROPPED STATUS_CHANGED"::equals).count();
  }

  private static void assertNothingMoreIsTold(Salon salon, int count) {
    awaitQuiet();
    assertThat(salon.told()).hasSize(count);
  }

  /** Waits until no queue of notifications has had a message for a while. */
  private static void awaitQuiet() {
    await()
        .during(Duration.ofMillis(800))
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                Stream.of("RouteBookingMessages", "RouteReminders", "SendMessages")
                        .mapToInt(BookingMessagesTest::messagesFor)
                        .sum()
                    == 0);
  }

  private static int messagesFor(String function) {
    return STACK.functions().find(function).orElseThrow().declaration().sources().stream()
        .mapToInt(
            source ->
                source instanceof EventSource.Queue queue
                    ? STACK.queues().messageCount(queue.queueName())
                    : 0)
        .sum();
  }

  /** Hands the event of a new booking to the function again, as SQS does now and then. */
  private static void deliverCreatedAgain(Salon salon, JsonNode booking) throws FunctionFailed {
    Map<String, Object> image = new HashMap<>();
    for (String name :
        List.of("bookingId", "status", "serviceId", "resourceIds", "clientId", "source")) {
      image.put(name, booking.path(name));
    }
    image.put("start", OffsetDateTime.parse(booking.path("start").asText()).toInstant());
    image.put("end", OffsetDateTime.parse(booking.path("end").asText()).toInstant());
    image.put("version", 1);
    Map<String, Object> detail = new HashMap<>();
    detail.put("eventId", "again");
    detail.put("tenantId", salon.tenantId());
    detail.put("bookingId", booking.path("bookingId"));
    detail.put("version", 1);
    detail.put("occurredAt", STACK.clock().instant());
    detail.put("booking", image);
    String body = Json.write(Map.of("detail-type", "booking.created", "detail", detail));
    String event =
        Json.write(Map.of("Records", List.of(Map.of("messageId", "again", "body", body))));
    byte[] answer =
        STACK
            .functions()
            .find("RouteBookingMessages")
            .orElseThrow()
            .invoke(event.getBytes(StandardCharsets.UTF_8));
    assertThat(new String(answer, StandardCharsets.UTF_8)).doesNotContain("again");
  }

  private static String when(OffsetDateTime time) {
    return DateTimeFormatter.ofPattern("EEE dd/MM 'às' HH:mm", Locale.forLanguageTag("pt-BR"))
        .format(time)
        .replace('á', 'a');
  }
}

package io.marcado.local.app.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.LocalStack;
import io.marcado.local.Options;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import io.marcado.local.app.contract.CheckedClient;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From a booking to the phones of those who work there. */
@SuppressWarnings("NullAway.Init")
class TeamNoticesStoryTest {
  private static LocalStack stack;

  @BeforeAll
  static void start() throws IOException {
    // It stands still but for the moves, on a Friday morning in São Paulo.
    InstantSource still = InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z"));
    stack = LocalStack.start(Options.inMemory().withClock(still));
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void shouldTellTheOwnerOfABookingWithoutALoginButNotOfWhatTheOwnerDoes() {
    Salon salon = salon("owner");
    List<OffsetDateTime> times = salon.times();
    JsonNode booking = salon.book(times.get(0));

    assertThat(salon.told(salon.ownerPhone(), "nova reserva").getFirst())
        .startsWith("Marcado / Salao da Rita: nova reserva. Corte (Ana), ")
        .endsWith(", Clara.");

    salon.act(booking, "cancel");
    salon.told(2);
    salon.book(times.get(4));
    salon.told(salon.ownerPhone(), "nova reserva");
    assertThat(salon.told(salon.ownerPhone())).noneMatch(text -> text.contains("cancelada"));
  }

  @Test
  void shouldTellTheOwnerThatARequestWaits() {
    Salon salon = salon("waiting");
    salon.settings(Map.of("approval", "MANUAL"));

    salon.book(salon.times().getFirst());

    assertThat(salon.told(salon.ownerPhone(), "aguarda sua resposta").getFirst())
        .contains("Corte (Ana)");
  }

  @Test
  void shouldTellTheOwnerThatAClientWantsToMoveAndTakesItBack() {
    Salon salon = salon("back");
    List<OffsetDateTime> times = salon.times();
    ApiClient lia = salon.client(TestStack.phone());
    JsonNode booking = salon.book(lia, times.get(0));
    salon.told(salon.ownerPhone(), "nova reserva");
    salon.settings(Map.of("approval", "MANUAL"));

    salon.change(lia, booking, 1, Map.of("start", times.get(4).toString()));
    assertThat(salon.told(salon.ownerPhone(), "responda ao pedido para mudar").getFirst())
        .contains(" (antes ");
    salon.change(lia, booking, 2, Map.of("start", times.get(0).toString()));

    assertThat(salon.told(salon.ownerPhone(), "pedido para mudar encerrado").getFirst())
        .contains("A reserva fica: Corte (Ana), ");
    assertThatClientsSeeTheirOwn(salon, new CheckedClient(lia), booking);
  }

  private static void assertThatClientsSeeTheirOwn(
      Salon salon, CheckedClient lia, JsonNode booking) {
    String ofBooking = "/messages?bookingId=" + booking.path("bookingId").asText();
    await()
        .until(
            // A queue may deliver them in any order.
            () ->
                Set.copyOf(lia.get("/messages").expect(200).path("items").findValuesAsText("kind")),
            Set.of("KEPT", "MOVE_REQUESTED", "CONFIRMED")::equals);
    assertThat(lia.get(ofBooking).expect(200).path("items").findValuesAsText("audience"))
        .hasSize(3)
        .containsOnly("CLIENT");
    assertThat(lia.get("/messages?status=DROPPED").expect(200).path("items")).isEmpty();
    assertThat(
            new CheckedClient(salon.client(TestStack.phone()))
                .get(ofBooking)
                .expect(200)
                .path("items"))
        .isEmpty();
    JsonNode noticed =
        salon.owner().get(ofBooking + "&status=SENT&limit=100").expect(200).path("items");
    noticed.forEach(
        message ->
            assertThat(message.path("text").isNull())
                .isEqualTo(message.path("audience").asText().equals("TEAM")));
    assertThat(noticed.findValuesAsText("kind")).contains("TEAM_NEW");
  }

  @Test
  void shouldTellStaffOfTheirOwnBookingsOnceTheyChooseAChannel() {
    Salon salon = salon("own");
    String phone = TestStack.phone();
    CheckedClient ana = new CheckedClient(salon.hire(phone, salon.ana()));
    assertThat(ana.get("/users/me").expect(200).path("bookingNotices").toString())
        .isEqualTo("{\"channels\":[],\"bookings\":\"OWN\",\"when\":\"AT_ONCE\"}");
    assertThat(
            ana.patch("/users/me", Map.of("bookingNotices", Map.of("channels", List.of("SMS"))))
                .expect(200)
                .path("bookingNotices")
                .toString())
        .isEqualTo("{\"channels\":[\"SMS\"],\"bookings\":\"OWN\",\"when\":\"AT_ONCE\"}");
    List<OffsetDateTime> times = salon.times();

    salon.book(salon.bia(), times.get(0));
    salon.told(salon.ownerPhone(), "Corte (Bia)");
    salon.book(salon.ana(), times.get(4));

    salon.told(phone, "Corte (Ana)");
    assertThat(salon.told(phone)).noneMatch(text -> text.contains("Bia"));
  }

  @Test
  void shouldTellNothingToADisabledMember() {
    Salon salon = salon("disabled");
    String phone = TestStack.phone();
    ApiClient ana = salon.hire(phone, salon.ana());
    ana.patch("/users/me", Map.of("bookingNotices", Map.of("channels", List.of("SMS"))))
        .expect(200);
    String id = ana.get("/users/me").expect(200).path("userId").asText();
    salon.owner().patch("/users/" + id, Map.of("enabled", false)).expect(200);
    int before = salon.told(phone).size();

    salon.book(salon.times().getFirst());
    salon.told(salon.ownerPhone(), "nova reserva");

    assertThat(salon.told(phone)).hasSize(before);
    assertThat(salon.ledger()).filteredOn(entry -> entry.startsWith("TEAM_NEW")).hasSize(1);
  }

  @Test
  void shouldSumUpInTheMorningWhatTheOwnerWantsToKnowThen() {
    Salon salon = salon("digest");
    salon.owner().patch("/users/me", Map.of("bookingNotices", Map.of("when", "DAILY"))).expect(200);
    List<OffsetDateTime> times = salon.times();
    salon.book(times.get(0));
    JsonNode second = salon.book(times.get(8));
    salon.book(salon.bia(), times.get(4));
    salon.told(3);
    salon.change(second, 1, Map.of("notes", "primeira visita"));
    await().until(() -> salon.ledger().stream().filter("TEAM_NEW COLLECTED"::equals).count() == 3);

    salon.moveClockTo(
        OffsetDateTime.ofInstant(stack.clock().instant(), ZoneOffset.ofHours(-3))
            .plusDays(1)
            .withHour(7)
            .withMinute(0)
            .toInstant());

    // The second one was last changed by the owner.
    assertThat(salon.told(salon.ownerPhone(), "novidades").getFirst())
        .isEqualTo("Marcado / Salao da Rita: novidades. Novas: 2.");
  }

  @Test
  void shouldRefuseChoicesThatReachNobody() {
    Salon salon = salon("faults");
    CheckedClient owner = new CheckedClient(salon.owner());
    CheckedClient client = new CheckedClient(salon.client(TestStack.phone()));

    assertThat(owner.get("/users/me").expect(200).path("bookingNotices").toString())
        .isEqualTo("{\"channels\":[\"SMS\"],\"bookings\":\"ALL\",\"when\":\"AT_ONCE\"}");
    assertFault(
        owner.patch("/users/me", Map.of("bookingNotices", Map.of("channels", List.of("EMAIL")))),
        "/bookingNotices/channels");
    assertFault(
        owner.patch("/users/me", Map.of("bookingNotices", Map.of("channels", List.of()))),
        "/bookingNotices/channels");
    assertFault(
        owner.patch("/users/me", Map.of("bookingNotices", Map.of("when", "NEVER"))),
        "/bookingNotices/when");
    assertFault(
        client.patch("/users/me", Map.of("bookingNotices", Map.of("when", "DAILY"))),
        "/bookingNotices");
    assertThat(client.get("/users/me").expect(200).has("bookingNotices")).isFalse();

    owner.patch("/users/me", Map.of("bookingNotices", Map.of("bookings", "NONE"))).expect(200);
    assertThat(
            owner
                .patch("/users/me", "{\"bookingNotices\":null}")
                .expect(200)
                .path("bookingNotices")
                .path("bookings")
                .asText())
        .isEqualTo("ALL");
  }

  private static void assertFault(Reply reply, String pointer) {
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().path("errors").findValuesAsText("pointer")).contains(pointer);
  }

  private static Salon salon(String name) {
    return new Salon(stack, "team-" + name, "pt-BR");
  }
}

package io.marcado.messaging.bookings;

import static io.marcado.messaging.TestBookings.MONDAY;
import static io.marcado.messaging.TestBookings.by;
import static io.marcado.messaging.TestBookings.event;
import static io.marcado.messaging.TestBookings.in;
import static io.marcado.messaging.TestBookings.movedTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.BusinessTemplate;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.QuietHours;
import io.marcado.domain.time.Zone;
import io.marcado.identity.published.notices.MessagePreferences;
import io.marcado.messaging.TestBookings;
import io.marcado.messaging.reminders.Reminder;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The booking is on Monday 23 November at 09:00 in São Paulo, which is 12:00 UTC. */
class PatienceTest {
  private static final TenantId TENANT = new TenantId("k3vq7d2hmxw5ra6t");
  private static final OrganizationSettings BUSINESS =
      OrganizationSettings.forTemplate(
          BusinessTemplate.SERVICE_TABLE,
          Zone.of("America/Sao_Paulo"),
          Locale.forLanguageTag("pt-BR"),
          Currency.getInstance("BRL"),
          "Barbearia do Zé");

  @ParameterizedTest
  @CsvSource({
    // By day, at the first quiet minute, at the last, and after it.
    "2026-11-20T18:00:00Z, 22:00, 08:00,",
    "2026-11-20T00:59:59Z, 22:00, 08:00,",
    "2026-11-20T01:00:00Z, 22:00, 08:00, 2026-11-20T11:00:00Z",
    "2026-11-20T10:59:59Z, 22:00, 08:00, 2026-11-20T11:00:00Z",
    "2026-11-20T11:00:00Z, 22:00, 08:00,",
    // In the night before the booking there is an hour left at eight, and not at a minute past.
    "2026-11-23T05:00:00Z, 22:00, 08:00, 2026-11-23T11:00:00Z",
    "2026-11-23T05:00:00Z, 22:00, 08:01,",
    "2026-11-23T05:00:00Z, 22:00, 09:30,",
    // A message about a past booking can wait.
    "2026-11-24T05:00:00Z, 22:00, 08:00, 2026-11-24T11:00:00Z",
  })
  void shouldWaitUntilQuietHoursEndUnlessThatIsTooLateForTheStart(
      Instant now, LocalTime from, LocalTime to, @Nullable Instant until) {
    BookingImage booked = by(TestBookings.booking(BookingStatus.CONFIRMED), "rita");

    assertThat(until(message(booked, null), booked, quiet(from, to, null), now))
        .isEqualTo(Optional.ofNullable(until));
  }

  @Test
  void shouldReckonInTheZoneOfTheClient() {
    BookingImage booked = by(TestBookings.booking(BookingStatus.CONFIRMED), "rita");
    MessagePreferences night = quiet(LocalTime.of(22, 0), LocalTime.of(8, 0), "Asia/Tokyo");

    assertThat(until(message(booked, null), booked, night, Instant.parse("2026-11-20T14:00:00Z")))
        .contains(Instant.parse("2026-11-20T23:00:00Z"));
    assertThat(until(message(booked, null), booked, night, Instant.parse("2026-11-20T05:00:00Z")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"CLIENT, false", "PUBLIC, false", "STAFF, true", ", true"})
  void shouldAnswerAtOnceWhatTheClientDoes(@Nullable BookingSource changer, boolean waits) {
    BookingImage booked =
        by(TestBookings.booking(BookingStatus.CONFIRMED), BookingSource.PUBLIC, changer);

    assertThat(until(message(booked, null), booked, NIGHT, MIDNIGHT).isPresent()).isEqualTo(waits);
  }

  private static final MessagePreferences NIGHT =
      quiet(LocalTime.of(22, 0), LocalTime.of(8, 0), null);
  private static final Instant MIDNIGHT = Instant.parse("2026-11-20T03:00:00Z");

  /** A client who does not know of the move would come at the old time. */
  @ParameterizedTest
  @CsvSource({
    "2026-11-23T03:00:00Z, 08:00, true",
    "2026-11-23T03:00:00Z, 08:30, false",
    "2026-11-22T03:00:00Z, 08:30, true"
  })
  void shouldTellOfAMoveBeforeTheOldStart(Instant now, LocalTime to, boolean waits) {
    BookingImage booked = TestBookings.booking(BookingStatus.CONFIRMED);
    BookingImage moved = by(movedTo(booked, MONDAY.plusSeconds(7 * 86_400)), "rita");
    MessagePreferences night = quiet(LocalTime.of(22, 0), to, null);

    assertThat(until(message(moved, booked), moved, night, now).isPresent()).isEqualTo(waits);
  }

  @Test
  void shouldTellOfACancellationAnHourBeforeTheStart() {
    BookingImage booked = TestBookings.booking(BookingStatus.CONFIRMED);
    BookingImage cancelled = by(in(booked, BookingStatus.CANCELLED), "rita");
    Instant night = Instant.parse("2026-11-23T05:00:00Z");

    assertThat(until(message(cancelled, booked), cancelled, NIGHT, night)).isPresent();
    assertThat(
            until(
                message(cancelled, booked),
                cancelled,
                quiet(LocalTime.of(22, 0), LocalTime.of(8, 30), null),
                night))
        .isEmpty();
  }

  @Test
  void shouldRemindBeforeTheStartAlsoAtNight() {
    BookingImage booked = TestBookings.booking(BookingStatus.CONFIRMED);
    MessagePreferences late = quiet(LocalTime.of(22, 0), LocalTime.of(9, 0), null);
    BookingMessage hourBefore =
        new Reminder(TENANT, booked.bookingId().value(), MONDAY, List.of("ana"), 60).message();
    BookingMessage dayBefore =
        new Reminder(TENANT, booked.bookingId().value(), MONDAY, List.of("ana"), 1500).message();

    assertThat(until(hourBefore, booked, late, MONDAY.minusSeconds(3600))).isEmpty();
    assertThat(until(dayBefore, booked, late, MONDAY.minusSeconds(1500 * 60)))
        .contains(MONDAY.minusSeconds(86_400));
  }

  @Test
  void shouldTellAgainAtOnceWhatStaffAskFor() {
    BookingImage booked = by(TestBookings.booking(BookingStatus.CONFIRMED), "rita");
    BookingMessage again = message(booked, null).again(new BookingMessage.Again("again", "first"));

    assertThat(until(again, booked, NIGHT, MIDNIGHT)).isEmpty();
  }

  private static Optional<Instant> until(
      BookingMessage message, BookingImage booking, MessagePreferences preferences, Instant now) {
    return Patience.until(message, booking, BUSINESS, preferences, now);
  }

  private static MessagePreferences quiet(LocalTime from, LocalTime to, @Nullable String zone) {
    return new MessagePreferences(List.of(), new QuietHours(from, to), zone, null);
  }

  private static BookingMessage message(BookingImage booking, @Nullable BookingImage previous) {
    return BookingMessage.about(event(TENANT, booking, previous)).orElseThrow();
  }
}

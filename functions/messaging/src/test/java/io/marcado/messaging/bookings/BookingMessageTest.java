package io.marcado.messaging.bookings;

import static io.marcado.messaging.TestBookings.TUESDAY;
import static io.marcado.messaging.TestBookings.askedToMoveTo;
import static io.marcado.messaging.TestBookings.at;
import static io.marcado.messaging.TestBookings.booking;
import static io.marcado.messaging.TestBookings.doneBy;
import static io.marcado.messaging.TestBookings.endingAt;
import static io.marcado.messaging.TestBookings.event;
import static io.marcado.messaging.TestBookings.in;
import static io.marcado.messaging.TestBookings.inZone;
import static io.marcado.messaging.TestBookings.movedTo;
import static io.marcado.messaging.TestBookings.noted;
import static io.marcado.messaging.TestBookings.ofSeries;
import static io.marcado.messaging.TestBookings.ofService;
import static io.marcado.messaging.TestBookings.pausing;
import static io.marcado.messaging.TestBookings.realignedTo;
import static io.marcado.messaging.TestBookings.visiting;
import static io.marcado.messaging.TestBookings.walkIn;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.TenantId;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BookingMessageTest {
  private static final TenantId TENANT = new TenantId("k3vq7d2hmxw5ra6t");

  @ParameterizedTest
  @CsvSource({
    "          , CONFIRMED , CONFIRMED",
    "          , PENDING   , RECEIVED",
    "          , HELD      ,",
    "PENDING   , CONFIRMED , CONFIRMED",
    "HELD      , CONFIRMED , CONFIRMED",
    "HELD      , PENDING   , RECEIVED",
    "HELD      , EXPIRED   ,",
    "HELD      , CANCELLED ,",
    "PENDING   , REJECTED  , REJECTED",
    "PENDING   , CANCELLED , REQUEST_CANCELLED",
    "CONFIRMED , CANCELLED , CANCELLED",
    "CONFIRMED , COMPLETED ,",
    "CONFIRMED , NO_SHOW   , NO_SHOW",
    "NO_SHOW   , CONFIRMED ,",
    "COMPLETED , CONFIRMED ,",
    "REJECTED  , CONFIRMED , CONFIRMED"
  })
  void shouldTellWhatBecameOfTheBooking(
      @Nullable BookingStatus from, BookingStatus to, @Nullable BookingMessageKind told) {
    BookingImage before = from == null ? null : booking(from);
    BookingImage after = before == null ? booking(to) : in(before, to);

    assertThat(kind(after, before)).isEqualTo(Optional.ofNullable(told));
  }

  @Test
  void shouldTellOfASeriesOnceAndOfWhatBecomesOfEachByItself() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);

    assertThat(kind(ofSeries(booked, 10), null)).contains(BookingMessageKind.CONFIRMED);
    assertThat(kind(ofSeries(booked, 0), null)).isEmpty();
    assertThat(BookingMessageKind.toTeam(event(TENANT, ofSeries(booked, 10), null)))
        .contains(BookingMessageKind.TEAM_NEW);
    assertThat(BookingMessageKind.toTeam(event(TENANT, ofSeries(booked, 0), null))).isEmpty();
    assertThat(kind(ofSeries(in(booked, BookingStatus.CANCELLED), 0), ofSeries(booked, 0)))
        .contains(BookingMessageKind.CANCELLED);

    BookingImage cancelled = in(booked, BookingStatus.CANCELLED);
    assertThat(kind(ofSeries(cancelled, 0, 9), ofSeries(booked, 0)))
        .contains(BookingMessageKind.CANCELLED);
    assertThat(kind(ofSeries(cancelled, 10, 0), ofSeries(booked, 10))).isEmpty();
    assertThat(
            BookingMessageKind.toTeam(
                event(TENANT, ofSeries(cancelled, 10, 0), ofSeries(booked, 10))))
        .isEmpty();
  }

  @Test
  void shouldTellMovesAndChangesOfHandsButNotNotes() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    BookingImage asked = booking(BookingStatus.PENDING);
    BookingImage held = booking(BookingStatus.HELD);

    assertThat(kind(movedTo(booked, TUESDAY), booked)).contains(BookingMessageKind.MOVED);
    assertThat(kind(movedTo(asked, TUESDAY), asked)).contains(BookingMessageKind.REQUEST_MOVED);
    assertThat(kind(doneBy(booked, "bia"), booked)).contains(BookingMessageKind.MOVED);
    assertThat(kind(ofService(booked, "beard"), booked)).contains(BookingMessageKind.MOVED);
    assertThat(kind(movedTo(held, TUESDAY), held)).isEmpty();
    assertThat(kind(noted(booked), booked)).isEmpty();
  }

  @Test
  void shouldTellOtherServicesOfAVisit() {
    BookingImage visit = visiting(booking(BookingStatus.CONFIRMED), "cut", "beard");
    BookingImage asked = visiting(askedToMoveTo(visit, visit.start()), "cut", "cut");
    BookingImage kept = visiting(booking(BookingStatus.CONFIRMED), "cut", "beard");

    assertThat(kind(visiting(visit, "cut", "cut"), visit)).contains(BookingMessageKind.MOVED);
    assertThat(kind(visiting(visit, "cut", "beard"), visit)).isEmpty();
    BookingImage later = pausing(visit, 90);
    assertThat(kind(later, visit)).contains(BookingMessageKind.MOVED);
    assertThat(kind(pausing(later, 90), later)).isEmpty();
    assertThat(kind(pausing(later, 60), later)).contains(BookingMessageKind.MOVED);
    assertThat(BookingMessage.nameOf(requireNonNull(later.visit()), later))
        .isEqualTo("cut + beard (11:30)");
    assertThat(BookingMessage.nameOf(requireNonNull(visit.visit()), visit))
        .isEqualTo("cut + beard");
    assertThat(kind(asked, visit)).contains(BookingMessageKind.MOVE_REQUESTED);
    assertThat(kind(kept, asked)).contains(BookingMessageKind.KEPT);
  }

  @Test
  void shouldTellAnotherEndOfWhatLastsDaysOnly() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    BookingImage longer = endingAt(booked, booked.end().plus(Duration.ofHours(2)));
    BookingImage twoDays = endingAt(booked, booked.start().plus(Duration.ofDays(2)));
    BookingImage threeDays = endingAt(booked, booked.start().plus(Duration.ofDays(3)));

    assertThat(kind(longer, booked)).isEmpty();
    assertThat(kind(twoDays, booked)).contains(BookingMessageKind.MOVED);
    assertThat(kind(threeDays, twoDays)).contains(BookingMessageKind.MOVED);
    assertThat(kind(threeDays, threeDays)).isEmpty();
  }

  @Test
  void shouldTellNobodyThatOnlyTheInstantOfTheirLocalTimeChanged() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);

    assertThat(kind(realignedTo(booked, booked.start().plusSeconds(3600)), booked)).isEmpty();
    assertThat(kind(inZone(booked, "America/Manaus"), booked)).contains(BookingMessageKind.MOVED);
    assertThat(kind(inZone(booked, "America/Bahia"), booked)).isEmpty();
  }

  @Test
  void shouldTellNothingOfSomebodyWhoWalkedIn() {
    BookingImage booked = walkIn(booking(BookingStatus.CONFIRMED));

    assertThat(kind(booked, null)).isEmpty();
    assertThat(kind(walkIn(movedTo(booked, TUESDAY)), booked)).isEmpty();
    assertThat(kind(walkIn(in(booked, BookingStatus.CANCELLED)), booked)).isEmpty();
  }

  @Test
  void shouldTellNothingOfAChangeAfterItsEnd() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    BookingImage cancelled = in(booked, BookingStatus.CANCELLED);

    assertThat(kind(at(cancelled, booked.end().minusMillis(1)), booked))
        .contains(BookingMessageKind.CANCELLED);
    assertThat(kind(at(cancelled, booked.end()), booked)).isEmpty();
    assertThat(kind(at(doneBy(booked, "bia"), booked.end()), booked)).isEmpty();
  }

  @Test
  void shouldHaveAnIdThatDependsOnWhatItTellsAndWhen() {
    BookingImage booked = booking(BookingStatus.CONFIRMED);
    BookingImage away = movedTo(booked, TUESDAY);
    BookingImage back = movedTo(away, booked.start());

    assertThat(message(away, booked).id())
        .isEqualTo(message(away, booked).id())
        .isNotEqualTo(message(back, away).id())
        .isNotEqualTo(message(movedTo(back, TUESDAY), back).id());
  }

  private static BookingMessage message(BookingImage booking, @Nullable BookingImage previous) {
    return BookingMessage.about(event(TENANT, booking, previous)).orElseThrow();
  }

  private static Optional<BookingMessageKind> kind(
      BookingImage booking, @Nullable BookingImage previous) {
    BookingEvent event = event(TENANT, booking, previous);
    return BookingMessage.about(event).map(BookingMessage::kind);
  }
}

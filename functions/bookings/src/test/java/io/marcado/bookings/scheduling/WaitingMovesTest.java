package io.marcado.bookings.scheduling;

import static io.marcado.bookings.scheduling.Salon.NINE;
import static io.marcado.bookings.scheduling.Salon.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.ledger.SessionSeats;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.lifecycle.Series;
import io.marcado.bookings.lifecycle.SeriesChange.Act;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.rules.Business;
import io.marcado.bookings.scheduling.SeriesRequest.OnConflict;
import io.marcado.bookings.scheduling.SeriesUpdates.Scope;
import io.marcado.bookings.series.Recurrence.End;
import io.marcado.bookings.series.RecurrenceDraft;
import io.marcado.bookings.store.BookingStore;
import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.Money;
import io.marcado.domain.Result;
import io.marcado.domain.SeriesId;
import io.marcado.domain.settings.Approval;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A rejected move brings back the agreed booking, and nothing that was given up since. */
@ResourceLock("series of all businesses: a turn ends what is overdue by its clock")
class WaitingMovesTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Salon salon = new Salon();
  private final Actor lia = salon.client("lia");
  private final Actor staff = salon.automation();

  @BeforeEach
  void approve() {
    salon.store(Business.open("America/Sao_Paulo", "09:00-18:00").settings(Approval.MANUAL));
  }

  @AfterEach
  void close() {
    salon.close();
  }

  @Test
  void shouldNotGetBackTheSeatsThatItGaveBackWhileItsMoveWaited() {
    ClassSession first = salon.session(salon.yoga("10.00"), NINE, 5);
    ClassSession second = salon.session(first.serviceId(), NINE.plus(HOUR), 5);
    Booking booking = booked(salon.creation.book(lia, Salon.seats(first, 3), NOW));
    booked(salon.updates.confirm(staff, booking.id(), Optional.empty(), NOW));
    edit(lia, booking, new Edit().session(second.id()).seats(4));
    // One more there is not one more here.
    assertThat(present(booking).image().seats()).isEqualTo(4);
    assertThat(present(booking).image().agreed().seats()).isEqualTo(3);

    edit(lia, booking, new Edit().seats(2));

    assertThat(present(booking).status()).isEqualTo(BookingStatus.PENDING);
    assertThat(taken(first)).isEqualTo(2);
    booked(
        salon.updates.change(
            staff,
            booking.id(),
            Optional.empty(),
            waiting -> waiting.rejected(Optional.empty()),
            NOW));
    Booking kept = present(booking);
    assertThat(kept.status()).isEqualTo(BookingStatus.CONFIRMED);
    assertThat(kept.time()).isEqualTo(first.time());
    assertThat(kept.classPlace().orElseThrow().seats()).hasSize(2);
    assertThat(kept.price()).contains(Money.of("20.00", "EUR"));
    assertThat(taken(first)).isEqualTo(2);
    assertThat(taken(second)).isZero();
  }

  @Test
  void shouldCountFromWhereTheSeriesWasMovedOnceThatIsApproved() {
    SeriesId id = series();
    moveAll(lia, id, NINE.plus(HOUR), NOW);
    decide(id, Act.CONFIRM);
    edit(staff, occurrence(id, 0), new Edit().to(NINE.plus(HOUR.multipliedBy(3))));

    List<SeriesMovePlans.Moved> moved = moveAll(staff, id, NINE.plus(HOUR.multipliedBy(2)), NOW);

    // An hour later than it was approved.
    assertThat(moved)
        .extracting(SeriesMovePlans.Moved::booking)
        .extracting(booking -> booking.time().start())
        .containsExactly(
            NINE.plus(HOUR.multipliedBy(2)),
            NINE.plus(HOUR.multipliedBy(2)).plus(Duration.ofDays(1)));
  }

  @Test
  void shouldCountFromWhereItWasBeforeAfterAMoveOfTheSeriesIsRejected() {
    SeriesId id = series();
    moveAll(lia, id, NINE.plus(HOUR), NOW);
    decide(id, Act.CONFIRM);
    moveAll(lia, id, NINE.plus(HOUR.multipliedBy(3)), NOW);
    decide(id, Act.REJECT);
    assertThat(present(occurrence(id, 0)).time().start()).isEqualTo(NINE.plus(HOUR));

    List<SeriesMovePlans.Moved> moved = moveAll(staff, id, NINE.plus(HOUR.multipliedBy(2)), NOW);

    assertThat(moved).extracting(SeriesMovePlans.Moved::outcome).containsOnly(ChangeOutcome.MOVE);
    assertThat(moved.getLast().booking().time().start())
        .isEqualTo(NINE.plus(HOUR.multipliedBy(2)).plus(Duration.ofDays(1)));
  }

  private SeriesId series() {
    SeriesId id =
        done(salon
                .bean(SeriesBooking.class)
                .make(
                    lia,
                    new SeriesRequest(
                        Salon.request(NINE),
                        new RecurrenceDraft.Days(1, new End.Count(2)),
                        OnConflict.FAIL,
                        false,
                        Optional.empty()),
                    NOW))
            .series()
            .id();
    decide(id, Act.CONFIRM);
    return id;
  }

  private void decide(SeriesId id, Act act) {
    assertThat(
            done(salon
                    .bean(SeriesUpdates.class)
                    .change(
                        staff,
                        new SeriesUpdates.Asked(
                            id, Scope.ALL, Optional.empty(), act, Optional.empty(), false),
                        NOW))
                .occurrences())
        .extracting(one -> one.booking().status())
        .containsOnly(BookingStatus.CONFIRMED);
  }

  private List<SeriesMovePlans.Moved> moveAll(
      Actor actor, SeriesId id, Instant first, Instant now) {
    return done(salon
            .bean(SeriesMoves.class)
            .move(
                actor,
                new SeriesMoves.Asked(
                    id,
                    Scope.ALL,
                    Optional.of(Series.bookingId(salon.tenant, id, 0)),
                    Optional.of(first.atOffset(ZoneOffset.UTC)),
                    Optional.empty(),
                    Optional.empty(),
                    Set.of(),
                    false,
                    true,
                    false,
                    Optional.empty()),
                now))
        .occurrences();
  }

  private Booking occurrence(SeriesId id, int number) {
    return find(Series.bookingId(salon.tenant, id, number));
  }

  private void edit(Actor actor, Booking booking, Edit edit) {
    booked(salon.updates.move(actor, booking.id(), Optional.empty(), edit.asked(), NOW));
  }

  private int taken(ClassSession session) {
    return salon.bean(SessionSeats.class).find(salon.tenant, session.id()).orElseThrow().taken();
  }

  private Booking present(Booking booking) {
    return find(booking.id());
  }

  private Booking find(BookingId id) {
    return salon.bean(BookingStore.class).find(salon.tenant, id).orElseThrow();
  }

  private static Booking booked(Result<Booked, BookingRefusal> result) {
    return result.orElseThrow(refusal -> new IllegalStateException(refusal.toString())).booking();
  }

  private static <T> T done(Result<T, SeriesRefusal> result) {
    return result.orElseThrow(refusal -> new IllegalStateException(refusal.toString()));
  }
}

package io.marcado.bookings.scheduling;

import static io.marcado.bookings.scheduling.Salon.NINE;
import static io.marcado.bookings.scheduling.Salon.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.Series;
import io.marcado.bookings.published.ClientBookings;
import io.marcado.bookings.scheduling.SeriesPlan.Planned;
import io.marcado.bookings.scheduling.SeriesRequest.OnConflict;
import io.marcado.bookings.series.Recurrence.End;
import io.marcado.bookings.series.RecurrenceDraft;
import io.marcado.domain.Actor;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Each booking of a series counts in the limits of a client who books for itself. */
@ResourceLock("series of all businesses: a turn ends what is overdue by its clock")
class SeriesLimitsTest {
  private static final int MOST = 10;

  private final Salon salon = new Salon();
  private final SeriesBooking series = salon.bean(SeriesBooking.class);
  private final Actor lia = salon.client("lia");

  @AfterEach
  void close() {
    salon.close();
  }

  @Test
  void shouldRefuseWhatIsMoreThanAClientMayHaveAndLeaveNothingOfIt() {
    assertThat(make(lia, NINE, MOST + 1, NOW).whyRefused())
        .get()
        .isInstanceOfSatisfying(
            SeriesRefusal.Of.class,
            refusal ->
                assertThat(refusal.why())
                    .isInstanceOfAny(
                        BookingRefusal.TooManyAhead.class, BookingRefusal.TooOften.class));

    // The bookings and moves of the hour are spent, but not one place, and no time.
    Instant later = NOW.plus(Duration.ofMinutes(61));
    assertThat(done(make(lia, NINE, MOST, later)).bookings()).hasSize(MOST);
    assertThat(make(lia, NINE.plus(Duration.ofDays(20)), 1, later.plus(Duration.ofHours(2))))
        .extracting(Result::whyRefused)
        .isEqualTo(Optional.of(new SeriesRefusal.Of(new BookingRefusal.TooManyAhead(MOST))));
  }

  @Test
  void shouldNotOverlapWhatTheClientHasAlready() {
    done(make(lia, NINE.plus(Duration.ofDays(1)), 1, NOW));
    SeriesRequest other = request(NINE, 3, "two");

    SeriesPlan plan =
        series
            .plan(lia, other, NOW)
            .orElseThrow(refusal -> new IllegalStateException(refusal.toString()));

    assertThat(plan.conflicts())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.number()).isEqualTo(1);
              assertThat(one.conflict().orElseThrow().reasons())
                  .containsExactly("overlapping-booking");
              assertThat(one.alternative().orElseThrow().time().start())
                  .isEqualTo(one.asked().plus(Duration.ofHours(1)));
            });
    assertThat(series.make(lia, other, NOW).whyRefused())
        .get()
        .isInstanceOf(SeriesRefusal.Conflicting.class);
  }

  @Test
  void shouldBindNeitherStaffNorTheirClients() {
    SeriesRequest request =
        new SeriesRequest(
            Salon.withClient(Salon.request(NINE), new Whom.WalkIn("Lia")),
            new RecurrenceDraft.Days(1, new End.Count(2 * MOST)),
            OnConflict.FAIL,
            false,
            Optional.empty());

    assertThat(done(series.make(salon.automation(), request, NOW)).bookings()).hasSize(2 * MOST);
  }

  @Test
  void shouldPlanTheSameAgainUntilSomethingChanges() {
    SeriesRequest request = request(NINE, 3, "one");
    String token = plan(request).token();

    assertThat(plan(request).token()).isEqualTo(token);
    assertThat(plan(request(NINE, 4, "one")).isOfThisRequest(token)).isFalse();
    done(make(salon.client("rui"), NINE.plus(Duration.ofDays(1)), 1, NOW));
    assertThat(plan(request).differing(token)).extracting(Planned::number).isEqualTo(List.of(1));
  }

  @Test
  void shouldForgetItsRequestWithItsClient() {
    SeriesRequest request = request(NINE, 2, "one");
    SeriesRequest keyed =
        new SeriesRequest(
            Salon.withKey(request.booking(), "first"),
            request.recurrence(),
            request.onConflict(),
            false,
            Optional.empty());
    done(series.make(lia, keyed, NOW));
    assertThat(done(series.make(lia, keyed, NOW)).replayed()).isTrue();

    assertThat(salon.bean(ClientBookings.class).erase(salon.tenant, new PersonId("lia"), NOW))
        .isTrue();

    assertThat(series.make(lia, keyed, NOW).whyRefused())
        .contains(new SeriesRefusal.Of(new BookingRefusal.KeyReused()));
  }

  @Test
  void shouldCountEachMoveOfAClient() {
    SeriesBooking.Shown made = done(make(lia, NINE, 3, NOW));
    Instant soon = NOW.plus(Duration.ofMinutes(1));
    SeriesMoves moves = salon.bean(SeriesMoves.class);
    int left = MOST - 3;
    for (int hour = 1; left >= 3; hour++, left -= 3) {
      assertThat(move(moves, made, hour, soon).whyRefused()).isEmpty();
    }

    assertThat(move(moves, made, 0, soon).whyRefused())
        .contains(new SeriesRefusal.Of(new BookingRefusal.TooOften(Duration.ofMinutes(59))));
    assertThat(move(moves, made, 0, soon.plus(Duration.ofHours(1))).whyRefused()).isEmpty();
  }

  /** All of it, to so many hours after nine. */
  private Result<SeriesMovePlans.Plan, SeriesRefusal> move(
      SeriesMoves moves, SeriesBooking.Shown made, int hour, Instant now) {
    return moves.move(
        lia,
        new SeriesMoves.Asked(
            made.series().id(),
            SeriesUpdates.Scope.ALL,
            Optional.of(Series.bookingId(salon.tenant, made.series().id(), 0)),
            Optional.of(NINE.plus(Duration.ofHours(hour)).atOffset(ZoneOffset.UTC)),
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            false,
            true,
            false,
            Optional.empty()),
        now);
  }

  private SeriesPlan plan(SeriesRequest request) {
    return series
        .plan(salon.automation(), request, NOW)
        .orElseThrow(refusal -> new IllegalStateException(refusal.toString()));
  }

  private Result<SeriesBooking.Shown, SeriesRefusal> make(
      Actor actor, Instant start, int count, Instant now) {
    return series.make(actor, request(start, count, "one"), now);
  }

  private static SeriesRequest request(Instant start, int count, String chair) {
    BookingRequest booking = Salon.request(start);
    SlotRequest slot = booking.slot();
    return new SeriesRequest(
        new BookingRequest(
            new SlotRequest(
                slot.serviceId(),
                Optional.of(new ResourceId(chair)),
                slot.askedStart(),
                Optional.empty()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            booking.customFields(),
            booking.ignored(),
            Optional.empty()),
        new RecurrenceDraft.Days(1, new End.Count(count)),
        OnConflict.FAIL,
        false,
        Optional.empty());
  }

  private static SeriesBooking.Shown done(Result<SeriesBooking.Shown, SeriesRefusal> result) {
    return result.orElseThrow(refusal -> new IllegalStateException(refusal.toString()));
  }
}

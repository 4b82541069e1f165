package io.marcado.bookings.scheduling;

import static io.marcado.bookings.scheduling.Salon.NINE;
import static io.marcado.bookings.scheduling.Salon.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.marcado.bookings.lifecycle.Series;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.scheduling.SeriesPlan.Planned;
import io.marcado.bookings.scheduling.SeriesRequest.OnConflict;
import io.marcado.bookings.series.Recurrence.End;
import io.marcado.bookings.series.RecurrenceDraft;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
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

/** Occurrences of a series may be in each other's way, and a dry run says so. */
@ResourceLock("series of all businesses: a turn ends what is overdue by its clock")
class SeriesApartTest {
  private static final int DAY = 1440;
  private static final Set<SchedulingRule> ANY_TIME =
      Set.of(SchedulingRule.OPENING_HOURS, SchedulingRule.DURATION);

  private final Salon salon = new Salon();
  private final SeriesBooking series = salon.bean(SeriesBooking.class);

  @BeforeEach
  void leaveAnHourAfterEach() {
    salon.bufferAfter(60);
  }

  @AfterEach
  void close() {
    salon.close();
  }

  @Test
  void shouldPlanWhatCanBeMade() {
    SeriesPlan plan = done(series.plan(salon.automation(), daily(DAY, Optional.empty()), NOW));

    assertThat(plan.occurrences())
        .extracting(Planned::outcome)
        .containsExactly(SeriesPlan.Outcome.BOOK, SeriesPlan.Outcome.SKIP, SeriesPlan.Outcome.BOOK);
    assertThat(
            done(series.make(salon.automation(), daily(DAY, Optional.of(plan.token())), NOW))
                .bookings())
        .containsOnlyKeys(0, 2);
  }

  @Test
  void shouldPlanMovesThatCanBeMade() {
    Series made = done(series.make(salon.automation(), daily(60, Optional.empty()), NOW)).series();

    List<SeriesMovePlans.Moved> moved =
        done(salon.bean(SeriesMoves.class).move(salon.automation(), earlierForADay(made), NOW))
            .occurrences();

    assertThat(moved)
        .extracting(SeriesMovePlans.Moved::outcome)
        .containsExactly(ChangeOutcome.MOVE, ChangeOutcome.CONFLICT, ChangeOutcome.MOVE);
  }

  /** A day later each but the last has the time of the next one, which moves only after it. */
  @Test
  void shouldSayThatAnotherOfItsBookingsHasTheTime() {
    Series made = done(series.make(salon.automation(), daily(60, Optional.empty()), NOW)).series();

    List<SeriesMovePlans.Moved> moved =
        done(salon
                .bean(SeriesMoves.class)
                .move(
                    salon.automation(),
                    moving(made, NINE.plus(Duration.ofDays(1)), Optional.empty()),
                    NOW))
            .occurrences();

    assertThat(moved)
        .extracting(
            SeriesMovePlans.Moved::outcome,
            one -> one.conflict().map(SeriesPlan.Conflict::reasons).orElse(List.of()))
        .containsExactly(
            tuple(ChangeOutcome.CONFLICT, List.of("own-occurrence")),
            tuple(ChangeOutcome.CONFLICT, List.of("own-occurrence")),
            tuple(ChangeOutcome.MOVE, List.of()));
  }

  /** None is where another one is now, but each new time reaches into that of the next day. */
  private SeriesMoves.Asked earlierForADay(Series made) {
    return moving(made, NINE.minus(Duration.ofHours(3)), Optional.of(DAY));
  }

  private SeriesMoves.Asked moving(Series made, Instant first, Optional<Integer> minutes) {
    return new SeriesMoves.Asked(
        made.id(),
        SeriesUpdates.Scope.ALL,
        Optional.of(Series.bookingId(salon.tenant, made.id(), 0)),
        Optional.of(first.atOffset(ZoneOffset.UTC)),
        Optional.empty(),
        minutes,
        ANY_TIME,
        false,
        true,
        true,
        Optional.empty());
  }

  private static SeriesRequest daily(int minutes, Optional<String> planToken) {
    BookingRequest booking =
        Salon.ignoring(Salon.withClient(Salon.request(NINE), new Whom.WalkIn("Lia")), ANY_TIME);
    return new SeriesRequest(
        new BookingRequest(
            new SlotRequest(
                booking.slot().serviceId(),
                Optional.of(new ResourceId("one")),
                booking.slot().askedStart(),
                Optional.of(minutes)),
            Optional.empty(),
            booking.client(),
            Optional.empty(),
            Optional.empty(),
            booking.customFields(),
            booking.ignored(),
            Optional.empty()),
        new RecurrenceDraft.Days(1, new End.Count(3)),
        OnConflict.SKIP,
        false,
        planToken);
  }

  private static <T> T done(Result<T, SeriesRefusal> result) {
    return result.orElseThrow(refusal -> new IllegalStateException(refusal.toString()));
  }
}

package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.Occupancy;
import io.marcado.bookings.availability.Turns;
import io.marcado.bookings.availability.VisitAssignment;
import io.marcado.bookings.availability.VisitSearch;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.rules.VisitNeeds;
import io.marcado.bookings.rules.VisitNeeds.Step;
import io.marcado.bookings.store.CreateOutcome;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.time.WindowBooking;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Gives a visit its time and its resources. Where there is a choice it reads the rows, and chooses
 * again by what it reads anew when others were faster.
 *
 * @param ignored rules that staff set aside
 */
record VisitPlacing(
    BookingAttempt attempt,
    Configuration configuration,
    VisitNeeds needs,
    Set<SchedulingRule> ignored) {
  /** More than a crowd takes from it: each of these lost a race after it had read the rows. */
  private static final int MOST_TRIES = 6;

  /**
   * Books it, or holds it.
   *
   * @param hasFreed called where a part is taken; true when it is worth to look again
   * @param whoseTurn what the rule of a part needs to know of other days
   * @param create writes the booking
   */
  Result<Booked, BookingRefusal> placed(
      DayRows rows,
      FreeTimes freeTimes,
      Admission admission,
      HoldLimits holdLimits,
      BooleanSupplier hasFreed,
      Function<Step, Turns> whoseTurn,
      Function<BookingAttempt, Function<Draft, CreateOutcome>> create) {
    return switch (admission.admit(attempt)) {
      case Result.Done<BookingAttempt, BookingRefusal>(BookingAttempt admitted) -> {
        VisitPlacing placing = new VisitPlacing(admitted, configuration, needs, ignored);
        yield admitted.holds()
            ? holdLimits.within(
                admitted,
                BookingCreation.terms(admitted, configuration, needs.holdMinutes()),
                () ->
                    placing.assigned(rows, freeTimes, hasFreed, whoseTurn, create.apply(admitted)))
            : placing.assigned(rows, freeTimes, hasFreed, whoseTurn, create.apply(admitted));
      }
      // Where nobody gets the time, a barred client is told what everybody is told.
      case Result.Refused<BookingAttempt, BookingRefusal>(BookingRefusal barred) ->
          best(read(rows), nobodys()).isPresent() ? Result.refused(barred) : taken(freeTimes);
    };
  }

  private Result<Booked, BookingRefusal> assigned(
      DayRows rows,
      FreeTimes freeTimes,
      BooleanSupplier hasFreed,
      Function<Step, Turns> whoseTurn,
      Function<Draft, CreateOutcome> create) {
    List<Turns> turns =
        needs.hasOneChoice() ? nobodys() : needs.steps().stream().map(whoseTurn).toList();
    return assigned(rows, turns, create)
        .or(() -> hasFreed.getAsBoolean() ? assigned(rows, turns, create) : Optional.empty())
        .orElseGet(() -> taken(freeTimes));
  }

  private List<Turns> nobodys() {
    return Collections.nCopies(needs.steps().size(), Turns.NONE);
  }

  /** Empty when a part is taken. */
  private Optional<Result<Booked, BookingRefusal>> assigned(
      DayRows rows, List<Turns> turns, Function<Draft, CreateOutcome> create) {
    Optional<VisitAssignment> next =
        needs.hasOneChoice()
            ? VisitSearch.byRulesAlone(rules(), needs, start(), attempt.bookingId(), ignored)
                .at(start())
            : best(read(rows), turns);
    for (int tries = 1; next.isPresent() && tries <= MOST_TRIES; tries++) {
      CreateOutcome outcome = create.apply(Visits.draft(next.get(), rules()));
      if (!(outcome instanceof CreateOutcome.SlotTaken)) {
        return Optional.of(BookingCreation.booked(outcome, attempt, configuration));
      }
      next = needs.hasOneChoice() ? Optional.empty() : best(read(rows), turns);
    }
    return Optional.empty();
  }

  /** A client gets what it can have directly before what waits for approval. */
  private Optional<VisitAssignment> best(
      Map<ResourceId, Occupancy> occupancies, List<Turns> turns) {
    Optional<BookingRules> direct =
        rules().reach() == WindowBooking.APPROVAL
            ? rules().lessReaching(needs.resources())
            : Optional.empty();
    return direct
        .flatMap(less -> best(less, occupancies, turns))
        .or(() -> best(rules(), occupancies, turns));
  }

  private Optional<VisitAssignment> best(
      BookingRules rules, Map<ResourceId, Occupancy> occupancies, List<Turns> turns) {
    return new VisitSearch(rules, needs, occupancies, attempt.bookingId(), ignored, Set.of())
        .byTurns(turns)
        .at(start());
  }

  private Map<ResourceId, Occupancy> read(DayRows rows) {
    return rows.occupancies(
        attempt.tenant(),
        needs.resources().stream().map(BookableResource::id).toList(),
        VisitSearch.daysToRead(rules(), needs, start()),
        Optional.of(attempt.bookingId()));
  }

  private Result<Booked, BookingRefusal> taken(FreeTimes freeTimes) {
    return Result.refused(
        new BookingRefusal.VisitTaken(
            freeTimes.near(
                new FreeTimes.VisitSearching(
                    attempt.tenant(),
                    rules(),
                    needs,
                    Optional.of(new FreeTimes.Booker(attempt.actor(), attempt.now()))),
                start()),
            configuration.settings().timeline().as(attempt.request().slot().askedStart())));
  }

  private BookingRules rules() {
    return configuration.rules(attempt.actor(), attempt.now());
  }

  private Instant start() {
    return attempt.request().slot().start();
  }
}

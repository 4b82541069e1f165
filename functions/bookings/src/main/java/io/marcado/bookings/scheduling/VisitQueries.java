package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.VisitStarts;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingFault;
import io.marcado.bookings.lifecycle.BookingFault.Plain;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.rules.VisitNeeds;
import io.marcado.bookings.store.BookingStore;
import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.Result;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds free times of visits: for a new one, or for one that is to move. */
@Singleton
public final class VisitQueries {
  private final Configurations configurations;
  private final BookingStore store;
  private final Movables movables;
  private final FreeTimes freeTimes;

  VisitQueries(
      Configurations configurations, BookingStore store, Movables movables, FreeTimes freeTimes) {
    this.configurations = configurations;
    this.store = store;
    this.movables = movables;
    this.freeTimes = freeTimes;
  }

  /**
   * A question for free times.
   *
   * @param visit the parts of a new visit; empty with a booking
   * @param bookingId a visit that the actor wants to move: its own time counts as free
   * @param zone the zone of the dates and of the answer; empty for the business's
   */
  public record Question(
      Actor actor,
      List<AskedPart> visit,
      Optional<BookingId> bookingId,
      LocalDates dates,
      Optional<Zone> zone,
      Instant now) {
    public Question {
      visit = List.copyOf(visit);
    }
  }

  /**
   * Free times.
   *
   * @param parts how many a slot has
   * @param roles how many resources a slot has
   * @param timeline local time of the requested zone
   */
  public record Times(VisitStarts starts, int parts, int roles, LocalTimeline timeline) {}

  /** The free times of a visit. */
  public Result<Times, BookingRefusal> times(Question question) {
    return question
        .bookingId()
        .map(bookingId -> toMove(question, bookingId))
        .orElseGet(
            () ->
                configurations
                    .ofVisit(
                        question.actor().tenant(),
                        question.visit().stream().map(AskedPart::serviceId).toList())
                    .decide(configuration -> offered(question, configuration)));
  }

  private Result<Times, BookingRefusal> offered(Question question, Configuration configuration) {
    List<BookingFault> faults = new ArrayList<>();
    Optional<VisitNeeds> needs = Visits.needs(question.visit(), configuration, Set.of(), faults);
    if (!faults.isEmpty() || needs.isEmpty()) {
      return Result.refused(new BookingRefusal.Faulty(faults));
    }
    return Result.done(
        times(
            question,
            configuration,
            new FreeTimes.VisitSearching(
                question.actor().tenant(),
                configuration.rules(question.actor(), question.now()),
                needs.get(),
                Optional.empty())));
  }

  private Result<Times, BookingRefusal> toMove(Question question, BookingId bookingId) {
    Optional<Booking> booking =
        store
            .find(question.actor().tenant(), bookingId)
            .map(found -> found.at(question.now()))
            .filter(found -> BookingRights.reaches(question.actor(), found, question.now()))
            .filter(found -> !found.visit().isEmpty());
    if (booking.isEmpty()) {
      return BookingRefusal.faulty(Plain.UNKNOWN_VISIT);
    }
    return configurations
        .of(question.actor().tenant(), booking.get())
        .decide(
            configuration ->
                movables
                    .visit(question.actor(), booking.get(), configuration, question.now())
                    .then(VisitMoves::search)
                    .map(search -> times(question, configuration, search)));
  }

  private Times times(
      Question question, Configuration configuration, FreeTimes.VisitSearching search) {
    LocalTimeline timeline =
        question
            .zone()
            .map(LocalTimeline::new)
            .orElseGet(() -> configuration.settings().timeline());
    Optional<Interval> starts = question.dates().in(timeline);
    return new Times(
        starts.map(within -> freeTimes.within(search, within)).orElseGet(VisitStarts::none),
        search.needs().steps().size(),
        search.needs().steps().stream().mapToInt(step -> step.offers().all().parts().size()).sum(),
        timeline);
  }
}

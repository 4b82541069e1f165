package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.Slot;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.links.FreeTime;
import io.marcado.bookings.links.MoveTarget;
import io.marcado.bookings.store.BookingStore.Replacement;
import io.marcado.domain.Actor;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Patch;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.LocalTimeline;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Where a booking can move by the link of a message: to the times that availability offers its
 * client, whoever does it then, by the rules of every client's move.
 */
@Singleton
final class LinkMoves {
  /** Days that a page looks at. */
  private static final int DAYS = 7;

  /** Days that it looks at where these have no time: as many as an answer of availability has. */
  private static final int MOST_DAYS = 62;

  /** Of a page; only one day that has more shows more. */
  private static final int MOST_TIMES = 60;

  private final Configurations configurations;
  private final Movables movables;
  private final AvailabilityQueries availability;
  private final VisitQueries visits;
  private final ClassSessions sessions;
  private final BookingUpdates updates;

  LinkMoves(
      Configurations configurations,
      Movables movables,
      AvailabilityQueries availability,
      VisitQueries visits,
      ClassSessions sessions,
      BookingUpdates updates) {
    this.configurations = configurations;
    this.movables = movables;
    this.availability = availability;
    this.visits = visits;
    this.sessions = sessions;
    this.updates = updates;
  }

  /**
   * The times of some days.
   *
   * @param times by start
   * @param until the last day that was looked at
   */
  record Found(List<FreeTime> times, LocalDate until) {}

  /** True when the holder of the link may move the booking at all. */
  boolean mayMove(Actor holder, Booking booking, Instant now) {
    return configurations
        .of(holder.tenant(), booking)
        .decide(configuration -> movables.movable(holder, booking, configuration, now))
        .whyRefused()
        .isEmpty();
  }

  /** The next free times from a day on; empty when the booking may not move at all. */
  Optional<Found> times(
      Actor holder, Booking booking, LocalDate from, OrganizationSettings business, Instant now) {
    LocalDate soon = from.plusDays(DAYS - 1);
    Optional<Found> first =
        free(holder, booking, new LocalDates(from, soon), now)
            .map(times -> someOf(times, business.timeline(), soon));
    if (first.filter(found -> found.times().isEmpty()).isEmpty()) {
      return first;
    }
    LocalDate last = from.plusDays(MOST_DAYS - 1);
    return free(holder, booking, new LocalDates(soon.plusDays(1), last), now)
        .map(times -> someOf(times, business.timeline(), last));
  }

  /** Those of the first days, as many as a page shows. */
  private static Found someOf(List<FreeTime> times, LocalTimeline timeline, LocalDate until) {
    if (times.size() <= MOST_TIMES) {
      return new Found(times, until);
    }
    LocalDate first = timeline.dateOf(times.getFirst().start());
    LocalDate cut = timeline.dateOf(times.get(MOST_TIMES).start());
    LocalDate last = cut.isAfter(first) ? cut.minusDays(1) : first;
    return new Found(
        times.stream().filter(time -> !timeline.dateOf(time.start()).isAfter(last)).toList(), last);
  }

  private Optional<List<FreeTime>> free(
      Actor holder, Booking booking, LocalDates dates, Instant now) {
    Optional<List<FreeTime>> found =
        booking.classPlace().isPresent()
            ? ofClass(holder, booking, dates, now)
            : booking.visit().isEmpty()
                ? ofAppointment(holder, booking, dates, now)
                : ofVisit(holder, booking, dates, now);
    return found.map(
        times -> times.stream().filter(time -> !time.target().isReachedBy(booking)).toList());
  }

  private Optional<List<FreeTime>> ofAppointment(
      Actor holder, Booking booking, LocalDates dates, Instant now) {
    return done(availability.ofService(question(holder, booking, dates, Optional.of(booking), now)))
        .map(
            free -> {
              Map<ResourceId, String> names = names(holder, booking);
              // Where people cost different prices, each price is a slot of its own.
              Map<Instant, FreeTime> times = new LinkedHashMap<>();
              free.slots().stream()
                  .map(slot -> time(slot, booking, names))
                  .forEach(time -> times.merge(time.start(), time, LinkMoves::nearer));
              return List.copyOf(times.values());
            });
  }

  private static AvailabilityQuestion question(
      Actor holder, Booking booking, LocalDates dates, Optional<Booking> toMove, Instant now) {
    return new AvailabilityQuestion(
        holder, booking.serviceId(), dates, Optional.empty(), toMove.map(Booking::id), now);
  }

  /** What the resources of its service are called, as the answer has just read them. */
  private Map<ResourceId, String> names(Actor holder, Booking booking) {
    Map<ResourceId, String> names = new HashMap<>();
    configurations
        .ofService(holder.tenant(), booking.serviceId())
        .copy()
        .get()
        .found()
        .ifPresent(all -> all.resources().values().forEach(one -> names.put(one.id(), one.name())));
    return names;
  }

  /** With those who have the booking now, if they can; somebody else is named. */
  private static FreeTime time(Slot slot, Booking booking, Map<ResourceId, String> names) {
    Instant start = slot.time().start();
    Optional<ResourceId> agreed =
        booking
            .approved()
            .filter(kept -> kept.time().start().equals(start))
            .map(kept -> kept.resourceIds().getFirst())
            .filter(slot.resourceIds()::contains);
    Optional<ResourceId> other =
        agreed
            .or(() -> Optional.of(booking.mainResourceId()).filter(slot.resourceIds()::contains))
            .or(
                () ->
                    slot.resourceIds().stream()
                        .filter(id -> !slot.restricted().contains(id))
                        .findFirst())
            .or(() -> Optional.of(slot.resourceIds().getFirst()))
            .filter(id -> !id.equals(booking.mainResourceId()));
    return new FreeTime(
        start,
        new MoveTarget(Optional.of(start), other, Optional.empty()),
        other.flatMap(id -> Optional.ofNullable(names.get(id))),
        agreed.isPresent());
  }

  /** Of two ways to have the same time, what was agreed on, or else who has the booking now. */
  private static FreeTime nearer(FreeTime one, FreeTime other) {
    return other.agreed() || (!one.agreed() && other.with().isEmpty()) ? other : one;
  }

  private Optional<List<FreeTime>> ofVisit(
      Actor holder, Booking booking, LocalDates dates, Instant now) {
    return done(visits.times(
            new VisitQueries.Question(
                holder, List.of(), Optional.of(booking.id()), dates, Optional.empty(), now)))
        .map(
            free ->
                free.starts().slots().stream()
                    .map(slot -> slot.assignment().time().start())
                    .map(
                        start ->
                            new FreeTime(
                                start,
                                MoveTarget.at(start),
                                Optional.empty(),
                                booking
                                    .approved()
                                    .filter(kept -> kept.time().start().equals(start))
                                    .isPresent()))
                    .toList());
  }

  /** Other sessions with as many free seats as it has, and the one to which it can go back. */
  private Optional<List<FreeTime>> ofClass(
      Actor holder, Booking booking, LocalDates dates, Instant now) {
    int seats = booking.classPlace().orElseThrow().seats().size();
    return Optional.of(question(holder, booking, dates, Optional.empty(), now))
        .filter(_ -> mayMove(holder, booking, now))
        .flatMap(sessions::offered)
        .map(
            found ->
                found.sessions().stream()
                    .filter(
                        one -> one.seats().left() >= seats || isAgreed(one.session().id(), booking))
                    .map(
                        one ->
                            new FreeTime(
                                one.session().time().start(),
                                new MoveTarget(
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.of(one.session().id())),
                                Optional.empty(),
                                isAgreed(one.session().id(), booking)))
                    .toList());
  }

  private static boolean isAgreed(ClassSessionId session, Booking booking) {
    return booking.movedBack(session).isPresent();
  }

  /** The booking as a move would make it, whether or not its time is free; refused by the rules. */
  Result<Booking, BookingRefusal> planned(
      Actor holder, Booking booking, MoveTarget target, Instant now) {
    return updates.planned(holder, booking, edit(target), now);
  }

  /**
   * Moves the booking.
   *
   * @param version that the page showed
   * @param agreed decides on the booking as it would be, and what is written with it
   */
  Result<Booking, BookingRefusal> move(
      Actor holder,
      Booking booking,
      MoveTarget target,
      long version,
      Function<Replacement, Result<Replacement, BookingRefusal>> agreed,
      Instant now) {
    return updates
        .move(holder, booking.id(), Optional.of(version), edit(target), agreed, now)
        .map(Booked::booking);
  }

  private static BookingEdit edit(MoveTarget target) {
    return new BookingEdit(
        target.start().map(start -> start.atOffset(ZoneOffset.UTC)),
        Optional.empty(),
        target.resourceId(),
        Optional.empty(),
        Optional.empty(),
        target.sessionId(),
        Optional.empty(),
        Optional.empty(),
        new Patch.Keep<>(),
        new Patch.Keep<>(),
        Set.of(),
        List.of(),
        BookingEdit.ByStaff.NOTHING,
        false);
  }

  private static <T, R> Optional<T> done(Result<T, R> result) {
    return result instanceof Result.Done<T, R>(T value) ? Optional.of(value) : Optional.empty();
  }
}

package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.Occupancy;
import io.marcado.bookings.availability.VisitAssignment;
import io.marcado.bookings.availability.VisitSearch;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingFault;
import io.marcado.bookings.lifecycle.BookingFault.FixedInVisit;
import io.marcado.bookings.lifecycle.BookingFault.Plain;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.BookingRefusal.Act;
import io.marcado.bookings.lifecycle.BookingRefusal.Withdrawn;
import io.marcado.bookings.lifecycle.VisitPart;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.rules.VisitNeeds;
import io.marcado.bookings.store.BookingStore.Replacement;
import io.marcado.domain.Actor;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.WindowBooking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Plans the change of a visit. A move is of the whole: its parts keep their distances, their
 * lengths and their main resources. What they also need may be another one, as in every move. With
 * other parts it is planned as a new one whose own time is free; what it keeps of its parts, it
 * keeps as it was agreed on.
 */
record VisitMoves(Actor actor, Booking booking, Configuration configuration, Instant now) {

  /** Rows that a crowd may take from it after it has read them, before it gives up. */
  private static final int MOST_LOST = 12;

  /**
   * The visit where it is to go.
   *
   * @param byAppointment true when it lies in windows by appointment there
   */
  record Planned(Replacement next, boolean byAppointment) {}

  /** The search for the times to which it could move; refused when it may not move. */
  Result<FreeTimes.VisitSearching, BookingRefusal> search() {
    return movable()
        .map(
            needs ->
                new FreeTimes.VisitSearching(
                    actor.tenant(),
                    rules(),
                    needs,
                    Optional.of(new FreeTimes.Mover(actor, booking, now))));
  }

  private Result<Booking, BookingRefusal> changeable() {
    return booking
        .open()
        .then(_ -> BookingRights.inTime(actor, booking, Act.MOVE, configuration.settings(), now))
        .map(_ -> booking);
  }

  private Result<VisitNeeds, BookingRefusal> movable() {
    return changeable()
        .then(
            _ ->
                Result.of(
                    Visits.needs(booking, configuration, BookingRights.actsForBusiness(actor)),
                    new BookingRefusal.NoLongerOffered(Withdrawn.SERVICE)));
  }

  /**
   * The visit at another start.
   *
   * @param lost in how many rows earlier attempts found a part of it taken; the first one does not
   *     look at the rows
   */
  Result<Planned, BookingRefusal> plan(
      BookingEdit edit, int lost, DayRows rows, FreeTimes freeTimes) {
    return edit.visit().isEmpty()
        ? movable().then(needs -> plan(needs, edit, lost, rows, freeTimes))
        : changeable().then(_ -> planParts(edit, lost, rows, freeTimes));
  }

  /** What a request must not change of a visit as a whole, even to what it is already. */
  static List<BookingFault> fixed(BookingEdit edit) {
    List<BookingFault> fixed = new ArrayList<>();
    edit.serviceId().ifPresent(_ -> fixed.add(new FixedInVisit("/serviceId")));
    edit.resourceIds().ifPresent(_ -> fixed.add(new FixedInVisit("/resourceIds")));
    edit.resourceId().ifPresent(_ -> fixed.add(new FixedInVisit("/resourceId")));
    edit.durationMinutes().ifPresent(_ -> fixed.add(new FixedInVisit("/durationMinutes")));
    return fixed;
  }

  private Result<Planned, BookingRefusal> planParts(
      BookingEdit edit, int lost, DayRows rows, FreeTimes freeTimes) {
    Instant start = edit.startOf(booking);
    LocalTimeline timeline = configuration.settings().timeline();
    Optional<Set<SchedulingRule>> ignored =
        BookingRights.setAside(actor, start, edit.ignored(), timeline, now);
    if (ignored.isEmpty()) {
      return BookingRefusal.faulty(Plain.IN_THE_PAST);
    }
    List<BookingFault> faults = new ArrayList<>();
    Optional<VisitNeeds> kept =
        Visits.needs(
            booking,
            edit.visit(),
            configuration,
            BookingRights.actsForBusiness(actor),
            ignored.get(),
            faults);
    if (!faults.isEmpty() || kept.isEmpty()) {
      return Result.refused(new BookingRefusal.Faulty(faults));
    }
    // Where who has a part cannot keep it, somebody else may have it.
    List<VisitNeeds> ways = new ArrayList<>(List.of(kept.get()));
    Visits.needs(edit.visit(), configuration, ignored.get(), new ArrayList<>())
        .ifPresent(ways::add);
    for (VisitNeeds needs : ways) {
      faults = Visits.judge(rules(), needs, start, booking.id(), ignored.get());
      Optional<VisitAssignment> found =
          faults.isEmpty() && lost <= MOST_LOST
              ? free(needs, start, ignored.get(), rows)
              : Optional.empty();
      if (found.isPresent()) {
        return withParts(found.get(), timeline);
      }
    }
    return Result.refused(
        faults.isEmpty()
            ? new BookingRefusal.VisitTaken(
                freeTimes.near(
                    new FreeTimes.VisitSearching(
                        actor.tenant(),
                        rules(),
                        ways.getLast(),
                        Optional.of(new FreeTimes.Mover(actor, booking, now))),
                    start),
                edit.start().map(timeline::as).orElse(timeline))
            : new BookingRefusal.Faulty(faults));
  }

  private Result<Planned, BookingRefusal> withParts(
      VisitAssignment assignment, LocalTimeline timeline) {
    Draft draft = Visits.draft(assignment, rules());
    List<VisitPart> parts = new ArrayList<>();
    boolean agreed = true;
    for (int i = 0; i < draft.visit().size(); i++) {
      VisitPart planned = draft.visit().get(i);
      Optional<VisitPart> before =
          Optional.of(i)
              .filter(at -> at < booking.visit().size())
              .map(booking.visit()::get)
              .filter(part -> isSame(part, planned));
      agreed &= before.isPresent();
      parts.add(before.map(part -> part.placedAs(planned)).orElse(planned));
    }
    boolean samePrice = agreed && parts.size() == booking.visit().size();
    String name =
        parts.stream().map(VisitPart::name).collect(Collectors.joining(BookingImage.BETWEEN_PARTS));
    return booking
        .moved(draft.resourceIds(), names(assignment), draft.time(), draft.taken(), timeline)
        .map(moved -> moved.of(parts.getFirst().serviceId(), name).visiting(parts))
        .map(
            moved ->
                samePrice
                    ? moved
                    : moved.priced(VisitNeeds.sum(parts.stream().map(VisitPart::price).toList())))
        .map(
            moved ->
                new Planned(new Replacement(moved, draft.capacities()), draft.byAppointment()));
  }

  private static boolean isSame(VisitPart part, VisitPart planned) {
    return part.serviceId().equals(planned.serviceId())
        && part.minutes() == planned.minutes()
        && part.resourceIds().getFirst().equals(planned.resourceIds().getFirst());
  }

  private static Map<ResourceId, String> names(VisitAssignment assignment) {
    Map<ResourceId, String> names = new HashMap<>();
    assignment.resources().forEach(who -> names.put(who.id(), who.name()));
    return names;
  }

  private Result<Planned, BookingRefusal> plan(
      VisitNeeds needs, BookingEdit edit, int lost, DayRows rows, FreeTimes freeTimes) {
    Instant start = edit.startOf(booking);
    LocalTimeline timeline = configuration.settings().timeline();
    Optional<Set<SchedulingRule>> ignored =
        BookingRights.setAside(actor, start, edit.ignored(), timeline, now);
    if (ignored.isEmpty()) {
      return BookingRefusal.faulty(Plain.IN_THE_PAST);
    }
    List<BookingFault> faults = Visits.judge(rules(), needs, start, booking.id(), ignored.get());
    if (!faults.isEmpty()) {
      return Result.refused(new BookingRefusal.Faulty(faults));
    }
    Optional<VisitAssignment> assignment =
        (lost > 0 ? Optional.<VisitAssignment>empty() : asBefore(needs, start, ignored.get()))
            .or(
                () ->
                    lost > MOST_LOST ? Optional.empty() : free(needs, start, ignored.get(), rows));
    return assignment
        .<Result<Planned, BookingRefusal>>map(found -> moved(found, timeline))
        .orElseGet(
            () ->
                search()
                    .then(
                        search ->
                            Result.refused(
                                new BookingRefusal.VisitTaken(
                                    freeTimes.near(search, start),
                                    edit.start().map(timeline::as).orElse(timeline)))));
  }

  /** With the resources that it has, if the rules allow it, and without a look at the rows. */
  private Optional<VisitAssignment> asBefore(
      VisitNeeds needs, Instant start, Set<SchedulingRule> ignored) {
    return VisitSearch.byRulesAlone(
            direct(needs).orElseGet(this::rules), needs, start, booking.id(), ignored)
        .preferring(booking.resourceIds())
        .at(start)
        .filter(
            found ->
                Visits.parts(found).stream()
                    .map(VisitPart::resourceIds)
                    .toList()
                    .equals(booking.visit().stream().map(VisitPart::resourceIds).toList()));
  }

  private Optional<VisitAssignment> free(
      VisitNeeds needs, Instant start, Set<SchedulingRule> ignored, DayRows rows) {
    Map<ResourceId, Occupancy> occupancies =
        rows.occupancies(
            actor.tenant(),
            needs.resources().stream().map(BookableResource::id).toList(),
            VisitSearch.daysToRead(rules(), needs, start));
    FreeTimes.giveBack(booking.held(), occupancies);
    return direct(needs)
        .flatMap(less -> free(less, needs, start, ignored, occupancies))
        .or(() -> free(rules(), needs, start, ignored, occupancies));
  }

  private Optional<VisitAssignment> free(
      BookingRules rules,
      VisitNeeds needs,
      Instant start,
      Set<SchedulingRule> ignored,
      Map<ResourceId, Occupancy> occupancies) {
    return new VisitSearch(rules, needs, occupancies, booking.id(), ignored, booking.resourceIds())
        .at(start);
  }

  private Result<Planned, BookingRefusal> moved(
      VisitAssignment assignment, LocalTimeline timeline) {
    Draft draft = Visits.draft(assignment, rules());
    return booking
        .moved(draft.resourceIds(), names(assignment), draft.time(), draft.taken(), timeline)
        .map(
            moved -> {
              // The agreed terms but for the resources: names and prices of that day.
              List<VisitPart> parts = new ArrayList<>();
              for (int i = 0; i < booking.visit().size(); i++) {
                parts.add(booking.visit().get(i).by(draft.visit().get(i).resourceIds()));
              }
              return moved.visiting(parts);
            })
        .map(
            moved ->
                new Planned(new Replacement(moved, draft.capacities()), draft.byAppointment()));
  }

  private Optional<BookingRules> direct(VisitNeeds needs) {
    return rules().reach() == WindowBooking.APPROVAL
        ? rules().lessReaching(needs.resources())
        : Optional.empty();
  }

  private BookingRules rules() {
    return configuration.rules(actor, now);
  }
}

package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.Assignment;
import io.marcado.bookings.availability.FairAssignment;
import io.marcado.bookings.availability.Occupancy;
import io.marcado.bookings.ledger.DayRow;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingFault;
import io.marcado.bookings.lifecycle.BookingFault.Plain;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.Part;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.bookings.store.BookingStore.Replacement;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Interval;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plans the move of a booking. It judges the booking like a new one with the same main resource, or
 * with the requested one. The other resources keep their parts if they can. If one cannot, another
 * resource of its group gets the part, as availability promises.
 */
@Singleton
final class MovePlans {
  /** The facts that a booking keeps when only its resource changes. */
  private static final Set<SchedulingRule> OF_ITS_TIME =
      EnumSet.of(SchedulingRule.NOTICE, SchedulingRule.HORIZON, SchedulingRule.INTERVAL);

  private final DayRows rows;
  private final FreeTimes freeTimes;

  MovePlans(DayRows rows, FreeTimes freeTimes) {
    this.rows = rows;
    this.freeTimes = freeTimes;
  }

  /** The target of a move, and the rules for it. */
  private record Target(
      Move move,
      Interval time,
      ServiceNeeds needs,
      BookingRules rules,
      Set<SchedulingRule> ignored,
      Configuration configuration) {
    Booking booking() {
      return move.booking();
    }

    int minutes() {
      return Math.toIntExact(time.minutes());
    }
  }

  /**
   * The booking at its new time and with its new resources. It reads no rows while the present
   * resources can keep their parts.
   *
   * @param taken rows in which an earlier attempt found no seat left
   */
  Result<Replacement, BookingRefusal> plan(
      Move move, Configuration configuration, List<DayRow> taken) {
    return target(move, configuration).then(target -> plan(target, taken));
  }

  private Result<Replacement, BookingRefusal> plan(Target target, List<DayRow> taken) {
    Set<ResourceId> lost = new HashSet<>();
    taken.forEach(row -> lost.add(row.resourceId()));
    if (lost.contains(target.move().main())) {
      return taken(target, taken);
    }
    return asBefore(target, lost)
        .or(() -> assigned(target, lost))
        .map(assignment -> moved(target, assignment))
        .orElseGet(() -> taken(target, taken));
  }

  private static Result<Replacement, BookingRefusal> moved(Target target, Assignment assignment) {
    Map<ResourceId, Integer> capacities = new HashMap<>();
    assignment.resources().forEach(who -> capacities.put(who.id(), who.capacity()));
    List<ResourceId> resourceIds = assignment.resourceIds();
    return target
        .booking()
        .moved(
            resourceIds,
            target.time(),
            Booking.oneSeatOf(resourceIds, target.needs().service().taken(target.time())),
            target.configuration().settings().timeline())
        .map(moved -> new Replacement(moved, capacities));
  }

  private static Result<Target, BookingRefusal> target(Move move, Configuration configuration) {
    List<BookingFault> faults = new ArrayList<>();
    Optional<ServiceNeeds> needs = needs(move, configuration, faults);
    EnumSet<SchedulingRule> ignored = EnumSet.of(SchedulingRule.DURATION);
    ignored.addAll(move.edit().ignored());
    if (move.keepsStart()) {
      ignored.addAll(OF_ITS_TIME);
    }
    int minutes = Math.toIntExact(move.booking().time().minutes());
    BookingRules rules = configuration.rules(move.now());
    if (move.start().isBefore(move.now()) && !move.keepsStart()) {
      faults.add(Plain.IN_THE_PAST);
    } else {
      needs.ifPresent(
          found ->
              rules
                  .judge(found, move.start(), minutes, ignored)
                  .forEach(broken -> faults.add(new BookingFault.Broken(broken))));
    }
    return faults.isEmpty() && needs.isPresent()
        ? Result.done(
            new Target(
                move,
                Interval.ofMinutes(move.start(), minutes),
                needs.get(),
                rules,
                ignored,
                configuration))
        : Result.refused(new BookingRefusal.Faulty(faults));
  }

  /**
   * The needs of the booking with its new main resource.
   *
   * @param faults collects the faults
   * @return empty when the faults leave nothing to judge a time by
   */
  private static Optional<ServiceNeeds> needs(
      Move move, Configuration configuration, List<BookingFault> faults) {
    Optional<ServiceNeeds> needs = configuration.needs().map(all -> all.withMain(move.main()));
    if (needs.isEmpty()) {
      faults.add(Plain.SERVICE_GONE);
    } else if (needs.get().mains().isEmpty()) {
      faults.add(move.keepsMain() ? Plain.RETIRED_RESOURCE : Plain.UNSUITABLE_RESOURCE);
    } else if (!needs.get().isPossible()) {
      faults.add(Plain.UNSTAFFED_GROUP);
    } else {
      return needs;
    }
    return Optional.empty();
  }

  /**
   * The requested main resource with the present resources of the other parts, if all may keep
   * them.
   */
  private static Optional<Assignment> asBefore(Target target, Set<ResourceId> lost) {
    ServiceNeeds needs = target.needs();
    List<ResourceId> present = target.booking().resourceIds();
    if (present.size() != needs.parts().size()) {
      return Optional.empty();
    }
    List<BookableResource> resources = new ArrayList<>();
    resources.add(needs.mains().getFirst());
    for (int i = 1; i < present.size(); i++) {
      ResourceId id = present.get(i);
      if (lost.contains(id)) {
        return Optional.empty();
      }
      needs.groups().get(i - 1).stream()
          .filter(member -> member.id().equals(id) && !resources.contains(member))
          .filter(
              member ->
                  target
                      .rules()
                      .allows(
                          needs.service(),
                          member,
                          Part.FURTHER,
                          target.time().start(),
                          target.minutes(),
                          target.ignored()))
          .findFirst()
          .ifPresent(resources::add);
    }
    return resources.size() == present.size()
        ? Optional.of(new Assignment(resources))
        : Optional.empty();
  }

  /** The fairest free resources, but a resource that has a part keeps it. */
  private Optional<Assignment> assigned(Target target, Set<ResourceId> lost) {
    Instant start = target.time().start();
    Map<ResourceId, Occupancy> occupancies =
        rows.occupancies(
            target.move().tenant(),
            target.needs().resources().stream().map(BookableResource::id).toList(),
            FairAssignment.daysToRead(target.rules(), target.needs(), start, target.minutes()));
    giveBack(target.booking(), occupancies);
    return FairAssignment.of(
            target.rules(),
            target.needs(),
            occupancies,
            start,
            target.minutes(),
            target.booking().id(),
            target.ignored())
        .preferring(target.booking().resourceIds())
        .best(lost);
  }

  /** The booking's own time counts as free for it. */
  private static void giveBack(Booking booking, Map<ResourceId, Occupancy> occupancies) {
    booking
        .taken()
        .forEach(
            taken -> {
              Occupancy occupancy = occupancies.get(taken.resourceId());
              if (occupancy != null) {
                long first = Math.max(taken.cells().first(), occupancy.known().first());
                long end = Math.min(taken.cells().end(), occupancy.known().end());
                if (first < end) {
                  occupancy.add(new CellRange(first, end), -taken.seats());
                }
              }
            });
  }

  private Result<Replacement, BookingRefusal> taken(Target target, List<DayRow> blocking) {
    return Result.refused(
        new BookingRefusal.SlotTaken(
            freeTimes.near(
                target.move().tenant(),
                target.rules(),
                target.needs(),
                target.time().start(),
                target.needs().parts().size() == 1 ? FreeTimes.known(blocking) : Map.of()),
            target.configuration().settings().timeline()));
  }
}

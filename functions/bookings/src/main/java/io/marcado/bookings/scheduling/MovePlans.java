package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.Assignment;
import io.marcado.bookings.availability.FairAssignment;
import io.marcado.bookings.availability.Occupancy;
import io.marcado.bookings.ledger.DayRow;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.Part;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.bookings.store.Booking;
import io.marcado.bookings.store.BookingProblem;
import io.marcado.bookings.store.BookingStore.Change;
import io.marcado.domain.Fault;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Interval;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Problem;
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
 * Plans where a booking moves to: judged like a new booking with the same main resource, or the one
 * that is asked for. Whoever has a further part keeps it where that is possible; otherwise somebody
 * else of the group gets it, as availability promises.
 */
@Singleton
final class MovePlans {
  /** What a booking keeps when only its resource changes. */
  private static final Set<SchedulingRule> OF_ITS_TIME =
      EnumSet.of(SchedulingRule.NOTICE, SchedulingRule.HORIZON, SchedulingRule.INTERVAL);

  private final DayRows rows;
  private final FreeTimes freeTimes;

  MovePlans(DayRows rows, FreeTimes freeTimes) {
    this.rows = rows;
    this.freeTimes = freeTimes;
  }

  /** Where a booking is to go, and by which rules. */
  private record Target(
      Booking booking,
      Interval time,
      ServiceNeeds needs,
      BookingRules rules,
      Set<SchedulingRule> ignored) {
    int minutes() {
      return Math.toIntExact(time.minutes());
    }
  }

  /**
   * The booking at its new time and with its new resources. Nothing is read while those that it has
   * can keep their parts.
   *
   * @param taken rows that an earlier attempt found taken
   * @throws Problem 400 for a broken rule, 409 when nobody is free
   */
  Change plan(
      Call call,
      Booking booking,
      BookingChange change,
      Configuration configuration,
      List<DayRow> taken) {
    Target target = target(call, booking, change, configuration);
    Set<String> lost = new HashSet<>();
    taken.forEach(row -> lost.add(row.resourceId()));
    if (lost.contains(change.mainOf(booking))) {
      throw taken(call, target, configuration, taken);
    }
    Assignment assignment =
        asBefore(target, lost)
            .or(() -> assigned(call, target, lost))
            .orElseThrow(() -> taken(call, target, configuration, taken));
    Map<String, Integer> capacities = new HashMap<>();
    assignment.resources().forEach(who -> capacities.put(who.id(), who.capacity()));
    List<String> resourceIds = assignment.resourceIds();
    return new Change(
        booking.moved(
            resourceIds,
            target.time(),
            Booking.oneSeatOf(resourceIds, target.needs().service().taken(target.time()))),
        capacities);
  }

  private static Target target(
      Call call, Booking booking, BookingChange change, Configuration configuration) {
    Instant start = change.startOf(booking);
    boolean sameStart = start.equals(booking.time().start());
    if (start.isBefore(call.now()) && !sameStart) {
      throw Problem.invalid(
          BookingProblem.TOO_SOON,
          "Nobody can book the past.",
          List.of(new Fault("/start", "is in the past")));
    }
    EnumSet<SchedulingRule> ignored = EnumSet.of(SchedulingRule.DURATION);
    ignored.addAll(change.ignored());
    if (sameStart) {
      ignored.addAll(OF_ITS_TIME);
    }
    Target target =
        new Target(
            booking,
            Interval.ofMinutes(start, Math.toIntExact(booking.time().minutes())),
            needs(booking, change, configuration),
            configuration.rules(call.now()),
            ignored);
    BookingCreation.refuse(target.rules().judge(target.needs(), start, target.minutes(), ignored));
    return target;
  }

  private static ServiceNeeds needs(
      Booking booking, BookingChange change, Configuration configuration) {
    String main = change.mainOf(booking);
    ServiceNeeds needs =
        configuration
            .needs()
            .orElseThrow(() -> Problem.invalid("/start", "needs a service that exists"))
            .withMain(main);
    if (needs.mains().isEmpty()) {
      throw Problem.invalid(
          "/resourceId",
          main.equals(booking.mainResourceId())
              ? "does this service no more; name another one"
              : "is no resource that can do this service");
    }
    if (!needs.isPossible()) {
      throw Problem.invalid("/resourceId", "leaves nobody for what the service also needs");
    }
    return needs;
  }

  /** The asked main resource with those who have the further parts now, if all may keep them. */
  private static Optional<Assignment> asBefore(Target target, Set<String> lost) {
    ServiceNeeds needs = target.needs();
    List<String> present = target.booking().resourceIds();
    if (present.size() != needs.parts().size()) {
      return Optional.empty();
    }
    List<BookableResource> resources = new ArrayList<>();
    resources.add(needs.mains().getFirst());
    for (int i = 1; i < present.size(); i++) {
      String id = present.get(i);
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

  /** The fairest of those who are free, but whoever has a part keeps it. */
  private Optional<Assignment> assigned(Call call, Target target, Set<String> lost) {
    Instant start = target.time().start();
    Map<String, Occupancy> occupancies =
        rows.occupancies(
            call.tenant(),
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

  /** What the booking itself has taken is free for it. */
  private static void giveBack(Booking booking, Map<String, Occupancy> occupancies) {
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

  private Problem taken(
      Call call, Target target, Configuration configuration, List<DayRow> blocking) {
    return SlotTakenProblem.of(
        freeTimes.near(
            call.tenant(),
            target.rules(),
            target.needs(),
            target.time().start(),
            target.needs().parts().size() == 1 ? FreeTimes.known(blocking) : Map.of()),
        configuration.settings().timeline());
  }
}

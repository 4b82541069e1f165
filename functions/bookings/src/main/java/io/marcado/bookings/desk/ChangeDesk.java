package io.marcado.bookings.desk;

import io.marcado.bookings.BookingProblem;
import io.marcado.bookings.availability.Assignment;
import io.marcado.bookings.availability.FairAssignment;
import io.marcado.bookings.availability.Occupancy;
import io.marcado.bookings.ledger.DayRow;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.CancellationRule;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.bookings.store.Booking;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.BookingStore.Decision;
import io.marcado.bookings.store.ChangeOutcome;
import io.marcado.domain.Fault;
import io.marcado.domain.Patch;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Interval;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Changes bookings. A client changes only what is its own, and only in time; what is not its own
 * does not exist for it.
 */
@Singleton
public final class ChangeDesk {
  /** What a booking keeps when only its resource changes. */
  private static final Set<SchedulingRule> OF_ITS_TIME =
      EnumSet.of(SchedulingRule.NOTICE, SchedulingRule.HORIZON, SchedulingRule.INTERVAL);

  private final Configurations configurations;
  private final BookingStore store;
  private final DayRows rows;
  private final FreeTimes freeTimes;

  ChangeDesk(Configurations configurations, BookingStore store, DayRows rows, FreeTimes freeTimes) {
    this.configurations = configurations;
    this.store = store;
    this.rows = rows;
    this.freeTimes = freeTimes;
  }

  /**
   * A booking that the caller may see.
   *
   * @throws Problem 404
   */
  public Booked get(Call call, String bookingId) {
    Booking booking =
        store
            .find(call.tenant(), bookingId)
            .filter(found -> isVisible(call, found))
            .orElseThrow(ChangeDesk::missing);
    return new Booked(booking, configurations.settings(call.tenant(), false), false);
  }

  /**
   * Changes a booking's status, or refuses to.
   *
   * @param expectedVersion the version to be changed; empty for whichever it is
   * @throws Problem 404, 409 for a wrong status, 412 for another version
   */
  public Booked change(
      Call call, String bookingId, Optional<Long> expectedVersion, Decision decision) {
    ChangeOutcome outcome =
        store.change(
            call.tenant(),
            bookingId,
            expectedVersion,
            present -> decision.decide(visible(call, present)),
            _ -> 0,
            call.now());
    return booked(call, outcome);
  }

  /**
   * Cancels a booking.
   *
   * @throws Problem as for any change, and 400 when it is too late for a client
   */
  public Booked cancel(
      Call call, String bookingId, Optional<Long> expectedVersion, Optional<String> reason) {
    return change(
        call,
        bookingId,
        expectedVersion,
        present -> {
          Booking cancelled = present.cancelled(reason);
          requireInTime(call, present, "cancel");
          return cancelled;
        });
  }

  /**
   * Moves a booking, or edits its note.
   *
   * @throws Problem as for any change; 400 for a broken rule, or when it is too late for a client;
   *     409 when the time is taken
   */
  public Booked move(Call call, String bookingId, long expectedVersion, BookingChange change) {
    Move move = new Move(call, change);
    ChangeOutcome outcome = move.write(bookingId, expectedVersion);
    Set<String> lost = new HashSet<>();
    while (outcome instanceof ChangeOutcome.SlotTaken(List<DayRow> taken)) {
      taken.forEach(row -> lost.add(row.resourceId()));
      if (!move.findOthers(lost)) {
        throw move.taken(taken);
      }
      outcome = move.write(bookingId, expectedVersion);
    }
    return booked(call, outcome);
  }

  private Booked booked(Call call, ChangeOutcome outcome) {
    return switch (outcome) {
      case ChangeOutcome.Changed(Booking booking) ->
          new Booked(booking, configurations.settings(call.tenant(), false), false);
      case ChangeOutcome.Missing _ -> throw missing();
      case ChangeOutcome.Stale(long version) ->
          throw new Problem(
              CommonProblem.STALE_VERSION,
              "The booking is at version %d now; read it and decide again.".formatted(version));
      case ChangeOutcome.SlotTaken(List<DayRow> _) ->
          throw new IllegalStateException("this change takes no time");
      case ChangeOutcome.Busy _ -> throw Problem.unavailable();
    };
  }

  private void requireInTime(Call call, Booking booking, String what) {
    if (call.byStaff()) {
      return;
    }
    Instant start = booking.time().start();
    OrganizationSettings kept = configurations.settings(call.tenant(), false);
    if (CancellationRule.of(kept).allows(start, call.now())) {
      return;
    }
    OrganizationSettings fresh = configurations.settings(call.tenant(), true);
    if (!CancellationRule.of(fresh).allows(start, call.now())) {
      throw new Problem(
          BookingProblem.CANCELLATION_WINDOW_PASSED,
          "Clients could %s it until %s; ask the business."
              .formatted(
                  what, fresh.timeline().format(CancellationRule.of(fresh).deadline(start))));
    }
  }

  private static Booking visible(Call call, Booking booking) {
    if (!isVisible(call, booking)) {
      throw missing();
    }
    return booking;
  }

  private static boolean isVisible(Call call, Booking booking) {
    return call.byStaff() || booking.clientId().equals(call.user().userId());
  }

  private static Problem missing() {
    return Problem.notFound("booking");
  }

  /** One request to move, through its attempts. Its fields tell of the last attempt. */
  private final class Move {
    private final Call call;
    private final BookingChange change;
    private final Map<String, Integer> capacities = new HashMap<>();
    private List<String> furtherIds = List.of();
    private Optional<Target> target = Optional.empty();

    private record Target(
        Booking present, List<String> resourceIds, Interval time, Configuration configuration) {
      ServiceNeeds needs() {
        return configuration.needs().orElseThrow(ChangeDesk::missing);
      }
    }

    Move(Call call, BookingChange change) {
      this.call = call;
      this.change = change;
    }

    ChangeOutcome write(String bookingId, long expectedVersion) {
      return store.change(
          call.tenant(),
          bookingId,
          Optional.of(expectedVersion),
          this::decide,
          id -> capacities.getOrDefault(id, 0),
          call.now());
    }

    private Booking decide(Booking present) {
      visible(call, present);
      Booking noted =
          present.noted(
              switch (change.notes()) {
                case Patch.Keep<String> _ -> present.notes();
                case Patch.Clear<String> _ -> Optional.empty();
                case Patch.Set<String>(String note) -> Optional.of(note);
              });
      Instant start = change.start().orElse(present.time().start());
      String main = change.resourceId().orElse(present.mainResourceId());
      if (start.equals(present.time().start()) && main.equals(present.mainResourceId())) {
        return noted;
      }
      present.requireOpen();
      requireInTime(call, present, "move");
      List<String> resourceIds = new ArrayList<>();
      resourceIds.add(main);
      resourceIds.addAll(
          furtherIds.isEmpty()
              ? present.resourceIds().subList(1, present.resourceIds().size())
              : furtherIds);
      Interval time = Interval.ofMinutes(start, present.time().minutes());
      Target found = target(present, resourceIds, time);
      target = Optional.of(found);
      found.needs().resources().forEach(who -> capacities.put(who.id(), who.capacity()));
      return noted.moved(
          resourceIds, time, Booking.oneSeatOf(resourceIds, found.needs().service().taken(time)));
    }

    private Target target(Booking present, List<String> resourceIds, Interval time) {
      Configuration kept =
          configurations.of(call.tenant(), present.serviceId(), resourceIds, false);
      try {
        return judged(present, resourceIds, time, kept);
      } catch (Problem refusal) {
        Configuration fresh =
            configurations.of(call.tenant(), present.serviceId(), resourceIds, true);
        if (fresh.equals(kept)) {
          throw refusal;
        }
        return judged(present, resourceIds, time, fresh);
      }
    }

    private Target judged(
        Booking present, List<String> resourceIds, Interval time, Configuration configuration) {
      Target found = new Target(present, resourceIds, time, configuration);
      ServiceNeeds needs = found.needs();
      String main = resourceIds.getFirst();
      boolean sameMain = main.equals(present.mainResourceId());
      if (!sameMain && !needs.service().resourceIds().contains(main)) {
        throw Problem.invalid("/resourceId", "is no resource that can do this service");
      }
      if (needs.mains().isEmpty()) {
        throw Problem.invalid(
            "/resourceId",
            sameMain ? "takes no bookings any more; name another one" : "takes no bookings");
      }
      if (resourceIds.subList(1, resourceIds.size()).contains(main)) {
        throw Problem.invalid("/resourceId", "has another part in this booking already");
      }
      if (time.start().isBefore(call.now()) && !time.start().equals(present.time().start())) {
        throw Problem.invalid(
            BookingProblem.TOO_SOON,
            "Nobody can book the past.",
            List.of(new Fault("/start", "is in the past")));
      }
      EnumSet<SchedulingRule> ignored = EnumSet.of(SchedulingRule.DURATION);
      ignored.addAll(change.ignored());
      if (time.start().equals(present.time().start())) {
        ignored.addAll(OF_ITS_TIME);
      }
      BookingDesk.refuse(
          configuration
              .rules(call.now())
              .judge(needs, time.start(), Math.toIntExact(time.minutes()), ignored));
      return found;
    }

    /**
     * Looks for others of the groups that the service also needs, when those of the booking are
     * taken at the new time. The main resource stays the one that was asked for.
     */
    boolean findOthers(Set<String> lost) {
      if (target.isEmpty() || target.get().resourceIds().size() < 2) {
        return false;
      }
      Target last = target.get();
      String main = last.resourceIds().getFirst();
      if (lost.contains(main)) {
        return false;
      }
      ServiceNeeds needs =
          configurations
              .of(call.tenant(), last.present().serviceId(), false)
              .needs()
              .orElse(last.needs())
              .withMain(main);
      BookingRules rules = last.configuration().rules(call.now());
      int minutes = Math.toIntExact(last.time().minutes());
      EnumSet<SchedulingRule> ignored = EnumSet.of(SchedulingRule.DURATION);
      ignored.addAll(change.ignored());
      List<LocalDate> days = FairAssignment.daysToRead(rules, needs, last.time().start(), minutes);
      Map<String, Occupancy> occupancies =
          rows.occupancies(
              call.tenant(), needs.resources().stream().map(BookableResource::id).toList(), days);
      giveBack(last.present(), occupancies);
      Optional<Assignment> others =
          FairAssignment.of(
                  rules,
                  needs,
                  occupancies,
                  last.time().start(),
                  minutes,
                  last.present().id(),
                  ignored)
              .best(lost);
      others.ifPresent(
          found -> furtherIds = found.resourceIds().subList(1, found.resourceIds().size()));
      return others.isPresent();
    }

    private static void giveBack(Booking present, Map<String, Occupancy> occupancies) {
      present
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

    Problem taken(List<DayRow> blocking) {
      Target last = target.orElseThrow(ChangeDesk::missing);
      ServiceNeeds needs =
          configurations
              .of(call.tenant(), last.present().serviceId(), true)
              .needs()
              .orElse(last.needs())
              .withMain(last.resourceIds().getFirst());
      return SlotTakenProblem.of(
          freeTimes.near(
              call.tenant(),
              last.configuration().rules(call.now()),
              needs,
              last.time().start(),
              needs.parts().size() == 1 ? FreeTimes.known(blocking) : Map.of()),
          last.configuration().settings().timeline());
    }
  }
}

package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.Assignment;
import io.marcado.bookings.availability.FairAssignment;
import io.marcado.bookings.availability.Occupancy;
import io.marcado.bookings.availability.Slot;
import io.marcado.bookings.availability.Turns;
import io.marcado.bookings.ledger.DayRow;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingFault;
import io.marcado.bookings.lifecycle.BookingFault.Plain;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.BookingRefusal.Withdrawn;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.BrokenRule;
import io.marcado.bookings.rules.Offers;
import io.marcado.bookings.rules.Part;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.bookings.store.BookingStore.Replacement;
import io.marcado.catalog.published.ServiceWithResources;
import io.marcado.domain.Actor;
import io.marcado.domain.Money;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.WindowBooking;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Plans the move of a booking. It judges the booking like a new one with the same main resource, or
 * with the requested one. The other resources keep their parts if they can. If one cannot, another
 * resource of its group gets the part, as availability promises.
 */
@Singleton
final class MovePlans {
  private final DayRows rows;
  private final FreeTimes freeTimes;
  private final TurnsReader turns;

  MovePlans(DayRows rows, FreeTimes freeTimes, TurnsReader turns) {
    this.rows = rows;
    this.freeTimes = freeTimes;
    this.turns = turns;
  }

  /**
   * The target of a move.
   *
   * @param needs with the requested main resource and no other
   * @param ignored rules that staff set aside
   */
  private record Target(
      Move move,
      Interval time,
      ServiceNeeds needs,
      Set<SchedulingRule> ignored,
      BookingRules rules) {
    Booking booking() {
      return move.booking();
    }

    int minutes() {
      return needs.service().durationMinutes();
    }
  }

  /**
   * The booking at its new time and with its new resources. It reads no rows while the present
   * resources can keep their parts.
   *
   * @param taken rows in which an earlier attempt found no seat left
   */
  Result<Replacement, BookingRefusal> plan(Move move, List<DayRow> taken) {
    return move.choosesMain()
        ? anyMain(move, taken)
        : target(move).then(target -> plan(target, taken));
  }

  /**
   * The same for a move that takes its time later: it reads the rows, so that it is refused where
   * the time is taken now.
   */
  Result<Replacement, BookingRefusal> ifFree(Move move) {
    return target(move)
        .then(
            target ->
                direct(target)
                    .flatMap(less -> assigned(less, Set.of()))
                    .or(() -> assigned(target, Set.of()))
                    .map(assignment -> moved(target, assignment))
                    .orElseGet(() -> taken(target)));
  }

  /**
   * A visit at its new time, likewise.
   *
   * @param lost in how many rows earlier attempts found no seat left
   */
  Result<VisitMoves.Planned, BookingRefusal> plan(VisitMoves visit, BookingEdit edit, int lost) {
    return visit.plan(edit, lost, rows, freeTimes);
  }

  private Result<Replacement, BookingRefusal> plan(Target target, List<DayRow> taken) {
    Set<ResourceId> lost = new HashSet<>();
    taken.forEach(row -> lost.add(row.resourceId()));
    if (lost.contains(target.move().main())) {
      return taken(target);
    }
    if (target.move().edit().resourceIds().isPresent()) {
      return named(target, lost);
    }
    return direct(target)
        .flatMap(less -> asBefore(less, lost).or(() -> assigned(less, lost)))
        .or(() -> asBefore(target, lost))
        .or(() -> assigned(target, lost))
        .map(assignment -> moved(target, assignment))
        .orElseGet(() -> taken(target));
  }

  /** With exactly the resources that staff name, in the order of the parts. */
  private Result<Replacement, BookingRefusal> named(Target target, Set<ResourceId> lost) {
    List<ResourceId> named = target.move().edit().resourceIds().orElseThrow();
    List<List<BookableResource>> parts = target.needs().parts();
    if (named.size() != parts.size() || Set.copyOf(named).size() != named.size()) {
      return BookingRefusal.faulty(new BookingFault.UnsuitablePart(-1));
    }
    List<BookableResource> resources = new ArrayList<>();
    List<BookingFault> faults = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      ResourceId id = named.get(i);
      parts.get(i).stream()
          .filter(member -> member.id().equals(id))
          .findFirst()
          .ifPresentOrElse(resources::add, fault(faults, i));
    }
    for (int i = 1; faults.isEmpty() && i < resources.size(); i++) {
      if (!allowsFurther(target, resources.get(i))) {
        faults.add(
            new BookingFault.Broken(
                new BrokenRule(SchedulingRule.OPENING_HOURS, "this resource is not open then")
                    .at("/resourceIds/" + i)));
      }
    }
    if (!faults.isEmpty()) {
      return Result.refused(new BookingRefusal.Faulty(faults));
    }
    return named.stream().anyMatch(lost::contains)
        ? taken(target)
        : moved(target, new Assignment(resources));
  }

  private static Runnable fault(List<BookingFault> faults, int index) {
    return () -> faults.add(new BookingFault.UnsuitablePart(index));
  }

  private static boolean allowsFurther(Target target, BookableResource member) {
    return target
        .rules()
        .allows(
            target.needs().service(),
            member,
            Part.FURTHER,
            target.time().start(),
            target.minutes(),
            target.ignored());
  }

  /** The booking of another service with the free resource that is first by its rule. */
  private Result<Replacement, BookingRefusal> anyMain(Move move, List<DayRow> taken) {
    Movable movable = move.movable();
    Optional<Set<SchedulingRule>> ignored = move.setAside();
    if (!movable.needs().isPossible()) {
      return BookingRefusal.faulty(Plain.UNSTAFFED_SERVICE);
    }
    if (ignored.isEmpty()) {
      return BookingRefusal.faulty(Plain.IN_THE_PAST);
    }
    Offers asked = movable.offers(movable.needs());
    List<BookingFault> faults = new ArrayList<>();
    movable.rules().judge(asked, move.start(), ignored.get()).stream()
        .map(broken -> pointed(move.edit(), broken))
        .forEach(broken -> faults.add(new BookingFault.Broken(broken)));
    if (!faults.isEmpty()) {
      return Result.refused(new BookingRefusal.Faulty(faults));
    }
    Offers offers =
        ignored.get().contains(SchedulingRule.DURATION) ? asked.asAsked() : asked.allowed();
    Set<ResourceId> lost = new HashSet<>();
    taken.forEach(row -> lost.add(row.resourceId()));
    Map<ResourceId, Occupancy> occupancies =
        rows.occupancies(
            movable.tenant(),
            offers.resources().stream().map(BookableResource::id).toList(),
            FairAssignment.daysToRead(movable.rules(), offers, move.start()));
    FreeTimes.giveBack(move.booking().held(), occupancies);
    LocalTimeline local = movable.configuration().settings().timeline();
    Turns whoseTurn =
        turns.of(
            movable.tenant(),
            local,
            offers,
            move.start(),
            move.now(),
            // A guest with only a manage token does not learn who served the client.
            () ->
                movable.mover().actor() instanceof Actor.Guest
                    ? Optional.empty()
                    : move.booking().clientId());
    for (BookingRules rules : BookingCreation.directFirst(movable.rules(), offers)) {
      Optional<Assignment> found =
          FairAssignment.best(
              FairAssignment.of(
                  rules,
                  offers,
                  occupancies,
                  whoseTurn,
                  move.start(),
                  move.booking().id(),
                  ignored.get()),
              lost);
      if (found.isPresent()) {
        ServiceNeeds offer = offers.of(found.get().main()).withMain(found.get().main().id());
        return moved(
            new Target(
                move,
                local.lasting(move.start(), offer.service().durationMinutes()),
                offer,
                ignored.get(),
                rules),
            found.get());
      }
    }
    return Result.refused(
        new BookingRefusal.SlotTaken(
            freeTimes.near(
                movable.search().with(offers), List.of(), move.start(), Optional.empty()),
            move.edit().start().map(local::as).orElse(local)));
  }

  /** The same by what a client books directly, which goes before; empty where all is alike. */
  private static Optional<Target> direct(Target target) {
    return target.rules().reach() == WindowBooking.APPROVAL
        ? target
            .rules()
            .lessReaching(target.needs().resources())
            .map(
                less ->
                    new Target(
                        target.move(), target.time(), target.needs(), target.ignored(), less))
        : Optional.empty();
  }

  private static Result<Replacement, BookingRefusal> moved(Target target, Assignment assignment) {
    Map<ResourceId, Integer> capacities = new HashMap<>();
    assignment.resources().forEach(who -> capacities.put(who.id(), who.capacity()));
    Map<ResourceId, String> names = new HashMap<>();
    assignment.resources().forEach(who -> names.put(who.id(), who.name()));
    List<ResourceId> resourceIds = assignment.resourceIds();
    return target
        .booking()
        .moved(
            resourceIds,
            names,
            target.time(),
            Booking.oneSeatOf(resourceIds, target.needs().service().taken(target.time())),
            target.move().movable().configuration().settings().timeline())
        .map(moved -> served(moved, target))
        .map(moved -> moved.priced(price(target, moved.mainResourceId())))
        .map(moved -> new Replacement(moved, capacities));
  }

  private static Booking served(Booking moved, Target target) {
    BookableService service = target.needs().service();
    return target.move().movable().changesService()
        ? moved.of(service.id(), service.name())
        : moved;
  }

  /**
   * The agreed price, unless the new resource or duration costs something else by now. Another
   * service costs what it costs now.
   */
  private static Optional<Money> price(Target target, ResourceId main) {
    Booking booking = target.booking();
    if (target.move().movable().changesService()) {
      return price(
          target.move().movable().configuration().found().orElseThrow().service(),
          main,
          target.minutes());
    }
    Optional<BookableService> service =
        target.move().movable().configuration().found().map(ServiceWithResources::service);
    Optional<Money> before =
        service.flatMap(one -> price(one, booking.mainResourceId(), booking.minutes()));
    Optional<Money> after = service.flatMap(one -> price(one, main, target.minutes()));
    return before.equals(after) ? booking.price() : after;
  }

  private static Optional<Money> price(BookableService service, ResourceId main, int minutes) {
    return service.termsOf(main).asked(Optional.of(minutes)).price();
  }

  private static Result<Target, BookingRefusal> target(Move move) {
    if (isWithdrawn(move)) {
      return Result.refused(new BookingRefusal.NoLongerOffered(Withdrawn.RESOURCE));
    }
    List<BookingFault> faults = new ArrayList<>();
    Optional<ServiceNeeds> needs = needs(move, faults);
    Optional<Set<SchedulingRule>> ignored = move.setAside();
    if (ignored.isEmpty()) {
      faults.add(Plain.IN_THE_PAST);
    } else {
      needs.ifPresent(
          found ->
              move
                  .movable()
                  .rules()
                  .judge(found, move.start(), found.service().durationMinutes(), ignored.get())
                  .stream()
                  .map(broken -> pointed(move.edit(), broken))
                  .forEach(broken -> faults.add(new BookingFault.Broken(broken))));
    }
    return faults.isEmpty() && needs.isPresent() && ignored.isPresent()
        ? Result.done(
            new Target(
                move,
                move.movable()
                    .rules()
                    .timeline()
                    .lasting(move.start(), needs.get().service().durationMinutes()),
                needs.get(),
                ignored.get(),
                move.movable().rules()))
        : Result.refused(new BookingRefusal.Faulty(faults));
  }

  /** Who names no time asks for another length, or another person, at the time that there is. */
  private static BrokenRule pointed(BookingEdit edit, BrokenRule broken) {
    if (edit.start().isPresent()) {
      return broken;
    }
    return broken.at(
        edit.durationMinutes().isPresent()
            ? "/durationMinutes"
            : edit.serviceId().isPresent()
                ? "/serviceId"
                : edit.resourceIds().isPresent() ? "/resourceIds" : "/resourceId");
  }

  /** True when the booking would keep a main resource that takes no bookings any more. */
  private static boolean isWithdrawn(Move move) {
    Movable movable = move.movable();
    return move.keepsMain()
        && movable.configuration().hasWithdrawn(move.main())
        && movable.needs().withMain(move.main()).mains().isEmpty();
  }

  /**
   * The needs of the booking with its new main resource, on its terms for the new duration.
   *
   * @param faults collects the faults
   * @return empty when the faults leave nothing to judge a time by
   */
  private static Optional<ServiceNeeds> needs(Move move, List<BookingFault> faults) {
    ServiceNeeds needs = move.movable().needs().withMain(move.main());
    if (needs.mains().isEmpty()) {
      faults.add(
          move.keepsMain() && !move.movable().changesService()
              ? Plain.RETIRED_RESOURCE
              : Plain.UNSUITABLE_RESOURCE);
      return Optional.empty();
    }
    if (!needs.isPossible()) {
      faults.add(Plain.UNSTAFFED_GROUP);
      return Optional.empty();
    }
    return Optional.of(move.movable().offers(needs).each().getFirst());
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
          .filter(member -> allowsFurther(target, member))
          .findFirst()
          .ifPresent(resources::add);
    }
    return resources.size() == present.size()
        ? Optional.of(new Assignment(resources))
        : Optional.empty();
  }

  /** The fairest free resources, but a resource that has a part keeps it. */
  private Optional<Assignment> assigned(Target target, Set<ResourceId> lost) {
    return fair(target, target.needs()).preferring(target.booking().resourceIds()).best(lost);
  }

  private FairAssignment fair(Target target, ServiceNeeds needs) {
    return fairBy(target, needs).apply(target.rules());
  }

  /** The fair assignments by rules that reach further or less far. */
  private Function<BookingRules, FairAssignment> fairBy(Target target, ServiceNeeds needs) {
    Instant start = target.time().start();
    Map<ResourceId, Occupancy> occupancies =
        rows.occupancies(
            target.move().movable().tenant(),
            needs.resources().stream().map(BookableResource::id).toList(),
            FairAssignment.daysToRead(target.rules(), needs, start, target.minutes()));
    FreeTimes.giveBack(target.booking().held(), occupancies);
    return rules ->
        FairAssignment.of(
            rules,
            needs,
            occupancies,
            start,
            target.minutes(),
            target.booking().id(),
            target.ignored());
  }

  /**
   * The nearest free times for this booking. Who names a resource may take another one; who names a
   * time alone keeps the present one.
   */
  private Result<Replacement, BookingRefusal> taken(Target target) {
    Move move = target.move();
    Movable movable = move.movable();
    boolean anyDuration = target.ignored().contains(SchedulingRule.DURATION);
    Offers own = Offers.of(target.needs(), Optional.empty());
    List<Slot> near =
        freeTimes.near(
            movable.search().with(anyDuration ? own.asAsked() : own),
            move.edit().resourceId().map(_ -> sameTime(target)).orElse(List.of()),
            move.start(),
            Optional.of(target.booking().time().start()).filter(_ -> move.keepsMain()));
    LocalTimeline local = movable.configuration().settings().timeline();
    return Result.refused(
        new BookingRefusal.SlotTaken(near, move.edit().start().map(local::as).orElse(local)));
  }

  /** The new time with the other main resources that could have the booking then. */
  private List<Slot> sameTime(Target target) {
    ServiceNeeds others = others(target.move());
    if (!others.isPossible()) {
      return List.of();
    }
    List<Slot> slots = new ArrayList<>();
    Offers offers = target.move().movable().offers(others);
    for (ServiceNeeds offer : offers.each()) {
      FreeTimes.at(target.time(), offer, offers.told(offer), target.rules(), fairBy(target, offer))
          .ifPresent(slots::add);
    }
    return slots;
  }

  /** The needs without the requested main resource, and without what the booking has already. */
  private static ServiceNeeds others(Move move) {
    ServiceNeeds others = move.movable().needs().withoutMain(move.main());
    return move.keepsStart() ? others.withoutMain(move.booking().mainResourceId()) : others;
  }
}

package io.marcado.bookings.scheduling;

import static java.util.Objects.requireNonNull;

import io.marcado.bookings.ledger.DayRow;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingFault;
import io.marcado.bookings.lifecycle.BookingFault.Plain;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.BookingRefusal.Act;
import io.marcado.bookings.lifecycle.VisitPart;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.rules.ApprovalRule;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.BookingStore.Replacement;
import io.marcado.bookings.store.ClientAllowance;
import io.marcado.bookings.store.UpdateOutcome;
import io.marcado.catalog.published.ServiceWithResources;
import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.Money;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Changes bookings. A client changes only its own bookings, and only before the cancellation window
 * closes. Other bookings do not exist for it.
 */
@Singleton
public final class BookingUpdates {
  /** Leaves room for the booking and what stands beside it. */
  private static final int MOST_ROWS = 3 * BookableService.MOST_ROWS;

  private final Configurations configurations;
  private final BookingStore store;
  private final Movables movables;
  private final MovePlans movePlans;
  private final SeatMoves seats;
  private final SecurityEvents events;
  private final ClientLimits limits;
  private final ShownClients clients;
  private final RequestExpiry requests;

  BookingUpdates(
      Configurations configurations,
      BookingStore store,
      Movables movables,
      MovePlans movePlans,
      SeatMoves seats,
      SecurityEvents events,
      ClientLimits limits,
      ShownClients clients,
      RequestExpiry requests) {
    this.configurations = configurations;
    this.store = store;
    this.movables = movables;
    this.movePlans = movePlans;
    this.seats = seats;
    this.events = events;
    this.limits = limits;
    this.clients = clients;
    this.requests = requests;
  }

  /**
   * Changes a booking's status, if that takes no time. A correction goes on the audit trail.
   *
   * @param expectedVersion the version that the caller wants to change; empty for any
   * @param decision the new status
   */
  public Result<Booked, BookingRefusal> change(
      Actor actor,
      BookingId bookingId,
      Optional<Long> expectedVersion,
      Function<Booking, Result<Booking, BookingRefusal>> decision,
      Instant now) {
    return booked(
        actor,
        write(
            actor,
            bookingId,
            expectedVersion,
            present ->
                decision
                    .apply(present)
                    .map(
                        next ->
                            onTrail(actor, present, Replacement.takingNoTime(next), now)
                                .within(limits.of(actor, now))),
            now));
  }

  private UpdateOutcome write(
      Actor actor,
      BookingId bookingId,
      Optional<Long> expectedVersion,
      BookingStore.Decision decision,
      Instant now) {
    return store.change(
        actor.tenant(),
        bookingId,
        booking -> BookingRights.reaches(actor, booking, now),
        expectedVersion,
        present -> decision.decide(present).map(next -> next.by(BookingRights.changedBy(actor))),
        now);
  }

  /**
   * Confirms a booking. One that was rejected takes its time again, if that is still free; nothing
   * else stands in the way, neither a rule nor what has become of its service and resources.
   */
  public Result<Booked, BookingRefusal> confirm(
      Actor actor, BookingId bookingId, Optional<Long> expectedVersion, Instant now) {
    UpdateOutcome outcome =
        write(
            actor,
            bookingId,
            expectedVersion,
            present ->
                (present.status() == BookingStatus.REJECTED
                        ? afterAll(actor.tenant(), present, now)
                        : present
                            .confirmed(now)
                            .mapRefusal(
                                why ->
                                    why instanceof BookingRefusal.WrongStatus wrong
                                        ? wrong.or(BookingStatus.REJECTED)
                                        : why)
                            .map(Replacement::takingNoTime))
                    .map(next -> onTrail(actor, present, next, now).within(limits.of(actor, now))),
            now);
    return outcome instanceof UpdateOutcome.SlotTaken
        ? Result.refused(
            new BookingRefusal.SlotTaken(
                List.of(), configurations.settings(actor.tenant()).copy().get().timeline()))
        : booked(actor, outcome);
  }

  private Result<Replacement, BookingRefusal> afterAll(
      TenantId tenant, Booking rejected, Instant now) {
    if (rejected.classPlace().isPresent()) {
      return seats.again(tenant, rejected, now);
    }
    if (!rejected.visit().isEmpty()) {
      return visitAfterAll(tenant, rejected, now);
    }
    ServiceWithResources had = configurations.had(tenant, rejected);
    Map<ResourceId, Integer> capacities = new HashMap<>();
    had.resources().forEach((id, resource) -> capacities.put(id, resource.capacity()));
    return rejected
        .confirmedAfterAll(
            Booking.oneSeatOf(rejected.resourceIds(), had.service().taken(rejected.time())), now)
        .map(confirmed -> new Replacement(confirmed, capacities));
  }

  private Result<Replacement, BookingRefusal> visitAfterAll(
      TenantId tenant, Booking rejected, Instant now) {
    Configuration configuration = configurations.of(tenant, rejected).fresh().get();
    return rejected
        .confirmedAfterAll(Visits.taken(rejected, configuration), now)
        .map(
            confirmed ->
                new Replacement(
                    confirmed, configurations.capacities(tenant, rejected.resourceIds())));
  }

  private Replacement onTrail(Actor actor, Booking present, Replacement next, Instant now) {
    return present.isCorrectedBy(next.booking())
        ? next.with(
            events.record(
                actor.tenant(),
                SecurityEvent.by(
                    SecurityEvent.Type.BOOKING_CORRECTED,
                    actor,
                    present.clientId().map(PersonId::value),
                    now,
                    Map.of(
                        "bookingId",
                        present.id().value(),
                        "from",
                        present.status().name(),
                        "to",
                        next.booking().status().name()))))
        : next;
  }

  /** Cancels a booking that is not over. */
  public Result<Booked, BookingRefusal> cancel(
      Actor actor,
      BookingId bookingId,
      Optional<Long> expectedVersion,
      Optional<String> reason,
      Instant now) {
    return change(
        actor,
        bookingId,
        expectedVersion,
        present ->
            present
                .cancelled(reason)
                .then(
                    cancelled ->
                        configurations
                            .settings(actor.tenant())
                            .decide(
                                settings ->
                                    BookingRights.inTime(actor, present, Act.CANCEL, settings, now)
                                        .map(_ -> cancelled)))
                .then(
                    cancelled ->
                        BookingRights.isOver(present, now)
                            ? Result.refused(new BookingRefusal.Over())
                            : Result.done(cancelled)),
        now);
  }

  /** Moves a booking, makes it longer or shorter, or edits its note or who comes. */
  public Result<Booked, BookingRefusal> move(
      Actor actor,
      BookingId bookingId,
      Optional<Long> expectedVersion,
      BookingEdit edit,
      Instant now) {
    return move(actor, bookingId, expectedVersion, edit, Result::done, now);
  }

  /**
   * The same, if the actor agrees to what comes of it.
   *
   * @param agreed decides on the booking as it would be, and what is written with it
   */
  Result<Booked, BookingRefusal> move(
      Actor actor,
      BookingId bookingId,
      Optional<Long> expectedVersion,
      BookingEdit edit,
      Function<Replacement, Result<Replacement, BookingRefusal>> agreed,
      Instant now) {
    List<BookingFault> faults = faultsOfActor(actor, edit);
    if (!faults.isEmpty()) {
      return Result.refused(new BookingRefusal.Faulty(faults));
    }
    TriedInVain tried = new TriedInVain();
    AtomicReference<Optional<Money>> price = new AtomicReference<>(Optional.empty());
    Supplier<UpdateOutcome> change =
        () ->
            write(
                actor,
                bookingId,
                expectedVersion,
                present -> {
                  price.set(present.price());
                  return plan(actor, present, edit, tried, now)
                      .then(next -> writable(present, next))
                      .map(next -> next.of(edit.byStaff().applied(next.booking())))
                      .then(next -> edit.confirmed(next.booking(), now).map(next::of))
                      .then(agreed);
                },
                now);
    UpdateOutcome outcome = moved(change, tried);
    if (outcome instanceof UpdateOutcome.Refused(BookingRefusal why)
        && why.isOfTakenTime()
        // It may be that of a request that has lapsed.
        && requests.expire(actor.tenant(), now)) {
      tried.rows.clear();
      outcome = moved(change, tried);
    }
    return booked(actor, outcome).map(booked -> booked.costingBefore(requireNonNull(price.get())));
  }

  /**
   * A booking as a move would make it now; refused as the move is, but for a time that is taken,
   * which nobody looks at.
   */
  Result<Booking, BookingRefusal> planned(
      Actor actor, Booking present, BookingEdit edit, Instant now) {
    return plan(actor, present, edit, new TriedInVain(), now).map(Replacement::booking);
  }

  /** What this actor must not say, or not so. */
  private List<BookingFault> faultsOfActor(Actor actor, BookingEdit edit) {
    List<BookingFault> faults = new ArrayList<>();
    if (!BookingRights.mayIgnore(actor, edit.ignored())) {
      faults.add(Plain.RULES_SET_ASIDE);
    }
    faults.addAll(
        BookingRights.actsForBusiness(actor)
            ? edit.byStaff()
                .faults(() -> configurations.settings(actor.tenant()).fresh().get().currency())
            : edit.faultsOfClient());
    return faults;
  }

  /**
   * The faults of a change that do not depend on the booking, as far as the request could be read:
   * to be told beside those found before.
   */
  public List<BookingFault> faults(Actor actor, BookingEdit edit) {
    List<BookingFault> faults = faultsOfActor(actor, edit);
    edit.serviceId()
        .filter(id -> configurations.ofService(actor.tenant(), id).fresh().get().found().isEmpty())
        .ifPresent(_ -> faults.add(Plain.UNKNOWN_SERVICE));
    edit.start()
        .flatMap(
            start ->
                BookingFault.NoSuchTime.of(
                    start, configurations.settings(actor.tenant()).fresh().get().timeline()))
        .ifPresent(faults::add);
    return faults;
  }

  private static UpdateOutcome moved(Supplier<UpdateOutcome> change, TriedInVain tried) {
    UpdateOutcome outcome = change.get();
    // A lost resource is not planned again, so this ends with the last one that can do it.
    while (outcome instanceof UpdateOutcome.SlotTaken(List<DayRow> rows)) {
      tried.rows.addAll(rows);
      outcome = change.get();
    }
    return outcome;
  }

  /**
   * A transaction has 100 items. Only after its service or its waiting move has changed meanwhile
   * may a booking touch so many rows.
   */
  private static Result<Replacement, BookingRefusal> writable(Booking present, Replacement next) {
    long rows =
        Stream.concat(present.held().stream(), next.booking().held().stream())
            .flatMap(
                taken ->
                    taken.cells().byDay().stream()
                        .map(day -> List.of(taken.resourceId(), day.day())))
            .distinct()
            .count();
    return rows > MOST_ROWS ? BookingRefusal.faulty(Plain.TOO_MANY_DAYS) : Result.done(next);
  }

  /** The rows that had no seat left while we planned a move under one configuration. */
  private static final class TriedInVain {
    private @Nullable Configuration configuration;
    private final List<DayRow> rows = new ArrayList<>();

    /** Under another configuration those rows may have a seat left, so try all again. */
    List<DayRow> under(Configuration present) {
      if (!present.equals(configuration)) {
        configuration = present;
        rows.clear();
      }
      return List.copyOf(rows);
    }
  }

  private Result<Replacement, BookingRefusal> plan(
      Actor actor, Booking present, BookingEdit edit, TriedInVain tried, Instant now) {
    Booking noted = edit.noted(present);
    if (noted.notes().isPresent()
        && !noted.notes().equals(present.notes())
        && !BookingTexts.fit(noted.notes(), noted.customFields())) {
      return BookingRefusal.faulty(Plain.NOTE_TOO_LARGE);
    }
    if (!edit.visit().isEmpty() && present.visit().isEmpty()) {
      return BookingRefusal.faulty(Plain.NO_VISIT);
    }
    if (present.classPlace().isPresent() || edit.isOfSeats()) {
      return seats
          .plan(actor, present, noted, edit, !tried.rows.isEmpty(), now)
          .then(
              planned ->
                  planned.takes()
                      ? asked(actor, settingsOf(actor), false, present, planned.next(), now)
                      : Result.done(planned.next()))
          .map(
              next ->
                  next.within(
                      next.booking().status() == BookingStatus.CONFIRMED
                              && present.approved().isPresent()
                          ? limits.of(actor, now).map(ClientAllowance::unbound)
                          : limits.of(actor, now)));
    }
    if (!present.visit().isEmpty()) {
      List<BookingFault> fixed = VisitMoves.fixed(edit);
      if (!fixed.isEmpty()) {
        return Result.refused(new BookingRefusal.Faulty(fixed));
      }
    }
    if (!edit.moves(present)) {
      return Result.done(Replacement.takingNoTime(noted));
    }
    Optional<Booking> back = noted.movedBack(kept -> edit.asksFor(kept, present));
    if (back.isPresent()) {
      return Result.done(
          Replacement.takingNoTime(back.get())
              .within(limits.of(actor, now).map(ClientAllowance::unbound)));
    }
    if (!present.visit().isEmpty()) {
      return configurations
          .ofVisit(
              actor.tenant(),
              Stream.concat(
                      edit.visit().stream().map(AskedPart::serviceId),
                      present.visit().stream().map(VisitPart::serviceId))
                  .toList())
          .decide(
              configuration ->
                  known(edit, present, configuration)
                      .then(_ -> movables.visit(actor, noted, configuration, now))
                      .then(visit -> movePlans.plan(visit, edit, tried.under(configuration).size()))
                      .then(
                          planned ->
                              asked(
                                  actor,
                                  configuration.settings(),
                                  planned.byAppointment(),
                                  present,
                                  planned.next(),
                                  now))
                      .map(next -> next.within(limits.of(actor, now))));
    }
    return configurations
        .ofService(actor.tenant(), edit.serviceOf(present))
        .decide(
            configuration ->
                known(edit, present, configuration)
                    .then(
                        _ ->
                            movables.of(
                                actor, noted, edit.askedMinutes(present), configuration, now))
                    .then(
                        movable ->
                            movePlans
                                .plan(new Move(movable, edit, now), tried.under(configuration))
                                .then(next -> asked(movable, present, next, now)))
                    .map(next -> next.within(limits.of(actor, now))));
  }

  private static Result<Booking, BookingRefusal> known(
      BookingEdit edit, Booking present, Configuration configuration) {
    List<BookingFault> faults = new ArrayList<>();
    if (edit.changesService(present) && configuration.found().isEmpty()) {
      faults.add(Plain.UNKNOWN_SERVICE);
    }
    edit.start()
        .flatMap(start -> BookingFault.NoSuchTime.of(start, configuration.settings().timeline()))
        .ifPresent(faults::add);
    return faults.isEmpty()
        ? Result.done(present)
        : Result.refused(new BookingRefusal.Faulty(faults));
  }

  /**
   * A move that waits for approval, or the same move where nobody need approve it. What the
   * business moves to a time that has begun takes place, so it is approved.
   */
  private static Result<Replacement, BookingRefusal> asked(
      Movable movable, Booking present, Replacement next, Instant now) {
    return asked(
        movable.mover().actor(),
        movable.configuration().settings(),
        movable.isByAppointment(next.booking()),
        present,
        next,
        now);
  }

  private static Result<Replacement, BookingRefusal> asked(
      Actor actor,
      OrganizationSettings settings,
      boolean byAppointment,
      Booking present,
      Replacement next,
      Instant now) {
    Booking moved = next.booking();
    boolean began = BookingRights.actsForBusiness(actor) && !moved.time().start().isAfter(now);
    if (present.status() == BookingStatus.PENDING && began) {
      return moved.confirmed(now).map(next::of);
    }
    boolean asks =
        present.status() == BookingStatus.CONFIRMED
            && (BookingRights.needsApproval(actor, settings) || byAppointment);
    return Result.done(
        asks ? next.of(moved.waiting(present, ApprovalRule.of(settings).deadline(now))) : next);
  }

  private OrganizationSettings settingsOf(Actor actor) {
    return configurations.settings(actor.tenant()).copy().get();
  }

  private Result<Booked, BookingRefusal> booked(Actor actor, UpdateOutcome outcome) {
    return switch (outcome) {
      case UpdateOutcome.Updated(Booking booking) ->
          Result.done(
              new Booked(booking, configurations.settings(actor.tenant()).copy().get(), false)
                  .shown(actor, clients));
      // A guest may hold a booking for the phone of somebody else, and is not told of the others.
      case UpdateOutcome.Refused(BookingRefusal.Overlaps _) when BookingRights.comesBack(actor) ->
          Result.refused(new BookingRefusal.NotTaken());
      case UpdateOutcome.Refused(BookingRefusal refusal) -> Result.refused(refusal);
      case UpdateOutcome.SlotTaken _ ->
          throw new IllegalStateException("a time that was taken is answered before");
    };
  }
}

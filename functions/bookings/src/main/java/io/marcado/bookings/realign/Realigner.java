package io.marcado.bookings.realign;

import io.marcado.bookings.ledger.TakenTime;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingFault.Plain;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.ChangedBy;
import io.marcado.bookings.realign.Realigned.Outcome;
import io.marcado.bookings.realign.Realignment.Keep;
import io.marcado.bookings.scheduling.BookingRights;
import io.marcado.bookings.scheduling.ClientLimits;
import io.marcado.bookings.store.BookingIndex;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.BookingStore.Replacement;
import io.marcado.bookings.store.UpdateOutcome;
import io.marcado.catalog.published.CatalogReader;
import io.marcado.domain.Actor;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Zone;
import io.marcado.platform.deadline.Deadline;
import io.marcado.platform.paging.Paged;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Moves the bookings and the sessions of a business to their local starts. Each keeps its
 * resources, its duration and its buffers, and takes its new time by the same write as every other
 * booking, so no resource ever has more bookings than seats. Reminders follow by the event of the
 * change.
 */
@Singleton
public final class Realigner {
  private static final int PAGE = 500;

  private static final Duration FOR_ONE_BOOKING = Duration.ofSeconds(2);

  /** Its bookings follow later where there is no time left. */
  private static final Duration FOR_ONE_SESSION = Duration.ofSeconds(4);

  /** More than any change of a zone's rules, and more than any two zones are apart. */
  private static final Duration FARTHEST = Duration.ofHours(27);

  private final SettingsReader settings;
  private final CatalogReader catalog;
  private final BookingIndex index;
  private final BookingStore store;
  private final ClientLimits limits;
  private final SessionRealigner ofSessions;

  Realigner(
      SettingsReader settings,
      CatalogReader catalog,
      BookingIndex index,
      BookingStore store,
      ClientLimits limits,
      SessionRealigner ofSessions) {
    this.settings = settings;
    this.catalog = catalog;
    this.index = index;
    this.store = store;
    this.limits = limits;
    this.ofSessions = ofSessions;
  }

  /**
   * The bookings and sessions that a move into a zone changes.
   *
   * @param zone the zone to which they move
   * @param bookings those that change, by start; those of sessions follow their sessions and are
   *     not among them
   * @param sessions those that change, by start
   */
  public record Moved(Zone zone, List<Realigned> bookings, List<RealignedSession> sessions) {
    public Moved {
      bookings = List.copyOf(bookings);
      sessions = List.copyOf(sessions);
    }
  }

  /**
   * What changes, or has.
   *
   * @param bookings by start
   * @param sessions by start
   */
  public record All(List<Realigned> bookings, List<RealignedSession> sessions) {
    public All {
      bookings = List.copyOf(bookings);
      sessions = sessions.stream().sorted(Comparator.comparing(RealignedSession::from)).toList();
    }
  }

  /**
   * Moves the bookings of a business to a zone, by the present rules.
   *
   * @param actor who asks for it
   * @param zone empty for that of the settings
   * @param apply false to only list what is due; refused for another zone than that of the settings
   */
  public Result<Moved, BookingRefusal> move(
      Actor actor, Optional<Zone> zone, Keep keep, boolean apply, Instant now) {
    TenantId tenant = actor.tenant();
    Zone business = settings.fresh(tenant).timeZone();
    Zone target = zone.orElse(business);
    if (apply && !target.equals(business)) {
      return BookingRefusal.faulty(Plain.OTHER_TIME_ZONE);
    }
    Realignment realignment = Realignment.into(target, keep);
    All all =
        apply
            ? apply(tenant, realignment, BookingRights.changedBy(actor), now)
            : allDue(tenant, realignment, now);
    return Result.done(new Moved(target, all.bookings(), all.sessions()));
  }

  /** The bookings and the sessions of a business that are to begin at another time. */
  All allDue(TenantId tenant, Realignment realignment, Instant now) {
    return new All(due(tenant, realignment, now), dueSessions(tenant, realignment, now));
  }

  private List<RealignedSession> dueSessions(
      TenantId tenant, Realignment realignment, Instant now) {
    return ofSessions.due(tenant, realignment, now.minus(FARTHEST), now);
  }

  /** The open bookings of a business that are to begin at another time, by start. */
  public List<Realigned> due(TenantId tenant, Realignment realignment, Instant now) {
    Zone business = settings.fresh(tenant).timeZone();
    List<Realigned> due = new ArrayList<>();
    BookingIndex.Filter filter =
        new BookingIndex.Filter(
            Optional.empty(),
            Optional.of(now.minus(FARTHEST)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Paged.all(
        next -> index.page(tenant, filter, PAGE, next, now),
        booking ->
            Optional.of(booking)
                .filter(open -> open.status().isOpen())
                // One of a class begins when its session does.
                .filter(open -> open.classPlace().isEmpty())
                .flatMap(open -> realignment.due(open, business))
                .filter(one -> one.isAhead(now))
                .ifPresent(due::add));
    return due;
  }

  /**
   * Moves them, and says what came of each. What the invocation has no time for stays due. To do it
   * again moves only what is left.
   */
  public List<Realigned> apply(TenantId tenant, Realignment realignment, Instant now) {
    return applyAll(tenant, realignment, now).bookings();
  }

  /** The same, with what came of the sessions. */
  All applyAll(TenantId tenant, Realignment realignment, Instant now) {
    return apply(tenant, realignment, ChangedBy.BY_ITSELF, now);
  }

  private All apply(TenantId tenant, Realignment realignment, ChangedBy by, Instant now) {
    Zone business = settings.fresh(tenant).timeZone();
    List<Realigned> waiting = new ArrayList<>(due(tenant, realignment, now));
    waiting.sort(Displaced.AWAY_FROM_EACH_OTHER);
    List<RealignedSession> sessions = dueSessions(tenant, realignment, now);
    List<RealignedSession> movedSessions = new ArrayList<>();
    List<Realigned> done = new ArrayList<>();
    boolean progress = true;
    while (progress) {
      progress = false;
      List<RealignedSession> blocked = new ArrayList<>();
      for (RealignedSession one : sessions) {
        RealignedSession tried =
            Deadline.leaves(FOR_ONE_SESSION)
                ? one.as(ofSessions.apply(tenant, one, realignment, now))
                : one;
        progress |= tried.outcome() == Outcome.DONE;
        (tried.outcome() == Outcome.CONFLICT ? blocked : movedSessions).add(tried);
      }
      sessions = blocked;
      List<Realigned> conflicts = new ArrayList<>();
      for (Realigned one : waiting) {
        Realigned tried =
            Deadline.leaves(FOR_ONE_BOOKING)
                ? one.as(apply(tenant, one, realignment, business, by, now))
                : one.as(Outcome.DUE);
        if (tried.outcome() == Outcome.CONFLICT) {
          conflicts.add(tried);
        } else {
          // The time that it left may be what another waits for.
          progress |= tried.outcome() == Outcome.DONE;
          done.add(tried);
        }
      }
      progress &= !conflicts.isEmpty() || !sessions.isEmpty();
      waiting = conflicts;
    }
    done.addAll(waiting);
    done.sort(Comparator.comparing(Realigned::from));
    movedSessions.addAll(sessions);
    return new All(done, movedSessions);
  }

  private Outcome apply(
      TenantId tenant,
      Realigned one,
      Realignment realignment,
      Zone business,
      ChangedBy by,
      Instant now) {
    // The event of the move then shows, as the version before it, what the client was told.
    if (!(write(tenant, one, present -> remembering(present, business), by, now)
        instanceof UpdateOutcome.Updated)) {
      return Outcome.CHANGED;
    }
    return switch (write(
        tenant,
        one,
        present -> present.open().map(open -> realignment.realigned(open, business)),
        by,
        now)) {
      case UpdateOutcome.Updated _ -> Outcome.DONE;
      case UpdateOutcome.SlotTaken _ -> Outcome.CONFLICT;
      case UpdateOutcome.Refused _ -> Outcome.CHANGED;
    };
  }

  private static Result<Booking, BookingRefusal> remembering(Booking present, Zone business) {
    return present.open().map(open -> open.agreedOn(Realignment.agreed(open, business)));
  }

  private UpdateOutcome write(
      TenantId tenant,
      Realigned one,
      Function<Booking, Result<Booking, BookingRefusal>> change,
      ChangedBy by,
      Instant now) {
    return store.change(
        tenant,
        one.bookingId(),
        _ -> true,
        Optional.empty(),
        present ->
            change
                .apply(present)
                .map(
                    changed ->
                        new Replacement(changed, capacities(tenant, changed))
                            .by(by)
                            .within(limits.of(new Actor.Automation(tenant, "realign"), now))),
        now);
  }

  private Map<ResourceId, Integer> capacities(TenantId tenant, Booking booking) {
    return catalog.freshCapacities(
        tenant, booking.held().stream().map(TakenTime::resourceId).distinct().toList());
  }
}

package io.marcado.bookings.scheduling;

import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.ledger.SessionSeats;
import io.marcado.bookings.ledger.SessionSeats.Seats;
import io.marcado.bookings.ledger.TakenTime;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.BookingStore.Replacement;
import io.marcado.bookings.store.ClassSessionStore;
import io.marcado.bookings.store.SessionBookings;
import io.marcado.bookings.store.SessionChanges;
import io.marcado.bookings.store.SessionChanges.Change;
import io.marcado.bookings.store.UpdateOutcome;
import io.marcado.domain.Actor;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Result;
import io.marcado.platform.deadline.Deadline;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lets bookings follow the changes of their sessions: each is cancelled or moved on its own
 * version, and its event tells its client. It may be done again at any time, also twice at once.
 *
 * <p>The row of the seats says when it is done: once the bookings that agree with the session have
 * all seats that are taken. An index may lack a booking of this moment, and an attempt may still
 * become one; both are missing in this sum, so the change stays noted and the next turn looks
 * again.
 */
@Singleton
public final class SessionFollowers {
  private static final Duration FOR_ONE_BOOKING = Duration.ofSeconds(2);

  private final ClassSessionStore sessions;
  private final SessionSeats seats;
  private final SessionBookings found;
  private final Table table;
  private final BookingStore bookings;
  private final ClientLimits limits;

  SessionFollowers(
      ClassSessionStore sessions,
      SessionSeats seats,
      SessionBookings found,
      Table table,
      BookingStore bookings,
      ClientLimits limits) {
    this.sessions = sessions;
    this.seats = seats;
    this.found = found;
    this.table = table;
    this.bookings = bookings;
    this.limits = limits;
  }

  /**
   * Lets bookings follow all changes that are noted.
   *
   * @return false when the time of the invocation ended before
   */
  public boolean followAll(Instant now) {
    return SessionChanges.ALL.each(table, now, change -> follow(change, now));
  }

  /** Lets bookings follow a change as far as the invocation has time; the rest follows later. */
  public void follow(Change change, Instant now) {
    ClassSession session = session(change);
    boolean settled = seats.settle(change.tenant(), change.sessionId());
    Seats before = seats.find(change.tenant(), session.id()).orElseThrow();
    int held = 0;
    for (Booking booking :
        found.of(
            change.tenant(),
            session.id(),
            Stream.of(change.before(), session.time().start()).distinct().toList(),
            now)) {
      if (!Deadline.leaves(FOR_ONE_BOOKING)) {
        return;
      }
      held += seatsOf(follow(change, booking, session, now), session.id());
    }
    // A request that read the session before the change takes seats within its life, or never.
    boolean mayBeDone = settled && !now.isBefore(change.at().plus(RowNotes.PATIENCE));
    if (mayBeDone
        && before.taken() == held
        && seats.find(change.tenant(), session.id()).filter(before::equals).isPresent()) {
      SessionChanges.ALL.remove(table, change);
    }
  }

  /**
   * The booking as its session is at this moment: it may have changed again since this turn began,
   * and bookings that have followed that must not be led back.
   */
  private Replacement following(Change change, Booking present) {
    ClassSession session = session(change);
    return Replacement.takingNoTime(present.following(session))
        .by(change.by())
        .with(ClassSessionStore.unchanged(change.tenant(), session));
  }

  private ClassSession session(Change change) {
    return sessions
        .find(change.tenant(), change.sessionId())
        .orElseThrow(() -> new IllegalStateException("a change of a session that never was"));
  }

  private static int seatsOf(Optional<Booking> booking, ClassSessionId sessionId) {
    return booking.stream()
        .flatMap(one -> one.held().stream())
        .filter(taken -> taken.resourceId().equals(SessionSeats.row(sessionId)))
        .mapToInt(TakenTime::seats)
        .sum();
  }

  private Optional<Booking> follow(
      Change change, Booking booking, ClassSession session, Instant now) {
    Actor marcado = new Actor.Automation(change.tenant(), "session-changed");
    UpdateOutcome outcome =
        bookings.change(
            change.tenant(),
            booking.id(),
            _ -> true,
            Optional.empty(),
            present ->
                Result.done(
                    (present.following(session).equals(present)
                            ? Replacement.takingNoTime(present)
                            : following(change, present))
                        .within(limits.of(marcado, now))),
            now);
    return switch (outcome) {
      case UpdateOutcome.Updated(Booking followed) -> Optional.of(followed);
      case UpdateOutcome.Refused(BookingRefusal.NotFound _) -> Optional.empty();
      case UpdateOutcome.Refused(BookingRefusal.Busy _) -> throw new TableUnavailableException();
      case UpdateOutcome.Refused _, UpdateOutcome.SlotTaken _ ->
          throw new IllegalStateException("who follows takes no seats and breaks no rule");
    };
  }
}

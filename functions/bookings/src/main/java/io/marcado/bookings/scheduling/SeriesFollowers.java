package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.Series;
import io.marcado.bookings.lifecycle.SeriesChange;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.BookingStore.Replacement;
import io.marcado.bookings.store.ClientAllowance;
import io.marcado.bookings.store.Held;
import io.marcado.bookings.store.SeriesStore;
import io.marcado.bookings.store.UpdateOutcome;
import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.TableUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets bookings follow a change of their series that was decided: one after the other, since their
 * client's places are in one item. The first one to follow tells of all. Several may do this at
 * once, and again: a booking that has followed is left alone.
 */
final class SeriesFollowers {
  private final SeriesStore store;
  private final BookingStore bookings;
  private final ClientLimits limits;

  SeriesFollowers(SeriesStore store, BookingStore bookings, ClientLimits limits) {
    this.store = store;
    this.bookings = bookings;
    this.limits = limits;
  }

  /** Finishes the change of a series that is under way, if there is one. */
  void finish(TenantId tenant, Series series, Instant now) {
    series
        .change()
        .flatMap(id -> store.findChange(tenant, id))
        .ifPresent(change -> follow(tenant, change, now));
  }

  /** Finishes a change. */
  void follow(TenantId tenant, SeriesChange change, Instant now) {
    List<BookingId> ids =
        change.numbers().stream()
            .map(number -> Series.bookingId(tenant, change.series(), number))
            .toList();
    Map<BookingId, Held> found = store.held(tenant, ids);
    // No limit refuses what is decided.
    Optional<ClientAllowance> allowance =
        limits.of(new Actor.Automation(tenant, "series-change"), now);
    boolean told =
        found.values().stream().map(Held::booking).anyMatch(booking -> tells(booking, change));
    List<BookingId> left = new ArrayList<>();
    for (BookingId id : ids) {
      Held held = found.get(id);
      if (held != null && isToFollow(held.booking().at(now), change, now)) {
        left.add(id);
      }
    }
    for (int i = 0; i < left.size(); i++) {
      int tells = told ? 0 : left.size() - i;
      UpdateOutcome outcome =
          bookings.change(
              tenant,
              left.get(i),
              _ -> true,
              Optional.empty(),
              present -> next(present, change, tells, allowance, now),
              now);
      if (outcome instanceof UpdateOutcome.Refused(BookingRefusal.Busy _)) {
        throw new TableUnavailableException();
      }
      told |= outcome instanceof UpdateOutcome.Updated(Booking booking) && tells(booking, change);
    }
    store.done(tenant, change);
  }

  private static boolean tells(Booking booking, SeriesChange change) {
    return booking.isChangedBy(change.id()) && booking.together().orElseThrow().tells() > 0;
  }

  private static boolean isToFollow(Booking booking, SeriesChange change, Instant now) {
    return !booking.isChangedBy(change.id())
        && change.next(booking, now) instanceof Result.Done<Booking, BookingRefusal>;
  }

  private static Result<Replacement, BookingRefusal> next(
      Booking present,
      SeriesChange change,
      int tells,
      Optional<ClientAllowance> allowance,
      Instant now) {
    return present.isChangedBy(change.id())
        ? Result.done(Replacement.takingNoTime(present))
        : change
            .next(present, now)
            .map(next -> next.changedTogether(change.id(), tells))
            .map(next -> Replacement.takingNoTime(next).within(allowance).by(change.by()));
  }
}

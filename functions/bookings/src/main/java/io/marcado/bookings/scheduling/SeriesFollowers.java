package io.marcado.bookings.scheduling;

import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.ledger.SeriesHolds.State;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.Series;
import io.marcado.bookings.lifecycle.SeriesChange;
import io.marcado.bookings.lifecycle.SeriesChange.Act;
import io.marcado.bookings.published.BookingSource;
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
import io.marcado.domain.time.LocalTimeline;
import io.marcado.platform.table.TableUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Lets bookings follow a change of their series that was decided: one after the other, since their
 * client's places are in one item. The first one to follow tells of all. Several may do this at
 * once, and again: a booking that has followed is left alone.
 */
final class SeriesFollowers {
  private final SeriesStore store;
  private final BookingStore bookings;
  private final RowNotes notes;
  private final Function<TenantId, LocalTimeline> timelines;
  private final BiFunction<Actor, Instant, Optional<ClientAllowance>> limits;

  /**
   * Follows changes.
   *
   * @param timelines local time of each business
   * @param limits what a client may have for whom somebody acts; empty without limits
   */
  SeriesFollowers(
      SeriesStore store,
      BookingStore bookings,
      RowNotes notes,
      Function<TenantId, LocalTimeline> timelines,
      BiFunction<Actor, Instant, Optional<ClientAllowance>> limits) {
    this.store = store;
    this.bookings = bookings;
    this.notes = notes;
    this.timelines = timelines;
    this.limits = limits;
  }

  /**
   * Finishes the change of a series that is under way, if there is one, or gives it up.
   *
   * @return false when its request is still at it
   */
  boolean finish(TenantId tenant, Series series, Instant now) {
    Optional<SeriesChange> found = series.change().flatMap(id -> store.findChange(tenant, id));
    if (found.isEmpty()) {
      return true;
    }
    SeriesChange change = found.get();
    if (change.state() == State.BOOKED) {
      follow(tenant, series, change, now);
      return true;
    }
    if (change.state() == State.HOLDING && !store.giveUp(tenant, change.id())) {
      return false;
    }
    giveUp(tenant, change);
    return true;
  }

  /** Gives back what a change holds that was not decided, and never will be. */
  void giveUp(TenantId tenant, SeriesChange change) {
    store.held(tenant, List.copyOf(holdIds(tenant, change).values())).values().stream()
        .filter(held -> !held.booked())
        .forEach(held -> SeriesStore.release(notes, tenant, held.booking()));
    store.done(tenant, change, Optional.empty());
  }

  /** The id of what is held for an occurrence, by its number. */
  private static Map<Integer, BookingId> holdIds(TenantId tenant, SeriesChange change) {
    Map<Integer, BookingId> ids = new LinkedHashMap<>();
    if (change.act() == Act.MOVE) {
      change
          .moves()
          .orElseThrow()
          .targets()
          .keySet()
          .forEach(number -> ids.put(number, Series.bookingId(tenant, change.id(), number)));
    }
    return ids;
  }

  /** Finishes a change that was decided. */
  void follow(TenantId tenant, Series series, SeriesChange change, Instant now) {
    Map<Integer, BookingId> ids = new LinkedHashMap<>();
    change
        .numbers()
        .forEach(number -> ids.put(number, Series.bookingId(tenant, change.series(), number)));
    Map<BookingId, Held> found = store.held(tenant, ids.values());
    Map<Integer, BookingId> holdIds = holdIds(tenant, change);
    Map<BookingId, Held> holds =
        holdIds.isEmpty() ? Map.of() : store.held(tenant, holdIds.values());
    LocalTimeline timeline = timelines.apply(tenant);
    Optional<ClientAllowance> allowance =
        limits.apply(new Actor.Automation(tenant, "series-change"), now);
    Optional<ClientAllowance> counted =
        change.act() == Act.MOVE && change.by().source() == BookingSource.CLIENT
            ? allowance.map(limit -> limit.ofClient(now))
            : allowance;
    boolean told =
        found.values().stream().map(Held::booking).anyMatch(booking -> tells(booking, change));
    List<Integer> left = new ArrayList<>();
    ids.forEach(
        (number, id) -> {
          Held held = found.get(id);
          if (held != null && isToFollow(number, held.booking().at(now), change, timeline, now)) {
            left.add(number);
          }
        });
    for (int i = 0; i < left.size(); i++) {
      int number = left.get(i);
      int tells = told ? 0 : left.size() - i;
      Optional<Booking> hold =
          Optional.ofNullable(holdIds.get(number))
              .flatMap(id -> Optional.ofNullable(holds.get(id)))
              .map(Held::booking);
      Function<Optional<ClientAllowance>, UpdateOutcome> following =
          within ->
              bookings.change(
                  tenant,
                  Series.bookingId(tenant, change.series(), number),
                  _ -> true,
                  Optional.empty(),
                  present ->
                      next(number, present, change, tells, timeline, now)
                          .map(next -> next.within(within).by(change.by()))
                          .map(next -> next.booking().equals(present) ? next : next.instead(hold)),
                  now);
      UpdateOutcome outcome = following.apply(counted);
      if (outcome instanceof UpdateOutcome.Refused(BookingRefusal why)
          && (why instanceof BookingRefusal.TooOften || why instanceof BookingRefusal.Overlaps)) {
        // It was asked before. No limit refuses a decided change.
        outcome = following.apply(allowance);
      }
      if (outcome instanceof UpdateOutcome.Refused(BookingRefusal.Busy _)) {
        throw new TableUnavailableException();
      }
      if (outcome instanceof UpdateOutcome.SlotTaken) {
        throw new IllegalStateException("what a decided change holds is its own");
      }
      told |= outcome instanceof UpdateOutcome.Updated(Booking booking) && tells(booking, change);
    }
    // The other holds are for bookings that something else has changed.
    holds.values().stream()
        .filter(held -> !held.booked())
        .forEach(held -> SeriesStore.release(notes, tenant, held.booking()));
    store.done(tenant, change, Optional.of(change.planned(series.occurrences())));
  }

  private static boolean tells(Booking booking, SeriesChange change) {
    return booking.isChangedBy(change.id()) && booking.together().orElseThrow().tells() > 0;
  }

  private static boolean isToFollow(
      int number, Booking booking, SeriesChange change, LocalTimeline timeline, Instant now) {
    return !booking.isChangedBy(change.id())
        && change.next(number, booking, timeline, now)
            instanceof Result.Done<Booking, BookingRefusal>;
  }

  private static Result<Replacement, BookingRefusal> next(
      int number,
      Booking present,
      SeriesChange change,
      int tells,
      LocalTimeline timeline,
      Instant now) {
    return present.isChangedBy(change.id())
        ? Result.done(Replacement.takingNoTime(present))
        : change
            .next(number, present, timeline, now)
            .map(
                next ->
                    change.moves().filter(SeriesChange.Moves::ofSeries).isPresent()
                        ? next.movedTogether(change.id(), tells)
                        : next.changedTogether(change.id(), tells))
            .map(Replacement::takingNoTime);
  }
}

package io.marcado.bookings.scheduling;

import io.marcado.bookings.ledger.DayLedger;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.ledger.SeriesHolds.State;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.Series;
import io.marcado.bookings.lifecycle.SeriesChange;
import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.ClientAllowance;
import io.marcado.bookings.store.CreateOutcome;
import io.marcado.bookings.store.Held;
import io.marcado.bookings.store.SeriesStore;
import io.marcado.bookings.store.SeriesStore.Open;
import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.Ids;
import io.marcado.domain.Result;
import io.marcado.domain.SeriesId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.platform.logging.Failures;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Finishes series and changes of series, no matter who began them. It does those that were decided.
 * It gives up those that were not decided in time, and gives their times back. Several may do this
 * at once, and again. See ADR 44 and ADR 46.
 */
@Singleton
public final class SeriesFinishing {
  /** How long its request alone may decide: longer than any function lives. */
  static final Duration HOLDING = RowNotes.PATIENCE;

  private static final Logger LOG = LoggerFactory.getLogger(SeriesFinishing.class);

  private final BookingStore bookings;
  private final RowNotes notes;
  private final SeriesStore store;
  private final SeriesFollowers followers;
  private final BiFunction<Actor, Instant, Optional<ClientAllowance>> limits;

  @Inject
  SeriesFinishing(
      Configurations configurations,
      BookingStore bookings,
      RowNotes notes,
      ClientLimits limits,
      Table table,
      InstantSource clock) {
    this(
        bookings,
        notes,
        new SeriesStore(table, clock),
        tenant -> configurations.settings(tenant).copy().get().timeline(),
        limits::of);
  }

  private SeriesFinishing(
      BookingStore bookings,
      RowNotes notes,
      SeriesStore store,
      Function<TenantId, LocalTimeline> timelines,
      BiFunction<Actor, Instant, Optional<ClientAllowance>> limits) {
    this.bookings = bookings;
    this.notes = notes;
    this.store = store;
    this.limits = limits;
    this.followers = new SeriesFollowers(store, bookings, notes, timelines, limits);
  }

  /** One with parts of its own, outside of a function: for businesses without limits. */
  public static SeriesFinishing of(
      Table table, Ids ids, InstantSource clock, LocalTimeline timeline) {
    RowNotes notes = new RowNotes(table, clock);
    return new SeriesFinishing(
        new BookingStore(table, new DayLedger(new DayRows(table, notes)), notes, ids),
        notes,
        new SeriesStore(table, clock),
        _ -> timeline,
        (_, _) -> Optional.empty());
  }

  /** Where series and their changes are kept. */
  public SeriesStore store() {
    return store;
  }

  // ---- by the request itself

  /**
   * Makes a series whole or not at all, once its item is there.
   *
   * @param making holds its times and decides; when it is refused or fails, all is given back
   * @return the series if it was decided, even when the answer to that was lost
   */
  public <R> Result<Series, R> make(
      TenantId tenant, Series series, Supplier<Result<Series, R>> making) {
    Result<Series, R> decided;
    try {
      decided = making.get();
    } catch (RuntimeException e) {
      // The answer to the decision may be lost.
      return Result.done(abandon(tenant, series).orElseThrow(() -> e));
    }
    if (decided instanceof Result.Refused) {
      Optional<Series> _ = abandon(tenant, series);
    }
    return decided;
  }

  /**
   * Gives back what this request holds; who dies here leaves it to others.
   *
   * @return the series if it was made after all
   */
  private Optional<Series> abandon(TenantId tenant, Series series) {
    try {
      if (!store.lapse(tenant, series.id())) {
        return store.find(tenant, series.id());
      }
      giveBack(tenant, series);
      store.forgotten(tenant, series);
    } catch (SdkException | TableUnavailableException e) {
      LOG.warn("What was held for a series is given back later: {}", Failures.summary(e));
    }
    return Optional.empty();
  }

  /**
   * Makes a change that holds new times, all of it or nothing, once its item is there.
   *
   * @param moving holds the times and decides; when it is refused or fails, all is given back
   * @param unanswered stands for its answer when that was lost
   */
  public <T, R> Result<T, R> move(
      TenantId tenant, SeriesChange change, Supplier<Result<T, R>> moving, T unanswered) {
    Result<T, R> decided;
    try {
      decided = moving.get();
    } catch (RuntimeException e) {
      // The answer to the decision may be lost.
      if (!abandon(tenant, change)) {
        throw e;
      }
      return Result.done(unanswered);
    }
    if (decided instanceof Result.Refused) {
      boolean _ = abandon(tenant, change);
    }
    return decided;
  }

  /**
   * Gives back what a change holds; who dies here leaves it to others.
   *
   * @return true when it was decided after all
   */
  boolean abandon(TenantId tenant, SeriesChange change) {
    try {
      if (!store.lapse(tenant, change.id())) {
        return true;
      }
      followers.giveUp(tenant, change);
    } catch (SdkException | TableUnavailableException e) {
      LOG.warn("What was held to move a series is given back later: {}", Failures.summary(e));
    }
    return false;
  }

  // ---- by anybody

  /** The bookings of a made series, once those that were not there yet are written. */
  public Map<Integer, Booking> bookings(TenantId tenant, Series series, Instant now) {
    Map<Integer, BookingId> wanted = series.bookingIds(tenant);
    Map<BookingId, Held> found = store.held(tenant, wanted.values());
    int first = wanted.keySet().iterator().next();
    if (series.said().isEmpty()) {
      Map<Integer, Booking> all = new LinkedHashMap<>();
      wanted.forEach(
          (number, id) ->
              Optional.ofNullable(found.get(id))
                  .ifPresent(held -> all.put(number, held.booking().at(now))));
      return all;
    }
    Map<Integer, Booking> made =
        Parallel.someAtOnce(
            List.copyOf(wanted.keySet()),
            number -> {
              Held held = found.get(wanted.get(number));
              if (held == null) {
                throw new IllegalStateException("a booked series without what it held");
              }
              return held.booked()
                  ? held.booking()
                  : book(tenant, series, held.booking(), number == first ? wanted.size() : 0);
            });
    store.finished(tenant, series);
    Map<Integer, Booking> present = new LinkedHashMap<>();
    made.forEach((number, booking) -> present.put(number, booking.at(now)));
    return present;
  }

  /**
   * The bookings of a series, once a change of it that was decided is finished. An outage leaves
   * that to the next one who looks, and some may not have followed yet.
   *
   * @return empty when they cannot be read
   */
  public Map<Integer, Booking> finished(TenantId tenant, SeriesId id, Instant now) {
    try {
      boolean _ = followers.finish(tenant, store.find(tenant, id).orElseThrow(), now);
    } catch (SdkException | TableUnavailableException e) {
      LOG.warn("Bookings follow a change of their series later: {}", Failures.summary(e));
    }
    try {
      return bookings(tenant, store.find(tenant, id).orElseThrow(), now);
    } catch (SdkException | TableUnavailableException e) {
      LOG.warn("The bookings of a changed series cannot be shown: {}", Failures.summary(e));
      return Map.of();
    }
  }

  /**
   * A made series, once all its bookings are there and a change that was under way is finished.
   *
   * @return empty while the request of that change is still at it
   */
  public Optional<Series> upToDate(TenantId tenant, Series found, Instant now) {
    Series series = found;
    if (series.said().isPresent()) {
      Map<Integer, Booking> _ = bookings(tenant, series, now);
      series = store.find(tenant, series.id()).orElseThrow();
    }
    if (!followers.finish(tenant, series, now)) {
      return Optional.empty();
    }
    return series.change().isPresent() ? store.find(tenant, series.id()) : Optional.of(series);
  }

  /**
   * Finishes what requests left behind: bookings that are still to be written, and times that are
   * still to be given back.
   *
   * @return false when the time of the invocation ended before all were done
   */
  public boolean settleAll(Instant now) {
    return store.eachOpen(now, open -> settle(open, now));
  }

  /** The same for one. */
  public void settle(Open open, Instant now) {
    Optional<Series> found = store.find(open.tenant(), open.series());
    if (found.isEmpty()) {
      store.remove(open);
      return;
    }
    Series series = found.get();
    if (series.state() == State.BOOKED) {
      Map<Integer, Booking> _ = bookings(open.tenant(), series, now);
      boolean _ = followers.finish(open.tenant(), series, now);
      return;
    }
    if (series.state() == State.HOLDING && !store.giveUp(open.tenant(), open.series())) {
      return;
    }
    giveBack(open.tenant(), series);
    // A request that was slow may still hold one; it gives that back itself, or the next writer.
    if (!now.isBefore(series.until().plus(HOLDING))) {
      store.forgotten(open.tenant(), series);
    }
  }

  /** All that is held for a series that is not made, in all rows. Repeating it changes nothing. */
  private void giveBack(TenantId tenant, Series series) {
    List<Booking> found =
        store.held(tenant, allIds(tenant, series)).values().stream()
            .filter(held -> !held.booked())
            .map(Held::booking)
            .toList();
    Map<Booking, Boolean> _ =
        Parallel.someAtOnce(
            found.stream().filter(held -> held.status() == BookingStatus.HELD).toList(),
            held -> SeriesStore.release(notes, tenant, held));
    // One after the other, since they are in one item.
    found.forEach(held -> freePlace(tenant, series, held));
  }

  private static List<BookingId> allIds(TenantId tenant, Series series) {
    List<BookingId> all = new ArrayList<>();
    for (int number = 0; number < series.occurrences().size(); number++) {
      all.add(Series.bookingId(tenant, series.id(), number));
    }
    return all;
  }

  private void freePlace(TenantId tenant, Series series, Booking held) {
    if (series.clientId().isPresent() && series.madeBy().source() == BookingSource.CLIENT) {
      store.freePlace(
          tenant,
          series.booking(held, series.clientId()),
          limits.apply(new Actor.Automation(tenant, "series-lapsed"), series.createdAt()));
    }
  }

  private Booking book(TenantId tenant, Series series, Booking held, int tells) {
    Booking booking =
        series.booking(held.heldOn(held.hold().orElseThrow().telling(tells)), series.clientId());
    return switch (bookings.book(tenant, held, booking, List.of(), Optional.empty(), List.of())) {
      case CreateOutcome.Created(Booking made) -> made;
      // Somebody else finishes it too.
      case CreateOutcome.Replayed(Booking made) -> made;
      case CreateOutcome.Refused(BookingRefusal.Busy _) -> throw new TableUnavailableException();
      case CreateOutcome.Refused _, CreateOutcome.ClientChanged _, CreateOutcome.SlotTaken _ ->
          throw new IllegalStateException("what a booked series holds is its own");
    };
  }
}

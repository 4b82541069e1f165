package io.marcado.bookings.lifecycle;

import io.marcado.bookings.ledger.SeriesHolds.State;
import io.marcado.bookings.ledger.TakenTime;
import io.marcado.bookings.lifecycle.Series.Occurrence;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.published.NamedPeople;
import io.marcado.domain.Money;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.SeriesId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A change of several bookings of a series by one request. Once it is decided each booking becomes
 * what it says, no matter who finishes it.
 *
 * @param id its own
 * @param state BOOKED once it is decided; until then it holds new times for moves, as a series that
 *     is made holds its times
 * @param until until when nobody but its request may decide, in whole seconds
 * @param by who asked for it
 * @param reason in words
 * @param numbers the occurrences that it changes
 * @param moves where they go; empty for other acts
 */
public record SeriesChange(
    SeriesId id,
    SeriesId series,
    Act act,
    State state,
    Instant until,
    ChangedBy by,
    Optional<String> reason,
    List<Integer> numbers,
    Optional<Moves> moves) {

  public SeriesChange {
    numbers = List.copyOf(numbers);
  }

  /** The act on each booking. */
  public enum Act {
    CANCEL,
    CONFIRM,
    REJECT,
    MOVE
  }

  /**
   * Where bookings go.
   *
   * @param ofSeries true when the series itself is planned so from now on
   * @param requests when requests lapse that the moves make
   * @param targets by the number of the occurrence
   */
  public record Moves(boolean ofSeries, Instant requests, Map<Integer, Target> targets) {
    public Moves {
      targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
    }
  }

  /**
   * Where one booking goes.
   *
   * @param asked when the series has it from now on
   * @param from its time when that was decided
   * @param had what it took then
   * @param names what the new ones are called
   * @param taken its new time with buffers
   * @param waits true when a booking waits for approval of the move
   */
  public record Target(
      Instant asked,
      Interval from,
      List<TakenTime> had,
      Interval time,
      List<ResourceId> resourceIds,
      List<String> names,
      List<TakenTime> taken,
      Optional<Money> price,
      boolean waits) {
    public Target {
      had = List.copyOf(had);
      resourceIds = List.copyOf(resourceIds);
      names = List.copyOf(names);
      taken = List.copyOf(taken);
    }

    /** True when nothing has become of the booking since. */
    public boolean isOf(Booking present) {
      return present.time().equals(from)
          && present.taken().equals(had)
          && present.approved().isEmpty();
    }

    private Map<ResourceId, String> named() {
      Map<ResourceId, String> named = new HashMap<>();
      for (int i = 0; i < resourceIds.size(); i++) {
        named.put(resourceIds.get(i), names.get(i));
      }
      return named;
    }
  }

  /** One that needs no time, and so is decided when it is written. */
  public static SeriesChange of(
      SeriesId id,
      SeriesId series,
      Act act,
      ChangedBy by,
      Optional<String> reason,
      List<Integer> numbers) {
    return new SeriesChange(
        id, series, act, State.BOOKED, Instant.EPOCH, by, reason, numbers, Optional.empty());
  }

  /** The same once it is decided, for these occurrences. */
  public SeriesChange decided(List<Integer> changed) {
    return new SeriesChange(id, series, act, State.BOOKED, until, by, reason, changed, moves);
  }

  /**
   * A booking as the change makes it; refused for one of which something else has become since.
   *
   * @param number of its occurrence
   * @param present as it is at that moment
   * @param timeline local time of the business
   */
  public Result<Booking, BookingRefusal> next(
      int number, Booking present, LocalTimeline timeline, Instant now) {
    return switch (act) {
      case CANCEL -> present.cancelled(reason);
      // Confirming also corrects what is over, which nobody asked for here.
      case CONFIRM ->
          present.status() == BookingStatus.PENDING
              ? present.confirmed(now)
              : Result.refused(
                  new BookingRefusal.WrongStatus(present.status(), List.of(BookingStatus.PENDING)));
      case REJECT -> present.rejected(reason);
      case MOVE -> moved(moves.orElseThrow(), number, present, timeline);
    };
  }

  private static Result<Booking, BookingRefusal> moved(
      Moves moves, int number, Booking present, LocalTimeline timeline) {
    Target target = moves.targets().get(number);
    if (target == null || !target.isOf(present)) {
      return Result.refused(new BookingRefusal.Stale(present.version()));
    }
    return present
        .moved(target.resourceIds(), target.named(), target.time(), target.taken(), timeline)
        .map(moved -> moved.priced(target.price()))
        .map(
            moved ->
                target.waits() && present.status() == BookingStatus.CONFIRMED
                    ? moved.waiting(present, moves.requests())
                    : moved);
  }

  /**
   * What it holds for a booking that it moves: what that does not have yet of its new time.
   *
   * @param number of its occurrence
   * @param present the booking, before the move
   * @return empty when it has all of it
   */
  public Optional<Booking> held(TenantId tenant, int number, Booking present, Instant now) {
    Target target = Objects.requireNonNull(moves.orElseThrow().targets().get(number));
    List<TakenTime> more = TakenTime.minus(target.taken(), present.held());
    if (more.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Booking(
            Series.bookingId(tenant, id, number),
            BookingStatus.HELD,
            present.serviceId(),
            target.resourceIds(),
            Optional.empty(),
            target.time(),
            Optional.empty(),
            Optional.empty(),
            more,
            target.price(),
            by.source(),
            Optional.empty(),
            Map.of(),
            NamedPeople.NOBODY,
            Optional.empty(),
            id.value(),
            Optional.empty(),
            "",
            1,
            now,
            now,
            now,
            Optional.empty(),
            Optional.of(by),
            Optional.of(HoldTerms.of(id, until, 0, false))));
  }

  /** The occurrences of the series as they are planned after it. */
  public List<Occurrence> planned(List<Occurrence> before) {
    List<Occurrence> after = new ArrayList<>(before);
    moves
        .filter(Moves::ofSeries)
        .ifPresent(
            to ->
                numbers.forEach(
                    number ->
                        Optional.ofNullable(to.targets().get(number))
                            // One that waits may come back.
                            .filter(target -> !target.waits())
                            .ifPresent(
                                target ->
                                    after.set(
                                        number,
                                        new Occurrence(
                                            target.asked(),
                                            Optional.of(target.time().start()),
                                            List.of())))));
    return after;
  }

  /** Hides the reason, which people wrote. */
  @Override
  public String toString() {
    return "SeriesChange " + id;
  }
}

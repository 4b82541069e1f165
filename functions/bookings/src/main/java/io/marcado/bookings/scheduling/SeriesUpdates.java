package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.Series;
import io.marcado.bookings.lifecycle.SeriesChange;
import io.marcado.bookings.lifecycle.SeriesChange.Act;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.Ids;
import io.marcado.domain.Result;
import io.marcado.domain.SeriesId;
import io.marcado.domain.settings.OrganizationSettings;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cancels, confirms or rejects bookings of a series by one request: each by the rules of one
 * booking. All changes are decided at once, then each booking follows. See ADR 46.
 */
@Singleton
public final class SeriesUpdates {
  /** How often it is judged anew when somebody else changes the series meanwhile. */
  private static final int MOST_TRIES = 3;

  private final SeriesBooking series;
  private final SeriesFinishing finishing;
  private final Configurations configurations;
  private final Ids ids;

  SeriesUpdates(
      SeriesBooking series, SeriesFinishing finishing, Configurations configurations, Ids ids) {
    this.series = series;
    this.finishing = finishing;
    this.configurations = configurations;
    this.ids = ids;
  }

  /** Of which occurrences a request speaks. */
  public enum Scope {
    /** The named one. */
    THIS,
    /** The named one and those that come after it in the recurrence. */
    FOLLOWING,
    ALL
  }

  /**
   * A request.
   *
   * @param bookingId names an occurrence; with {@link Scope#ALL} none
   * @param dryRun true to be told what would be done
   */
  public record Asked(
      SeriesId seriesId,
      Scope scope,
      Optional<BookingId> bookingId,
      Act act,
      Optional<String> reason,
      boolean dryRun) {}

  /**
   * An occurrence.
   *
   * @param number from 0
   * @param booking as it is now
   */
  public record Judged(int number, Booking booking, ChangeOutcome outcome) {}

  /**
   * The changes that were made, or would be.
   *
   * @param occurrences those of the scope that have bookings
   * @param settings of the business, needed to show it
   */
  public record Changed(
      SeriesId seriesId, boolean dryRun, List<Judged> occurrences, OrganizationSettings settings) {
    public Changed {
      occurrences = List.copyOf(occurrences);
    }
  }

  /** Changes what may be changed of the scope, or says what that would be. */
  public Result<Changed, SeriesRefusal> change(Actor actor, Asked asked, Instant now) {
    for (int tries = 1; tries <= MOST_TRIES; tries++) {
      Optional<Result<Changed, SeriesRefusal>> changed = tryToChange(actor, asked, now);
      if (changed.isPresent()) {
        return changed.get();
      }
    }
    return Result.refused(new SeriesRefusal.BeingChanged());
  }

  /** Empty when somebody else is changing the series. */
  private Optional<Result<Changed, SeriesRefusal>> tryToChange(
      Actor actor, Asked asked, Instant now) {
    return switch (series.upToDate(actor, asked.seriesId(), now)) {
      case Result.Refused<SeriesBooking.Shown, SeriesRefusal>(SeriesRefusal why) ->
          Optional.of(Result.refused(why));
      case Result.Done<SeriesBooking.Shown, SeriesRefusal>(SeriesBooking.Shown shown) ->
          switch (scope(actor, asked, shown.bookings())) {
            case Result.Refused<Map<Integer, Booking>, SeriesRefusal>(SeriesRefusal why) ->
                Optional.of(Result.refused(why));
            case Result.Done<Map<Integer, Booking>, SeriesRefusal>(Map<Integer, Booking> scope) ->
                change(actor, asked, scope, now).map(Result::done);
          };
    };
  }

  private static Result<Map<Integer, Booking>, SeriesRefusal> scope(
      Actor actor, Asked asked, Map<Integer, Booking> bookings) {
    if (asked.scope() == Scope.ALL) {
      return Result.done(bookings);
    }
    Optional<Integer> named =
        bookings.keySet().stream()
            .filter(
                number ->
                    Series.bookingId(actor.tenant(), asked.seriesId(), number)
                        .equals(asked.bookingId().orElseThrow()))
            .findFirst();
    if (named.isEmpty()) {
      return Result.refused(
          new SeriesRefusal.Faulty(
              List.of(
                  new Fault(
                      "/bookingId",
                      FaultCode.UNKNOWN_REFERENCE,
                      "is not a booking of this series"))));
    }
    Map<Integer, Booking> scope = new LinkedHashMap<>(bookings);
    scope
        .keySet()
        .removeIf(
            number ->
                asked.scope() == Scope.THIS ? !number.equals(named.get()) : number < named.get());
    return Result.done(scope);
  }

  private Optional<Changed> change(
      Actor actor, Asked asked, Map<Integer, Booking> scope, Instant now) {
    // Nothing may be refused because of what was cached.
    OrganizationSettings settings = configurations.settings(actor.tenant()).fresh().get();
    List<Judged> judged = new ArrayList<>();
    scope.forEach(
        (number, booking) ->
            judged.add(
                new Judged(number, booking, outcome(actor, asked.act(), booking, settings, now))));
    List<Integer> numbers =
        judged.stream().filter(one -> one.outcome().changes()).map(Judged::number).toList();
    if (asked.dryRun() || numbers.isEmpty()) {
      return Optional.of(new Changed(asked.seriesId(), asked.dryRun(), judged, settings));
    }
    SeriesChange change =
        SeriesChange.of(
            new SeriesId(ids.nextLong()),
            asked.seriesId(),
            asked.act(),
            BookingRights.changedBy(actor),
            asked.reason(),
            numbers);
    if (!finishing.store().begin(actor.tenant(), change)) {
      return Optional.empty();
    }
    Map<Integer, Booking> bookings = finishing.finished(actor.tenant(), asked.seriesId(), now);
    return Optional.of(
        new Changed(
            asked.seriesId(),
            false,
            judged.stream()
                .map(
                    one ->
                        new Judged(
                            one.number(),
                            bookings.getOrDefault(one.number(), one.booking()),
                            one.outcome()))
                .toList(),
            settings));
  }

  private static ChangeOutcome outcome(
      Actor actor, Act act, Booking booking, OrganizationSettings settings, Instant now) {
    return switch (act) {
      case CANCEL -> cancelling(actor, booking, settings, now);
      case CONFIRM ->
          booking.status() == BookingStatus.PENDING
              ? ChangeOutcome.CONFIRM
              : ChangeOutcome.NOT_WAITING;
      case MOVE -> throw new IllegalArgumentException("moves are judged by where they go");
      case REJECT ->
          booking.status() == BookingStatus.PENDING
              ? ChangeOutcome.REJECT
              : ChangeOutcome.NOT_WAITING;
    };
  }

  private static ChangeOutcome cancelling(
      Actor actor, Booking booking, OrganizationSettings settings, Instant now) {
    if (booking.status() == BookingStatus.CANCELLED) {
      return ChangeOutcome.ALREADY_CANCELLED;
    }
    if (!booking.status().isOpen()) {
      return ChangeOutcome.NOT_OPEN;
    }
    if (!now.isBefore(booking.agreedStart().orElse(booking.time().start()))) {
      return ChangeOutcome.STARTED;
    }
    return BookingRights.mayCancel(actor, booking, settings, now)
        ? ChangeOutcome.CANCEL
        : ChangeOutcome.TOO_LATE;
  }
}

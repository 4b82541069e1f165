package io.marcado.bookings.lifecycle;

import io.marcado.domain.SeriesId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * On which terms a time is held before it is booked. They stay with the booking that comes of it.
 *
 * @param expiresAt until when it is held, in whole seconds
 * @param minutes for how long it was held at first
 * @param extended true once it was held for longer
 * @param cancellationWindowMinutes until how long before the start a client may cancel, as it was
 *     when the time was held
 * @param byRequest true when a client books it by a request that waits for approval, as things were
 *     at that moment: by the hours, or in a series also by the settings
 * @param series the series that it is of; empty for one alone
 */
public record HoldTerms(
    Instant expiresAt,
    int minutes,
    boolean extended,
    int cancellationWindowMinutes,
    boolean byRequest,
    Optional<OfSeries> series) {

  /** A hold of a series is not over by itself: what becomes of the series decides. */
  private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  /**
   * The series of a hold.
   *
   * @param until when somebody who finds the time taken looks what has become of the series
   * @param tells of how many bookings the message about this one tells; 0 for no message
   * @param together its last change together with others of the series; empty before the first
   */
  public record OfSeries(SeriesId id, Instant until, int tells, Optional<Together> together) {}

  /**
   * A change of several bookings of a series by one request.
   *
   * @param change the id of the change
   * @param version of the booking, which came of it
   * @param tells of how many changed bookings the message about this one tells; 0 for no message
   * @param movedTo the start to which the last such change moved it; empty for none
   */
  public record Together(SeriesId change, long version, int tells, Optional<Instant> movedTo) {}

  /** The terms of a hold of a series. */
  public static HoldTerms of(
      SeriesId id, Instant until, int cancellationWindowMinutes, boolean byRequest) {
    return new HoldTerms(
        NEVER,
        0,
        false,
        cancellationWindowMinutes,
        byRequest,
        Optional.of(new OfSeries(id, until, 0, Optional.empty())));
  }

  /** The same, whose message tells of so many bookings of its series. */
  public HoldTerms telling(int bookings) {
    return new HoldTerms(
        expiresAt,
        minutes,
        extended,
        cancellationWindowMinutes,
        byRequest,
        series.map(one -> new OfSeries(one.id(), one.until(), bookings, one.together())));
  }

  /** The same after a change of several bookings of the series. */
  public HoldTerms changed(Together together) {
    return new HoldTerms(
        expiresAt,
        minutes,
        extended,
        cancellationWindowMinutes,
        byRequest,
        series.map(one -> new OfSeries(one.id(), one.until(), one.tells(), Optional.of(together))));
  }

  /** The same, once its series has moved it there; empty for nowhere. */
  HoldTerms movedTo(Optional<Instant> start) {
    return series
        .flatMap(OfSeries::together)
        .map(last -> changed(new Together(last.change(), last.version(), last.tells(), start)))
        .orElse(this);
  }

  /** When somebody who finds the time taken looks what has become of it. */
  public Instant looked() {
    return series.map(OfSeries::until).orElse(expiresAt);
  }

  /** The terms of a hold of this moment. */
  public static HoldTerms from(Instant now, int minutes, int cancellationWindowMinutes) {
    return new HoldTerms(
        Instant.ofEpochSecond(now.plus(Duration.ofMinutes(minutes)).getEpochSecond()),
        minutes,
        false,
        cancellationWindowMinutes,
        false,
        Optional.empty());
  }

  /** The same for a time that clients book by a request, or not. */
  public HoldTerms asking(boolean request) {
    return new HoldTerms(expiresAt, minutes, extended, cancellationWindowMinutes, request, series);
  }

  /** The same for once more as long, counted from when it would have ended. */
  public HoldTerms longer() {
    return new HoldTerms(
        expiresAt.plus(Duration.ofMinutes(minutes)),
        minutes,
        true,
        cancellationWindowMinutes,
        byRequest,
        series);
  }

  /** True when the time is held no more. */
  public boolean isOver(Instant now) {
    return !now.isBefore(expiresAt);
  }
}

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
 * @param byAppointment true when the hours of that moment let clients book it with approval only
 * @param series the series that it is of; empty for one alone
 */
public record HoldTerms(
    Instant expiresAt,
    int minutes,
    boolean extended,
    int cancellationWindowMinutes,
    boolean byAppointment,
    Optional<OfSeries> series) {

  /** A hold of a series is not over by itself: what becomes of the series decides. */
  private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  /**
   * The series of a hold.
   *
   * @param until when somebody who finds the time taken looks what has become of the series
   * @param tells of how many bookings the message about this one tells; 0 for no message
   */
  public record OfSeries(SeriesId id, Instant until, int tells) {}

  /** The terms of a hold of a series. */
  public static HoldTerms of(
      SeriesId id, Instant until, int cancellationWindowMinutes, boolean byAppointment) {
    return new HoldTerms(
        NEVER,
        0,
        false,
        cancellationWindowMinutes,
        byAppointment,
        Optional.of(new OfSeries(id, until, 0)));
  }

  /** The same, whose message tells of so many bookings of its series. */
  public HoldTerms telling(int bookings) {
    return new HoldTerms(
        expiresAt,
        minutes,
        extended,
        cancellationWindowMinutes,
        byAppointment,
        series.map(one -> new OfSeries(one.id(), one.until(), bookings)));
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

  /** The same for a time that is by appointment, or not. */
  public HoldTerms asking(boolean appointment) {
    return new HoldTerms(
        expiresAt, minutes, extended, cancellationWindowMinutes, appointment, series);
  }

  /** The same for once more as long, counted from when it would have ended. */
  public HoldTerms longer() {
    return new HoldTerms(
        expiresAt.plus(Duration.ofMinutes(minutes)),
        minutes,
        true,
        cancellationWindowMinutes,
        byAppointment,
        series);
  }

  /** True when the time is held no more. */
  public boolean isOver(Instant now) {
    return !now.isBefore(expiresAt);
  }
}

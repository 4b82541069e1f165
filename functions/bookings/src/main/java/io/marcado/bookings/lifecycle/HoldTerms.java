package io.marcado.bookings.lifecycle;

import java.time.Duration;
import java.time.Instant;

/**
 * On which terms a time is held before it is booked. They stay with the booking that comes of it.
 *
 * @param expiresAt until when it is held, in whole seconds
 * @param minutes for how long it was held at first
 * @param extended true once it was held for longer
 * @param cancellationWindowMinutes until how long before the start a client may cancel, as it was
 *     when the time was held
 * @param byAppointment true when the hours of that moment let clients book it with approval only
 */
public record HoldTerms(
    Instant expiresAt,
    int minutes,
    boolean extended,
    int cancellationWindowMinutes,
    boolean byAppointment) {

  /** The terms of a hold of this moment. */
  public static HoldTerms from(Instant now, int minutes, int cancellationWindowMinutes) {
    return new HoldTerms(
        Instant.ofEpochSecond(now.plus(Duration.ofMinutes(minutes)).getEpochSecond()),
        minutes,
        false,
        cancellationWindowMinutes,
        false);
  }

  /** The same for a time that is by appointment, or not. */
  public HoldTerms asking(boolean appointment) {
    return new HoldTerms(expiresAt, minutes, extended, cancellationWindowMinutes, appointment);
  }

  /** The same for once more as long, counted from when it would have ended. */
  public HoldTerms longer() {
    return new HoldTerms(
        expiresAt.plus(Duration.ofMinutes(minutes)),
        minutes,
        true,
        cancellationWindowMinutes,
        byAppointment);
  }

  /** True when the time is held no more. */
  public boolean isOver(Instant now) {
    return !now.isBefore(expiresAt);
  }
}

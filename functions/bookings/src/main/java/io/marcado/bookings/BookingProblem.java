package io.marcado.bookings;

import io.marcado.bookings.rules.CancellationRule;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.platform.http.ProblemCode;

/** Problems of availability and bookings. */
enum BookingProblem implements ProblemCode {
  OUTSIDE_OPENING_HOURS(
      SchedulingRule.OPENING_HOURS.code(), 400, "The time is outside opening hours"),
  TOO_SOON(SchedulingRule.NOTICE.code(), 400, "The time is too soon"),
  TOO_FAR_AHEAD(SchedulingRule.HORIZON.code(), 400, "The time is too far ahead"),
  NOT_ON_INTERVAL(SchedulingRule.INTERVAL.code(), 400, "The time is not on the grid of starts"),
  DURATION_NOT_ALLOWED(SchedulingRule.DURATION.code(), 400, "The duration is not allowed"),
  CANCELLATION_WINDOW_PASSED(
      CancellationRule.CODE, 400, "It is too late for clients to cancel or move it"),
  TOO_MANY_AHEAD("too-many-bookings", 409, "The client has too many bookings ahead"),
  OVERLAPPING_BOOKING("overlapping-booking", 409, "The client has another booking at this time"),
  NOT_TAKEN("booking-not-taken", 403, "The business does not take this booking online"),
  CODE_REQUIRED("code-required", 403, "A code to the phone is needed"),
  NO_LONGER_OFFERED("no-longer-offered", 409, "It takes no bookings any more"),
  SESSION_FULL("session-full", 409, "The session has too few free seats"),
  SESSION_CANCELLED("session-cancelled", 409, "The session does not take place"),
  SESSION_OVER("session-over", 409, "The session has begun or is over"),
  SEATS_TAKEN("seats-taken", 409, "More seats are taken"),
  NOT_A_CLASS("not-a-class", 409, "The service has no sessions"),
  SESSIONS_CONFLICT("sessions-conflict", 409, "People or rooms are taken then"),
  SERIES_CONFLICT("series-conflict", 409, "Occurrences of the series cannot be had"),
  SERIES_BEING_CHANGED("series-being-changed", 409, "Somebody else is changing the series"),
  KEY_SPENT("idempotency-key-spent", 422, "This idempotency key is of no use any more"),
  PLAN_CHANGED("plan-changed", 409, "The plan cannot be made any more"),
  SLOT_TAKEN("slot-taken", 409, "The time is taken"),
  HOLD_EXPIRED("hold-expired", 409, "The time is held no longer"),
  WRONG_STATUS("wrong-status", 409, "The booking's status does not allow it");

  private final Kind kind;

  BookingProblem(String code, int status, String title) {
    this.kind = new Kind(code, status, title);
  }

  /** The problem that names a broken rule. */
  static BookingProblem of(SchedulingRule rule) {
    return switch (rule) {
      case OPENING_HOURS -> OUTSIDE_OPENING_HOURS;
      case NOTICE -> TOO_SOON;
      case HORIZON -> TOO_FAR_AHEAD;
      case INTERVAL -> NOT_ON_INTERVAL;
      case DURATION -> DURATION_NOT_ALLOWED;
    };
  }

  @Override
  public Kind kind() {
    return kind;
  }
}

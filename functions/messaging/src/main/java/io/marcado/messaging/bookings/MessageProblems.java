package io.marcado.messaging.bookings;

import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.platform.http.Problem;

/** The problems of lists of messages. */
final class MessageProblems {
  private MessageProblems() {}

  /** All messages of a business are no list that anybody reads. */
  static Problem unbounded() {
    return Problem.invalid(
        Fault.query("clientId", FaultCode.REQUIRED, "is required without a bookingId"));
  }
}

package io.marcado.messaging.bookings;

import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.platform.http.Problem;
import java.time.Instant;

/** The problems of lists of messages, and of sending one again. */
final class MessageProblems {
  private MessageProblems() {}

  /** All messages of a business are no list that anybody reads. */
  static Problem unbounded() {
    return Problem.invalid(
        Fault.query("clientId", FaultCode.REQUIRED, "is required without a bookingId"));
  }

  /** Why a message was not sent again. */
  static Problem of(Replays.Refusal refusal) {
    return switch (refusal) {
      case Replays.Refusal.NotFound _ -> Problem.notFound("message");
      case Replays.Refusal.ToTeam _ ->
          new Problem(
              MessageProblem.MESSAGE_TO_TEAM, "Only what clients are told can be sent again.");
      case Replays.Refusal.Waits(Instant until) ->
          new Problem(
              MessageProblem.MESSAGE_STILL_WAITS,
              "It goes out by itself. If it still waits at %s, it can be sent again."
                  .formatted(until));
      case Replays.Refusal.BeingSent _ -> Problem.outcomeUnknown().retryAfter(MessageLedger.LEASE);
      case Replays.Refusal.Dropped(DropReason reason) ->
          new Problem(MessageProblem.MESSAGE_NOT_SENT, why(reason)).with("reason", reason);
    };
  }

  private static String why(DropReason reason) {
    return switch (reason) {
      case BOOKING_GONE, STATUS_CHANGED, FACTS_CHANGED, STARTED, OVERTAKEN, FOLLOW_UP_MOVED ->
          "What it states is no longer so.";
      case REMINDERS_OFF, FOLLOW_UP_OFF -> "The business no longer sends such messages.";
      case OPTED_OUT, SMS_STOPPED -> "The client does not want it.";
      case BARRED -> "The business takes no bookings from the client.";
      case NO_RECIPIENT -> "There is nobody to tell any more.";
      case NUMBER_REFUSED, EMAIL_REFUSED, NOT_DELIVERED -> "The number takes no messages.";
      case STOPPED -> "All messages of the business are stopped; ask us why.";
      case LIMIT -> "The client, or the business, has had too many messages. Try again tomorrow.";
      case NOT_WANTED, NO_NEWS -> "It is not wanted.";
    };
  }
}

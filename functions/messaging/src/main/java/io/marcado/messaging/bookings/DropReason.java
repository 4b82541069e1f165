package io.marcado.messaging.bookings;

/** Why a message was not sent. The ledger keeps it. */
public enum DropReason {
  /** The booking is no longer there. */
  BOOKING_GONE,
  /** The booking's status is no longer the one that the message tells. */
  STATUS_CHANGED,
  /** The booking has another start or other resources than the message tells. */
  FACTS_CHANGED,
  /** What the message announces has begun already. */
  STARTED,
  /** The business no longer wants a reminder so long before the start. */
  REMINDERS_OFF,
  /** The client is no longer there. */
  NO_RECIPIENT,
  /** No message may be sent to the client's number. */
  NUMBER_REFUSED,
  /** The phone, or the business, has had as many messages as there may be in a day. */
  LIMIT
}

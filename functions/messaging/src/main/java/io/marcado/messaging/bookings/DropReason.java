package io.marcado.messaging.bookings;

/** Why a message was not sent. The ledger keeps it. */
public enum DropReason {
  /** The booking no longer exists. */
  BOOKING_GONE,
  /** The booking no longer has the status that the message states. */
  STATUS_CHANGED,
  /** The booking no longer has the start or the resources that the message states. */
  FACTS_CHANGED,
  /** The booking that the message announces has already begun. */
  STARTED,
  /** The business no longer wants a reminder so long before the start. */
  REMINDERS_OFF,
  /** The client no longer exists, or never had a record. */
  NO_RECIPIENT,
  /** The client's number may not get messages. */
  NUMBER_REFUSED,
  /** The business takes no bookings from the client, who only learns what became of those made. */
  BARRED,
  /** The operator has stopped all messages of the business. */
  STOPPED,
  /** The phone or the business has reached its limit of messages. */
  LIMIT
}

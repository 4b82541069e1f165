package io.marcado.messaging.bookings;

import io.marcado.messaging.sending.Outgoing;

/** Why a message was not sent. The ledger keeps it. */
public enum DropReason {
  /** The booking no longer exists. */
  BOOKING_GONE,
  /** The booking no longer has the status that the message states. */
  STATUS_CHANGED,
  /** The booking no longer has the start, the service or the resources that the message states. */
  FACTS_CHANGED,
  /** The booking that the message announces has already begun. */
  STARTED,
  /** The business no longer wants a reminder so long before the start. */
  REMINDERS_OFF,
  /** The business no longer asks how a visit was. */
  FOLLOW_UP_OFF,
  /** It ends at another time, or the business asks sooner or later after that. */
  FOLLOW_UP_MOVED,
  /** A reminder nearer to the start is due as well. */
  OVERTAKEN,
  /** The client no longer exists or never had a record, or the member is no longer of the team. */
  NO_RECIPIENT,
  /** The number may not get messages. */
  NUMBER_REFUSED,
  /** The provider takes no e-mail to the receiver, or this deployment sends none. */
  EMAIL_REFUSED,
  /** WhatsApp had taken it and could not deliver it, and there is no other channel. */
  NOT_DELIVERED,
  /** The member no longer wants such messages. */
  NOT_WANTED,
  /** Nothing that the digest would tell is news any more. */
  NO_NEWS,
  /** The business takes no bookings from the client, who only learns what became of those made. */
  BARRED,
  /** The client wants no messages of this kind, or none about bookings at all. */
  OPTED_OUT,
  /** A text from the client's phone has stopped SMS, and no proved e-mail is there instead. */
  SMS_STOPPED,
  /** The operator has stopped all messages of the business. */
  STOPPED,
  /** The phone, the business or the member's digest has reached its limit. */
  LIMIT;

  /** Why a provider's refusal drops a message. */
  static DropReason refused(Outgoing message) {
    return message instanceof Outgoing.Email ? EMAIL_REFUSED : NUMBER_REFUSED;
  }
}

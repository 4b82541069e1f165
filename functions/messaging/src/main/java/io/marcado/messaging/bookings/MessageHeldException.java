package io.marcado.messaging.bookings;

/** Somebody else is sending the message just now; its delivery is to be repeated later. */
public final class MessageHeldException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MessageHeldException(BookingMessage message) {
    super("message " + message.id() + " is being sent");
  }
}

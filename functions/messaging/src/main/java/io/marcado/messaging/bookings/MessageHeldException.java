package io.marcado.messaging.bookings;

/** Another attempt holds the lease of the message. The queue must deliver it again later. */
public final class MessageHeldException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MessageHeldException(BookingMessage message) {
    super("message " + message.id() + " is being sent");
  }
}

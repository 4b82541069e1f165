package io.marcado.messaging.bookings;

/** Another attempt holds the lease of the message. The queue must deliver it again later. */
public final class MessageHeldException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MessageHeldException(String messageId) {
    super("message " + messageId + " is being sent");
  }
}

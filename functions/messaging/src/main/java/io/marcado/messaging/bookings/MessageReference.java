package io.marcado.messaging.bookings;

import io.marcado.domain.TenantId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message of the ledger, as its provider gives it back with what becomes of it. So the ledger
 * finds the message by its key, whether it knows already that it was sent or not.
 */
record MessageReference(TenantId tenant, String bookingId, String messageId) {
  private static final Pattern FORM =
      Pattern.compile("1/([a-z2-7]{1,64})/([A-Za-z0-9_-]{1,64})/([A-Za-z0-9_-]{1,64})");

  static MessageReference of(BookingMessage message) {
    return new MessageReference(message.tenant(), message.bookingId(), message.id());
  }

  /** As the provider gets it, at most 512 characters. */
  String text() {
    return "1/%s/%s/%s".formatted(tenant.value(), bookingId, messageId);
  }

  /** The message of a reference; empty for a text that is none. */
  static Optional<MessageReference> find(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? TenantId.find(form.group(1))
            .map(tenant -> new MessageReference(tenant, form.group(2), form.group(3)))
        : Optional.empty();
  }
}

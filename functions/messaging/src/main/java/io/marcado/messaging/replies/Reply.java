package io.marcado.messaging.replies;

import io.marcado.domain.PhoneNumber;
import io.marcado.domain.settings.SmsAccents;
import io.marcado.senders.whatsapp.OwnNumber;
import java.util.Optional;

/**
 * The answer to a text, by the channel by which it came.
 *
 * @param text with all its letters
 * @param accents how the business wants its SMS
 * @param id the same for each attempt
 * @param asks true when it asks whether to cancel
 * @param from the business's own number to which the text came; empty for the platform's
 */
public record Reply(
    PhoneNumber to,
    String text,
    SmsAccents accents,
    String id,
    boolean asks,
    Optional<OwnNumber> from) {
  /** Hides the phone and the text. */
  @Override
  public String toString() {
    return "Reply";
  }
}

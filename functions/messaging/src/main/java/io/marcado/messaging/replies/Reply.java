package io.marcado.messaging.replies;

import io.marcado.domain.PhoneNumber;
import io.marcado.domain.settings.SmsAccents;

/**
 * The answer to a text, by the channel by which it came.
 *
 * @param text with all its letters
 * @param accents how the business wants its SMS
 * @param id the same for each attempt
 * @param asks true when it asks whether to cancel
 */
public record Reply(PhoneNumber to, String text, SmsAccents accents, String id, boolean asks) {
  /** Hides the phone and the text. */
  @Override
  public String toString() {
    return "Reply";
  }
}

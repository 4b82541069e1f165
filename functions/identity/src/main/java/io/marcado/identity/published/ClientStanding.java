package io.marcado.identity.published;

import io.marcado.identity.published.notices.MessagePreferences;
import java.util.Optional;

/**
 * How a business stands to one of its clients.
 *
 * @param contact how the client is called and reached
 * @param phoneProved true once a code that was sent to the phone came back at this business
 * @param mailbox the e-mail, once a code that was sent to it came back
 * @param barred true for a client from whom the business takes no bookings
 * @param preferences about messages
 */
public record ClientStanding(
    Contact contact,
    boolean phoneProved,
    Optional<String> mailbox,
    boolean barred,
    MessagePreferences preferences) {

  /** Hides the e-mail. */
  @Override
  public String toString() {
    return "ClientStanding " + contact.id();
  }
}

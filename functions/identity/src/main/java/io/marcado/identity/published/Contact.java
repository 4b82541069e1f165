package io.marcado.identity.published;

import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import java.util.Locale;
import java.util.Optional;

/**
 * How a person is called and reached.
 *
 * @param id the same id as {@code clientId} in bookings
 * @param locale the language of messages to the person; empty for the business's
 */
public record Contact(
    PersonId id, String name, PhoneNumber phone, Optional<String> email, Optional<Locale> locale) {

  /** Hides the personal data. */
  @Override
  public String toString() {
    return "Contact " + id;
  }
}

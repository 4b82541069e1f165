package io.marcado.identity.published;

import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import java.util.Optional;

/**
 * How a person is called and reached.
 *
 * @param id the same id as {@code clientId} in bookings
 */
public record Contact(PersonId id, String name, PhoneNumber phone, Optional<String> email) {

  /** Hides the personal data. */
  @Override
  public String toString() {
    return "Contact " + id;
  }
}

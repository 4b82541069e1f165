package io.marcado.identity.published;

import io.marcado.domain.PhoneNumber;
import java.util.Optional;

/**
 * How a person is called and reached.
 *
 * @param userId the same id as {@code clientId} in bookings
 */
public record Contact(String userId, String name, PhoneNumber phone, Optional<String> email) {

  /** Hides who it is. */
  @Override
  public String toString() {
    return "Contact " + userId;
  }
}

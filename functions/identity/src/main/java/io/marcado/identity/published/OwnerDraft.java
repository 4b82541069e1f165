package io.marcado.identity.published;

import io.marcado.domain.Fault;
import io.marcado.domain.PhoneNumber;
import io.marcado.identity.people.credentials.Password;
import java.util.Optional;

/**
 * The owner of a business that signs up.
 *
 * @param name 1 to 100 characters
 */
public record OwnerDraft(String name, PhoneNumber phone, String email, Password password) {

  /** The fault of the password for this owner of this business; empty when there is none. */
  public Optional<Fault> passwordFault(String businessName) {
    return password.faultFor(
        "/owner/password", phone, Optional.of(email), Optional.of(businessName));
  }

  /** Hides the personal data. */
  @Override
  public String toString() {
    return "OwnerDraft";
  }
}

package io.marcado.identity.accounts.registration;

import io.marcado.domain.PhoneNumber;
import io.marcado.identity.people.credentials.Password;
import java.util.Locale;
import java.util.Optional;

/**
 * A registration as a client asks for it.
 *
 * @param name 1 to 100 characters
 * @param locale of messages; empty for the business's
 * @param idempotencyKey of the request, if it has one
 */
record RegistrationDraft(
    String name,
    PhoneNumber phone,
    Optional<String> email,
    Optional<Locale> locale,
    Password password,
    Optional<String> idempotencyKey) {

  /** Hides the personal data. */
  @Override
  public String toString() {
    return "RegistrationDraft";
  }
}

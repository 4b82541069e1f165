package io.marcado.identity.published;

import io.marcado.domain.PhoneNumber;
import io.marcado.identity.credentials.Password;

/**
 * The owner of a business that signs up.
 *
 * @param name 1 to 100 characters
 */
public record OwnerDraft(String name, PhoneNumber phone, String email, Password password) {

  /** Hides who it is. */
  @Override
  public String toString() {
    return "OwnerDraft";
  }
}

package io.marcado.identity.team.invitations;

import io.marcado.identity.accounts.codes.LongToken;
import io.marcado.identity.people.credentials.Password;
import java.util.Optional;

/**
 * The request to accept an invitation.
 *
 * @param password of a new account; an account that has one keeps it
 * @param name in place of the one in the invitation, or in the business's records
 * @param email of an admin, who alone says where the second code of a reset goes
 */
record AcceptanceDraft(
    LongToken token, Optional<Password> password, Optional<String> name, Optional<String> email) {

  /** Hides the personal data. */
  @Override
  public String toString() {
    return "AcceptanceDraft";
  }
}

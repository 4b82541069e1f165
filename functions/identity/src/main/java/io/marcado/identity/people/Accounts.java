package io.marcado.identity.people;

import io.marcado.domain.Role;
import io.marcado.platform.auth.PersonAccess;
import java.util.Optional;

/** What makes an account somebody's own. */
public final class Accounts {
  private Accounts() {}

  /**
   * True for an account whose phone was proved, or that was not made by a registration alone: no
   * token that is sent to the phone may touch it, and nobody else says how its person is reached.
   * What somebody registered and never proved is nobody's yet.
   */
  public static boolean isProved(Account account) {
    return isProved(account.person(), account.access())
        || (account.access().isPresent() && account.verifiedCredentials().isPresent());
  }

  /** The same where the password was not read: nobody proves one without the phone but an owner. */
  static boolean isProved(Person person, Optional<PersonAccess> access) {
    return access
        .filter(
            present ->
                person.phoneVerified() || present.role() != Role.CLIENT || !present.enabled())
        .isPresent();
  }
}

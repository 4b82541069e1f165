package io.marcado.identity.team;

import io.marcado.domain.Role;
import io.marcado.identity.credentials.Credentials;
import io.marcado.identity.people.Account;
import io.marcado.platform.auth.PersonAccess;

/** What makes an account somebody's own. */
public final class Accounts {
  private Accounts() {}

  /**
   * True for an account whose phone was proved, or that was not made by a registration alone: no
   * token that is sent to the phone may touch it. What somebody registered and never proved is
   * nobody's yet.
   */
  public static boolean isProved(Account account) {
    return account.access().isPresent()
        && (account.person().phoneVerified()
            || account.credentials().filter(Credentials::verified).isPresent()
            || account
                .access()
                .filter(PersonAccess::enabled)
                .filter(access -> access.role() == Role.CLIENT)
                .isEmpty());
  }
}

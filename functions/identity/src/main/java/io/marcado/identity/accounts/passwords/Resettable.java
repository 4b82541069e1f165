package io.marcado.identity.accounts.passwords;

import io.marcado.domain.Role;
import io.marcado.identity.people.Account;
import io.marcado.platform.auth.PersonAccess;

/** Who may reset a password, and by what. */
final class Resettable {
  private Resettable() {}

  /** True for everybody who is not disabled, also without a password so far. */
  static boolean mayReset(Account account) {
    return account.access().map(PersonAccess::enabled).orElse(true);
  }

  /** True for owners and admins, who need a second code. */
  static boolean needsSecond(Account account) {
    return account.access().filter(access -> access.role().atLeast(Role.ADMIN)).isPresent();
  }
}

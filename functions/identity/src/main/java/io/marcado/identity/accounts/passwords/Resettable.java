package io.marcado.identity.accounts.passwords;

import io.marcado.domain.Role;
import io.marcado.identity.people.Account;
import io.marcado.platform.auth.PersonAccess;

/** Whose password may be reset, and by what. */
final class Resettable {
  private Resettable() {}

  /** True for everybody who is not disabled, without a password so far too. */
  static boolean mayReset(Account account) {
    return account.access().map(PersonAccess::enabled).orElse(true);
  }

  /** True for those who run the business. */
  static boolean needsSecond(Account account) {
    return account.access().filter(access -> access.role().atLeast(Role.ADMIN)).isPresent();
  }
}

package io.marcado.identity.people;

import io.marcado.domain.Role;
import java.util.Optional;

/**
 * What somebody who runs the business is told and recognised by besides the phone: an authenticator
 * app that is on, or a mailbox.
 */
public final class SecondChannel {
  private SecondChannel() {}

  /** True when there is one. */
  public static boolean isThere(Account account, boolean appIsOn) {
    return appIsOn || mailbox(account).isPresent();
  }

  /** The same mailbox of an account. */
  public static Optional<String> mailbox(Account account) {
    return mailbox(account.person(), account.role());
  }

  /**
   * The mailbox: an e-mail that was verified, or an owner's, which came with the sign-up and so is
   * the word of the person who created the business. An e-mail that an admin gave and never
   * verified is none: mistyped, it is a stranger's.
   */
  public static Optional<String> mailbox(Person person, Role role) {
    return person.email().filter(_ -> person.emailVerified() || role == Role.OWNER);
  }
}

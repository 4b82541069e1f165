package io.marcado.identity.people;

import io.marcado.domain.Role;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.platform.auth.PersonAccess;
import java.util.Optional;

/**
 * All stored data of one person.
 *
 * @param access empty for a person who has never signed in and is not barred
 * @param credentials empty for a person without a password
 */
public record Account(
    Person person, Optional<PersonAccess> access, Optional<Credentials> credentials) {

  /** CLIENT also for a person who has never signed in. */
  public Role role() {
    return access.map(PersonAccess::role).orElse(Role.CLIENT);
  }

  /**
   * True for somebody who has proved to be the person. A registration that nobody verified belongs
   * to nobody yet.
   */
  public boolean hasAccount() {
    return hasAccount(person, access) || (access.isPresent() && verifiedCredentials().isPresent());
  }

  /**
   * The same where the password was not read: none is verified without the phone but an owner's.
   */
  static boolean hasAccount(Person person, Optional<PersonAccess> access) {
    return access
        .filter(present -> !present.barsOnly())
        .filter(present -> person.phoneVerified() || present.role() != Role.CLIENT)
        .isPresent();
  }

  /** False for somebody who may neither sign in nor book, with or without an account. */
  public boolean isEnabled() {
    return access.map(PersonAccess::enabled).orElse(true);
  }

  /**
   * True when no token that is sent to the phone may touch it, and nobody else says how its person
   * is reached.
   */
  public boolean isClosed() {
    return hasAccount() || !isEnabled();
  }

  /**
   * What challenges are bound to: the version of the access, 0 for a person who has never signed
   * in.
   */
  public long userVersion() {
    return access.map(PersonAccess::userVersion).orElse(0L);
  }

  /** What the tokens of a login are bound to, which makes a client of who has no access yet. */
  public long loginVersion() {
    return access.orElseGet(() -> PersonAccess.of(Role.CLIENT)).userVersion();
  }

  /**
   * The password that was verified to be the person's own. That of a registration is not: anybody
   * may have chosen it, and may choose another at any time, so nothing that others ask for hangs on
   * it.
   */
  public Optional<Credentials> verifiedCredentials() {
    return credentials.filter(Credentials::verified);
  }
}

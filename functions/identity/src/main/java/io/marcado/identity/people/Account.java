package io.marcado.identity.people;

import io.marcado.identity.credentials.Credentials;
import io.marcado.platform.auth.PersonAccess;
import java.util.Optional;

/**
 * All that is kept of one person.
 *
 * @param access empty for somebody who has never registered
 * @param credentials empty for somebody without a password
 */
public record Account(
    Person person, Optional<PersonAccess> access, Optional<Credentials> credentials) {

  /** What challenges are bound to: the version of the access, 0 for who has never registered. */
  public long userVersion() {
    return access.map(PersonAccess::userVersion).orElse(0L);
  }

  /**
   * The password that was proved to be the person's own. That of a registration is not: anybody may
   * have chosen it, and may choose another at any time, so nothing that others ask for hangs on it.
   */
  public Optional<Credentials> verifiedCredentials() {
    return credentials.filter(Credentials::verified);
  }
}

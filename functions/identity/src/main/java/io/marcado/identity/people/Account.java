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
    Person person, Optional<PersonAccess> access, Optional<Credentials> credentials) {}

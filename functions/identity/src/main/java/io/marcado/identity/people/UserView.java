package io.marcado.identity.people;

import io.marcado.domain.Role;
import io.marcado.platform.auth.PersonAccess;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person as the API shows it.
 *
 * @param hasAccount false for somebody who is only known from bookings
 * @param enabled false for somebody who may not sign in
 */
public record UserView(
    String userId,
    Role role,
    String name,
    String phone,
    @Nullable String email,
    boolean emailVerified,
    boolean phoneVerified,
    boolean hasAccount,
    boolean enabled,
    Instant createdAt) {

  /** Somebody who is signed in. */
  public static UserView of(Person person, Role role) {
    return of(person, role, true, true);
  }

  /** Somebody with what the business knows of the account. */
  public static UserView of(Person person, Optional<PersonAccess> access) {
    return of(
        person,
        access.map(PersonAccess::role).orElse(Role.CLIENT),
        access.isPresent(),
        access.map(PersonAccess::enabled).orElse(true));
  }

  private static UserView of(Person person, Role role, boolean hasAccount, boolean enabled) {
    return new UserView(
        person.userId(),
        role,
        person.name(),
        person.phone().e164(),
        person.email().orElse(null),
        person.emailVerified(),
        person.phoneVerified(),
        hasAccount,
        enabled,
        person.createdAt());
  }

  /** Hides who it is. */
  @Override
  public String toString() {
    return "UserView " + userId;
  }
}

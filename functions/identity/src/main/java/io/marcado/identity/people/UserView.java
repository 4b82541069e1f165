package io.marcado.identity.people;

import io.marcado.domain.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A person as the API shows it to that person. */
public record UserView(
    String userId,
    Role role,
    String name,
    String phone,
    @Nullable String email,
    boolean phoneVerified,
    Instant createdAt) {

  public static UserView of(Person person, Role role) {
    return new UserView(
        person.userId(),
        role,
        person.name(),
        person.phone().e164(),
        person.email().orElse(null),
        person.phoneVerified(),
        person.createdAt());
  }

  /** Hides who it is. */
  @Override
  public String toString() {
    return "UserView " + userId;
  }
}

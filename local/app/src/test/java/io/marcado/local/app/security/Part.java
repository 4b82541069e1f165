package io.marcado.local.app.security;

import io.marcado.domain.Permission;
import io.marcado.domain.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Who sends a request.
 *
 * @param name as the policy calls it
 * @param role of a person of the business
 * @param scope of an API key of the business
 */
record Part(String name, Optional<Role> role, Optional<Permission> scope) {
  static final Part ANONYMOUS = new Part("anonymous", Optional.empty(), Optional.empty());
  static final Part CLIENT = person("client", Role.CLIENT);
  static final Part OTHER_CLIENT = person("other-client", Role.CLIENT);
  static final Part STAFF = person("staff", Role.STAFF);
  static final Part ADMIN = person("admin", Role.ADMIN);
  static final Part OWNER = person("owner", Role.OWNER);

  /** The owner of another business, who has no role in this one. */
  static final Part OTHER_OWNER = new Part("other-owner", Optional.empty(), Optional.empty());

  /** Who booked without a login, with the manage token of a booking. */
  static final Part GUEST = new Part("guest", Optional.empty(), Optional.empty());

  private static Part person(String name, Role role) {
    return new Part(name, Optional.of(role), Optional.empty());
  }

  private static Part key(Permission scope) {
    return new Part("key " + scope.scope(), Optional.empty(), Optional.of(scope));
  }

  /** Everybody, with an API key for each scope that keys can have. */
  static List<Part> all() {
    List<Part> parts =
        new ArrayList<>(
            List.of(ANONYMOUS, CLIENT, OTHER_CLIENT, STAFF, ADMIN, OWNER, OTHER_OWNER, GUEST));
    Arrays.stream(Permission.values())
        .filter(Permission::forApiKeys)
        .map(Part::key)
        .forEach(parts::add);
    return parts;
  }

  boolean isClient() {
    return role.filter(Role.CLIENT::equals).isPresent();
  }

  /** What the policy may call it, the most exact first. */
  List<String> names() {
    if (isClient()) {
      return List.of(name, "clients");
    }
    return scope.isPresent() ? List.of(name, "keys") : List.of(name);
  }

  @Override
  public String toString() {
    return name;
  }
}

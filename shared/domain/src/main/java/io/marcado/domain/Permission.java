package io.marcado.domain;

import java.util.Arrays;
import java.util.Optional;

/**
 * A permission in one tenant. This is the one table of roles and permissions: the contract,
 * docs/access.md and the endpoints follow it.
 *
 * <p>A permission opens an endpoint. The endpoint then decides which objects the caller reaches,
 * since one route leads to a client's own bookings and to all bookings.
 */
public enum Permission {
  BOOKINGS_OWN("bookings:own", Role.CLIENT, false, "Make, see, move and cancel one's own bookings"),
  BOOKINGS_READ("bookings:read", Role.STAFF, true, "See all bookings and the whole calendar"),
  BOOKINGS_WRITE(
      "bookings:write",
      Role.STAFF,
      true,
      "Book for clients; change, confirm and reject all bookings"),
  BLOCKS_OWN(
      "blocks:own",
      Role.STAFF,
      false,
      "Take time off for the resource that one is oneself, change and remove what one took; see"
          + " one's own day"),
  BLOCKS_WRITE(
      "blocks:write",
      Role.ADMIN,
      true,
      "Take time of all resources, so that nobody can book it; see, change and remove all blocks"),
  PEOPLE_READ("people:read", Role.STAFF, true, "See clients and colleagues"),
  PEOPLE_WRITE(
      "people:write",
      Role.STAFF,
      true,
      "Correct the records of clients and bar them; change roles and states as far as the caller's"
          + " role allows"),
  CATALOG_READ(
      "catalog:read", Role.STAFF, true, "Also see inactive and deleted entries of the catalogue"),
  CATALOG_WRITE(
      "catalog:write", Role.ADMIN, true, "Change services, resources, categories and hours"),
  SETTINGS_READ("settings:read", Role.ADMIN, true, "See the business's settings"),
  SETTINGS_WRITE("settings:write", Role.ADMIN, true, "Change the business's settings"),
  WEBHOOKS_MANAGE(
      "webhooks:manage",
      Role.ADMIN,
      true,
      "Make, see, change and remove webhooks; see what was sent to them, and send it again"),
  AUDIT_READ("audit:read", Role.ADMIN, true, "See what was changed in the business, and by whom"),
  STAFF_MANAGE(
      "staff:manage",
      Role.ADMIN,
      false,
      "Invite staff, see and withdraw invitations, disable staff and lower roles"),
  ADMINS_MANAGE("admins:manage", Role.OWNER, false, "Invite, see and remove admins"),
  API_KEYS_MANAGE("api-keys:manage", Role.OWNER, false, "Make, rotate and revoke API keys"),
  SECURITY_READ("security:read", Role.OWNER, false, "See the security audit trail"),
  BUSINESS_HAND_OVER("business:hand-over", Role.OWNER, false, "Hand the business to an admin");

  private final String scope;
  private final Role leastRole;
  private final boolean forApiKeys;
  private final String description;

  Permission(String scope, Role leastRole, boolean forApiKeys, String description) {
    this.scope = scope;
    this.leastRole = leastRole;
    this.forApiKeys = forApiKeys;
    this.description = description;
  }

  /** Its name in the API: {@code noun:verb}. */
  public String scope() {
    return scope;
  }

  /** The least role that has it; every role above has it too. */
  public Role leastRole() {
    return leastRole;
  }

  /** True when an API key may have it. An API key changes no role and no access of others. */
  public boolean forApiKeys() {
    return forApiKeys;
  }

  /** One line for people. */
  public String description() {
    return description;
  }

  /** The permission of this scope. */
  public static Optional<Permission> find(String scope) {
    return Arrays.stream(values()).filter(one -> one.scope.equals(scope)).findFirst();
  }
}

package io.marcado.platform.auth;

import io.marcado.domain.PersonId;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.PartitionKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The access of a person. We read this item for every authenticated request, so that a new role, a
 * disabling or the end of a session takes effect at the next request.
 *
 * @param role the person's role
 * @param enabled false for a disabled person, who may not sign in
 * @param userVersion rises in order to end all tokens of the person; 0 for somebody who is barred
 *     and has never had any
 * @param spared the session that asked for the last rise of the version, and so survived it
 * @param endedSessions ended sessions whose access tokens may not have expired yet
 */
public record PersonAccess(
    Role role,
    boolean enabled,
    long userVersion,
    Optional<Spared> spared,
    List<EndedSession> endedSessions) {

  /**
   * A session that a rise of the version did not end.
   *
   * @param userVersion the one its tokens carry
   */
  public record Spared(String sessionId, long userVersion) {}

  /**
   * An ended session.
   *
   * @param until when the last access token of the session expires; then the entry can go
   */
  public record EndedSession(String sessionId, Instant until) {}

  /** The access of a new person. */
  public static PersonAccess of(Role role) {
    return new PersonAccess(role, true, 1, Optional.empty(), List.of());
  }

  /** The access of somebody without an account whom the business does not want as a client. */
  public static PersonAccess barred() {
    return new PersonAccess(Role.CLIENT, false, 0, Optional.empty(), List.of());
  }

  /** True when there is no account, and the item only keeps somebody out. */
  public boolean barsOnly() {
    return userVersion == 0;
  }

  /** The partition of all items of one person's account. An erasure empties it. */
  public static PartitionKey partition(TenantId tenant, PersonId personId) {
    return PartitionKey.of(tenant, "PERSON#" + personId.value());
  }

  /** The key of its item. */
  public static ItemKey key(TenantId tenant, PersonId personId) {
    return partition(tenant, personId).item("ACCESS");
  }

  /** True when a token with these claims is still valid. */
  public boolean admits(TokenClaims claims) {
    return admits(claims.sessionId(), claims.userVersion());
  }

  /** True when this session, opened at this version, is still open. */
  public boolean admits(String sessionId, long sessionVersion) {
    return enabled
        && (userVersion == sessionVersion
            || spared.filter(new Spared(sessionId, sessionVersion)::equals).isPresent())
        && endedSessions.stream().noneMatch(ended -> ended.sessionId().equals(sessionId));
  }

  /** The same with another role; every session ends. */
  public PersonAccess withRole(Role newRole) {
    return new PersonAccess(newRole, enabled, userVersion, spared, endedSessions)
        .endingAll(Optional.empty());
  }

  /** The same, able to sign in or not; every session ends. */
  public PersonAccess withEnabled(boolean newEnabled) {
    return new PersonAccess(role, newEnabled, userVersion, spared, endedSessions)
        .endingAll(Optional.empty());
  }

  /**
   * The same with every session ended.
   *
   * @param but the session that goes on, with the version that its tokens carry
   */
  public PersonAccess endingAll(Optional<Spared> but) {
    return new PersonAccess(role, enabled, userVersion + 1, but, endedSessions);
  }

  /**
   * The same with one session ended; drops entries that have expired by {@code now} is forgotten.
   */
  public PersonAccess ending(String sessionId, Instant until, Instant now) {
    List<EndedSession> sessions = new ArrayList<>(endedSessions);
    sessions.removeIf(ended -> ended.until().isBefore(now));
    sessions.add(new EndedSession(sessionId, until));
    return new PersonAccess(role, enabled, userVersion, spared, List.copyOf(sessions));
  }

  public Item toItem() {
    return Item.builder()
        .text("role", role.name())
        .flag("enabled", enabled)
        .number("uv", userVersion)
        .item(
            "spared",
            spared
                .map(
                    session ->
                        Item.builder()
                            .text("sid", session.sessionId())
                            .number("uv", session.userVersion())
                            .build())
                .orElse(null))
        .items(
            "ended",
            endedSessions.stream()
                .map(
                    ended ->
                        Item.builder()
                            .text("sid", ended.sessionId())
                            .instant("until", ended.until())
                            .build())
                .toList())
        .build();
  }

  public static PersonAccess fromItem(Item item) {
    return new PersonAccess(
        Role.valueOf(item.text("role")),
        item.flag("enabled"),
        item.number("uv"),
        item.optionalItem("spared")
            .map(session -> new Spared(session.text("sid"), session.number("uv"))),
        item.items("ended").stream()
            .map(ended -> new EndedSession(ended.text("sid"), ended.instant("until")))
            .toList());
  }
}

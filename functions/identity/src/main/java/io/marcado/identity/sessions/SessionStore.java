package io.marcado.identity.sessions;

import io.marcado.domain.TenantId;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import io.marcado.platform.table.Write.Expression;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Keeps sessions and the refresh tokens that belong to them. */
@Singleton
final class SessionStore {
  private final Table table;

  SessionStore(Table table) {
    this.table = table;
  }

  /**
   * A refresh token as it is kept.
   *
   * @param use empty while it has not been used
   */
  record Kept(Session session, Optional<Use> use) {}

  /**
   * The use of a refresh token.
   *
   * @param successor sealed with the token itself
   */
  record Use(Instant at, String successor) {}

  Optional<Kept> find(TenantId tenant, RefreshToken token) {
    return table.of(tenant).get(key(tenant, token)).map(SessionStore::kept);
  }

  /** What the session's person may do now; empty when the session, or the person, has ended. */
  Optional<PersonAccess> accessWhileOpen(TenantId tenant, Session session) {
    ItemKey access = PersonAccess.key(tenant, session.userId());
    ItemKey open = key(tenant, session);
    Map<ItemKey, Item> items = table.of(tenant).get(List.of(access, open));
    return items.containsKey(open)
        ? Optional.ofNullable(items.get(access)).map(PersonAccess::fromItem)
        : Optional.empty();
  }

  Outcome write(TenantId tenant, List<Write> writes) {
    return table.of(tenant).transact(writes);
  }

  /** Opens a session with its first refresh token. */
  static List<Write> open(TenantId tenant, Session session, RefreshToken token, Instant now) {
    Item item =
        Item.builder()
            .text("userId", session.userId())
            .number("uv", session.userVersion())
            .instant("createdAt", now)
            .instant("until", session.until())
            .expiresAfter(session.until())
            .build();
    return List.of(Write.create(key(tenant, session), item), keep(tenant, session, token));
  }

  /**
   * Uses a token and keeps its successor, as long as the session is open.
   *
   * @return the first is refused when the token was used already, the second when the session ended
   */
  static List<Write> rotate(
      TenantId tenant,
      Session session,
      RefreshToken used,
      RefreshToken successor,
      String sealed,
      Instant now) {
    return List.of(
        Write.update(
            key(tenant, used),
            Expression.of(
                "SET usedAt = :now, successor = :successor",
                Map.of(
                    ":now", AttributeValue.fromS(now.toString()),
                    ":successor", AttributeValue.fromS(sealed))),
            Expression.of("attribute_exists(pk) AND attribute_not_exists(usedAt)")),
        Write.check(key(tenant, session), Expression.PRESENT),
        keep(tenant, session, successor));
  }

  /** Ends a session; refused when it has ended. */
  static Write end(TenantId tenant, String userId, String sessionId) {
    return Write.delete(key(tenant, userId, sessionId), Expression.PRESENT);
  }

  static Kept kept(Item item) {
    return new Kept(
        new Session(
            item.text("sid"), item.text("userId"), item.number("uv"), item.instant("until")),
        item.optionalInstant("usedAt").map(at -> new Use(at, item.text("successor"))));
  }

  private static Write keep(TenantId tenant, Session session, RefreshToken token) {
    return Write.create(
        key(tenant, token),
        Item.builder()
            .text("sid", session.id())
            .text("userId", session.userId())
            .number("uv", session.userVersion())
            .instant("until", session.until())
            .expiresAfter(session.until())
            .build());
  }

  private static ItemKey key(TenantId tenant, RefreshToken token) {
    return ItemKey.of(tenant, "REFRESH#" + token.hash(), "REFRESH");
  }

  private static ItemKey key(TenantId tenant, Session session) {
    return key(tenant, session.userId(), session.id());
  }

  private static ItemKey key(TenantId tenant, String userId, String sessionId) {
    return ItemKey.of(tenant, "PERSON#" + userId, "SESSION#" + sessionId);
  }
}

package io.marcado.identity.accounts.sessions;

import io.marcado.domain.TenantId;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Page;
import io.marcado.platform.table.PageRequest;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import io.marcado.platform.table.Write.Expression;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Keeps sessions and the refresh tokens that belong to them. */
@Singleton
final class SessionStore {
  private static final String PREFIX = "SESSION#";
  private static final Pattern SORT = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{1,64}");

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

  /** True for the key of a session, among those of a person. */
  static boolean isSession(ItemKey key) {
    return key.sort().startsWith(PREFIX);
  }

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

  /**
   * Opens a session with its first refresh token.
   *
   * @param userAgent as {@link UserAgents} leaves it
   */
  static List<Write> open(
      TenantId tenant,
      Session session,
      RefreshToken token,
      Optional<String> userAgent,
      Instant now) {
    Item item =
        Item.builder()
            .text("userId", session.userId())
            .number("uv", session.userVersion())
            .instant("createdAt", now)
            .instant("lastUsedAt", now)
            .text("userAgent", userAgent.orElse(null))
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
        Write.update(
            key(tenant, session),
            Expression.of(
                "SET lastUsedAt = :now", Map.of(":now", AttributeValue.fromS(now.toString()))),
            Expression.PRESENT),
        keep(tenant, session, successor));
  }

  /** Ends a session; refused when it has ended. */
  static Write end(TenantId tenant, String userId, String sessionId) {
    return Write.delete(key(tenant, userId, sessionId), Expression.PRESENT);
  }

  /** Holds while a session has not been ended by itself. */
  static Write checkOpen(TenantId tenant, String userId, String sessionId) {
    return Write.check(key(tenant, userId, sessionId), Expression.PRESENT);
  }

  /** A session's own item. */
  Optional<SessionEntry> entry(TenantId tenant, String userId, String sessionId) {
    return table.of(tenant).get(key(tenant, userId, sessionId)).map(item -> entry(item, sessionId));
  }

  /** All of a person, ended ones that were not removed yet included. */
  List<SessionEntry> entries(TenantId tenant, String userId) {
    return table.of(tenant).queryAll(all(tenant, userId)).stream()
        .map(SessionStore::entry)
        .toList();
  }

  /** A page of a person's sessions that may still be open. */
  Page<SessionEntry> entries(
      TenantId tenant, String userId, PersonAccess access, PageRequest page) {
    Map<String, AttributeValue> versions =
        Map.of(
            ":present",
            number(access.userVersion()),
            ":spared",
            number(access.spared().map(PersonAccess.Spared::userVersion).orElse(0L)));
    return table
        .of(tenant)
        .query(
            all(tenant, userId)
                .where(Expression.of("uv = :present OR uv = :spared", versions))
                .after(
                    page.position(),
                    sort ->
                        SORT.matcher(sort).matches()
                            ? Optional.of(person(tenant, userId).item(sort))
                            : Optional.empty()),
            page.limit())
        .map(SessionStore::entry);
  }

  private static Selection all(TenantId tenant, String userId) {
    return Selection.of(person(tenant, userId)).beginningWith(PREFIX);
  }

  private static SessionEntry entry(Item item) {
    return entry(item, item.text("sk").substring(PREFIX.length()));
  }

  private static SessionEntry entry(Item item, String sessionId) {
    Instant createdAt = item.instant("createdAt");
    return new SessionEntry(
        sessionId,
        item.number("uv"),
        createdAt,
        item.optionalInstant("lastUsedAt").orElse(createdAt),
        item.optionalText("userAgent"),
        item.instant("until"));
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
    return person(tenant, userId).item(PREFIX + sessionId);
  }

  private static PartitionKey person(TenantId tenant, String userId) {
    return PersonAccess.partition(tenant, userId);
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}

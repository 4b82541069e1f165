package io.marcado.identity.accounts.sessions;

import io.marcado.domain.PersonId;
import io.marcado.domain.SessionId;
import io.marcado.domain.TenantId;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.PageRequest;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

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
   * A refresh token in the table.
   *
   * @param use empty before its first use
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

  /** The access of the session's person; empty when the session has ended or the person is gone. */
  Optional<PersonAccess> accessWhileOpen(TenantId tenant, Session session) {
    ItemKey access = PersonAccess.key(tenant, session.personId());
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
   * @param userAgent cleaned by {@link UserAgents}
   */
  static List<Write> open(
      TenantId tenant,
      Session session,
      RefreshToken token,
      Optional<String> userAgent,
      Instant now) {
    Item item =
        Item.builder()
            .text("userId", session.personId().value())
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
            new Update().set("usedAt", now).set("successor", sealed),
            Condition.ITEM_PRESENT.and(Condition.absent("usedAt"))),
        Write.update(
            key(tenant, session), new Update().set("lastUsedAt", now), Condition.ITEM_PRESENT),
        keep(tenant, session, successor));
  }

  /** The write that ends a session; refused when it has ended. */
  static Write end(TenantId tenant, PersonId personId, SessionId sessionId) {
    return Write.delete(key(tenant, personId, sessionId), Condition.ITEM_PRESENT);
  }

  /** Holds while nobody has ended this very session. */
  static Write checkOpen(TenantId tenant, PersonId personId, SessionId sessionId) {
    return Write.check(key(tenant, personId, sessionId), Condition.ITEM_PRESENT);
  }

  /** A session's own item. */
  Optional<SessionEntry> entry(TenantId tenant, PersonId personId, SessionId sessionId) {
    return table
        .of(tenant)
        .get(key(tenant, personId, sessionId))
        .map(item -> entry(item, sessionId.value()));
  }

  /** All sessions of a person, with ended ones that are not removed yet. */
  List<SessionEntry> entries(TenantId tenant, PersonId personId) {
    return table.of(tenant).queryAll(all(tenant, personId)).stream()
        .map(SessionStore::entry)
        .toList();
  }

  /** A page of a person's sessions that may still be open. */
  Page<SessionEntry> entries(
      TenantId tenant, PersonId personId, PersonAccess access, PageRequest page) {
    // One session may have been spared when the version rose.
    Condition mayBeOpen =
        Condition.equal("uv", access.userVersion())
            .or(
                Condition.equal(
                    "uv", access.spared().map(PersonAccess.Spared::userVersion).orElse(0L)));
    return table
        .of(tenant)
        .query(
            all(tenant, personId)
                .where(mayBeOpen)
                .after(
                    page.position(),
                    sort ->
                        SORT.matcher(sort).matches()
                            ? Optional.of(person(tenant, personId).item(sort))
                            : Optional.empty()),
            page.limit())
        .map(SessionStore::entry);
  }

  private static Selection all(TenantId tenant, PersonId personId) {
    return Selection.of(person(tenant, personId)).beginningWith(PREFIX);
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
            new SessionId(item.text("sid")),
            new PersonId(item.text("userId")),
            item.number("uv"),
            item.instant("until")),
        item.optionalInstant("usedAt").map(at -> new Use(at, item.text("successor"))));
  }

  private static Write keep(TenantId tenant, Session session, RefreshToken token) {
    return Write.create(
        key(tenant, token),
        Item.builder()
            .text("sid", session.id().value())
            .text("userId", session.personId().value())
            .number("uv", session.userVersion())
            .instant("until", session.until())
            .expiresAfter(session.until())
            .build());
  }

  private static ItemKey key(TenantId tenant, RefreshToken token) {
    return ItemKey.of(tenant, "REFRESH#" + token.hash(), "REFRESH");
  }

  private static ItemKey key(TenantId tenant, Session session) {
    return key(tenant, session.personId(), session.id());
  }

  private static ItemKey key(TenantId tenant, PersonId personId, SessionId sessionId) {
    return person(tenant, personId).item(PREFIX + sessionId.value());
  }

  private static PartitionKey person(TenantId tenant, PersonId personId) {
    return PersonAccess.partition(tenant, personId);
  }
}

package io.marcado.identity.team.apikeys;

import io.marcado.domain.CheckReturnValue;
import io.marcado.domain.TenantId;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.ApiKey;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.PageRequest;
import io.marcado.platform.table.Commit;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Index;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TimeSort;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How keys are kept: each in its own item, which the kernel reads by its id; listed by age in an
 * index; and the ids of those that are live in one roster, whose size is the limit.
 */
@Singleton
final class ApiKeyStore {
  /** Most keys of a tenant that are neither revoked nor expired. */
  static final int MOST_LIVE = 20;

  /** How long an ended key stays in the list: as long as its security events. */
  private static final Duration KEPT = SecurityEvents.RETENTION;

  private final Table table;

  ApiKeyStore(Table table) {
    this.table = table;
  }

  /**
   * A key with what tells whether a repeated request is the same.
   *
   * @param requestHash of the request that made it
   */
  record Stored(ApiKey key, String requestHash) {}

  Optional<Stored> find(TenantId tenant, String keyId) {
    return table.of(tenant).get(ApiKey.key(tenant, keyId)).map(ApiKeyStore::stored);
  }

  /** Keys by id; those that are not there are missing. */
  Map<String, ApiKey> find(TenantId tenant, Collection<String> keyIds) {
    Map<String, ApiKey> found = new HashMap<>();
    if (!keyIds.isEmpty()) {
      List<ItemKey> keys = keyIds.stream().map(id -> ApiKey.key(tenant, id)).toList();
      for (Item item : table.of(tenant).get(keys).values()) {
        ApiKey key = ApiKey.fromItem(item);
        found.put(key.keyId(), key);
      }
    }
    return found;
  }

  /** The ids of the keys that count against the limit; some may have expired since. */
  Set<String> live(TenantId tenant) {
    return table
        .of(tenant)
        .get(roster(tenant))
        .map(item -> item.attributes().get("live"))
        .map(ids -> Set.copyOf(ids.ss()))
        .orElse(Set.of());
  }

  /**
   * A page of all keys, newest first. A new key may take a moment to appear; the listed keys have
   * their present state.
   */
  Page<ApiKey> page(TenantId tenant, PageRequest page) {
    Selection selection =
        Selection.of(Index.GSI1, listing(tenant))
            .descending()
            .after(
                page.position(),
                sort -> TimeSort.parse(sort).map(place -> ApiKey.key(tenant, place.id())));
    Page<Item> found = table.of(tenant).query(selection, page.limit());
    List<String> ids = found.items().stream().map(item -> item.text("keyId")).toList();
    Map<String, ApiKey> present = find(tenant, ids);
    return new Page<>(
        ids.stream().flatMap(id -> Optional.ofNullable(present.get(id)).stream()).toList(),
        found.next());
  }

  /** Writes all or nothing; false when an item has changed since it was read. */
  @CheckReturnValue
  <R> Commit<R> commit(TenantId tenant, Transaction<R> transaction) {
    return transaction.commit(table.of(tenant));
  }

  /** Refused when there is a key with this id. */
  static Write create(TenantId tenant, Stored stored) {
    ApiKey key = stored.key();
    Item.Builder item =
        key.toItem()
            .text("requestHash", stored.requestHash())
            .indexed(Index.GSI1, listing(tenant), sort(key));
    key.expiresAt().ifPresent(end -> item.expiresAfter(end.plus(KEPT)));
    return Write.create(ApiKey.key(tenant, key.keyId()), item.build());
  }

  /** Takes a place among the live keys; refused when all are taken. */
  static Write enroll(TenantId tenant, String keyId) {
    return Write.update(
        roster(tenant),
        new Update().add("live", Set.of(keyId)),
        Condition.absent("live").or(Condition.smaller("live", MOST_LIVE)));
  }

  /** Gives places back. */
  static Write release(TenantId tenant, Collection<String> keyIds) {
    return Write.update(roster(tenant), new Update().delete("live", Set.copyOf(keyIds)));
  }

  /** Gives places back at once. */
  void free(TenantId tenant, Collection<String> keyIds) {
    table.of(tenant).write(release(tenant, keyIds));
  }

  /** Replaces the secret; refused when it was replaced or the key revoked since it was read. */
  static Write rotate(TenantId tenant, ApiKey seen, ApiKey next) {
    Update change = new Update().set("secretHash", next.secretHash());
    return Write.update(
        ApiKey.key(tenant, seen.keyId()),
        next.previous()
            .map(
                old ->
                    change.set("previousHash", old.secretHash()).set("previousUntil", old.until()))
            .orElseGet(() -> change.remove("previousHash", "previousUntil")),
        Condition.equal("secretHash", seen.secretHash()).and(Condition.absent("revokedAt")));
  }

  /** Ends a key; refused when there is none, or when it was ended before. */
  static Write revoke(TenantId tenant, String keyId, Instant now) {
    return Write.update(
        ApiKey.key(tenant, keyId),
        new Update()
            .set("revokedAt", now)
            .set("ttl", now.plus(KEPT).getEpochSecond())
            .remove("previousHash", "previousUntil"),
        Condition.ITEM_PRESENT.and(Condition.absent("revokedAt")));
  }

  static Stored stored(Item item) {
    return new Stored(ApiKey.fromItem(item), item.text("requestHash"));
  }

  private static String sort(ApiKey key) {
    return TimeSort.of(key.createdAt(), key.keyId());
  }

  private static PartitionKey listing(TenantId tenant) {
    return PartitionKey.of(tenant, "API_KEYS");
  }

  private static ItemKey roster(TenantId tenant) {
    return ItemKey.of(tenant, "API_KEYS", "ROSTER");
  }
}

package io.marcado.catalog.entries;

import io.marcado.domain.Fault;
import io.marcado.domain.Ids;
import io.marcado.domain.Permission;
import io.marcado.domain.TenantId;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Cursor;
import io.marcado.platform.http.ItemList;
import io.marcado.platform.http.Problem;
import io.marcado.platform.json.Json;
import io.marcado.platform.table.Index;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Page;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import io.marcado.platform.table.Write.Expression;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The entries of one type: how they are made, found, changed and deleted. Every change raises the
 * version and is written under the version it was made of, so none is lost.
 *
 * @param <D> their details
 */
public abstract class Entries<D extends Details> {
  /** Each failed attempt is somebody else's success; more than this in one go is no real use. */
  private static final int MOST_ATTEMPTS = 32;

  private final EntryType<D> type;
  private final Table table;
  private final Ids ids;

  protected Entries(EntryType<D> type, Table table, Ids ids) {
    this.type = type;
    this.table = table;
    this.ids = ids;
  }

  /**
   * What is wrong with details in the light of everything else.
   *
   * @param before the present details; empty for a new entry
   */
  protected abstract List<Fault> faults(TenantId tenant, Optional<D> before, D after);

  /**
   * Makes an entry, or finds the one that the same request made before.
   *
   * @throws Problem 400 for faults; 422 when the key was used with other details
   */
  public final Created<D> create(Call call, Draft<D> draft) {
    String requestHash = Ids.base32(Ids.sha256(List.of(Json.write(draft.details()))));
    String id = draft.idempotencyKey().map(key -> derivedId(call, key)).orElseGet(ids::next);
    if (draft.idempotencyKey().isPresent()) {
      // Before the faults: what the first request referred to may be gone by now.
      Optional<Entry<D>> earlier = find(call.tenant(), id);
      if (earlier.isPresent()) {
        return repeated(earlier.get(), requestHash, true);
      }
    }
    refuse(faults(call.tenant(), Optional.empty(), draft.details()));
    Entry<D> entry =
        new Entry<>(id, draft.details(), requestHash, 1, call.now(), call.now(), Optional.empty());
    Write put = Write.create(type.key(call.tenant(), id), type.toItem(call.tenant(), entry));
    return switch (table.of(call.tenant()).write(put)) {
      case Outcome.Written _ -> new Created<>(entry, false);
      case Outcome.Refused refused ->
          // Without a key it can only be our own write, whose answer was lost.
          repeated(
              refused.presentAt(0).map(type::fromItem).orElseThrow(),
              requestHash,
              draft.idempotencyKey().isPresent());
      case Outcome.Contended _ -> throw Problem.unavailable();
    };
  }

  /**
   * One entry. Staff also find what is inactive or deleted.
   *
   * @throws Problem 404
   */
  public final Entry<D> get(Call call, String id) {
    return find(call.tenant(), id)
        .filter(entry -> call.may(Permission.CATALOG_READ) || entry.isOffered())
        .orElseThrow(this::notFound);
  }

  /**
   * A page of the entries that are not deleted, by name without accents and case. Staff also find
   * what is inactive. An entry just made or renamed may take a moment to be in its place.
   *
   * @throws Problem 400 for a cursor of something else
   */
  public final <V> ItemList<V> list(Call call, Listing listing, Function<Entry<D>, V> view) {
    TenantId tenant = call.tenant();
    int limit = listing.page().limit();
    Selection selection =
        Selection.of(Index.GSI1, type.byName(tenant))
            .after(listing.page().position().map(sort -> position(tenant, sort)).orElse(null));
    Optional<Expression> filter = filter(call, listing);
    // One more than asked for tells whether there is a next page.
    Page found = table.of(tenant).query(filter.map(selection::where).orElse(selection), limit + 1);
    List<Item> page = found.items().stream().limit(limit).toList();
    Optional<String> next =
        found.items().size() > limit
            ? Optional.of(page.getLast().text(Index.GSI1.sortName()))
            // A filter may end a page early.
            : found.next().flatMap(Selection.Position::indexSort);
    return new ItemList<>(
        page.stream().map(type::fromItem).map(view).toList(), next.map(Cursor::of).orElse(null));
  }

  /**
   * Changes an entry. Others may do so at the same time: each change is made of what is there.
   *
   * @throws Problem 400 for faults, 404, 412 when another version was to be changed
   */
  public final Entry<D> change(Call call, Change<D> change) {
    TenantId tenant = call.tenant();
    ItemKey key = type.key(tenant, change.id());
    Entry<D> present = there(find(tenant, change.id()));
    for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      requireVersion(change.version(), present);
      D details = change.details().apply(present.details());
      if (details.equals(present.details())) {
        return present;
      }
      refuse(faults(tenant, Optional.of(present.details()), details));
      Entry<D> changed = present.changed(details, call.now());
      Write put = Write.put(key, type.toItem(tenant, changed), unchangedSince(present.version()));
      switch (table.of(tenant).write(put)) {
        case Outcome.Written _ -> {
          return changed;
        }
        case Outcome.Contended _ -> throw Problem.unavailable();
        case Outcome.Refused refused -> {
          present = there(refused.presentAt(0).map(type::fromItem));
          if (change.version().isPresent() && present.equals(changed)) {
            // It was written and the answer lost, or somebody else wrote the very same.
            return changed;
          }
        }
      }
    }
    throw Problem.unavailable();
  }

  /**
   * Deletes an entry: it is hidden and takes no new bookings, but stays readable. Does nothing when
   * that was done before.
   *
   * @throws Problem 404, or 412 when another version was to be deleted
   */
  public final void delete(Call call, Deletion deletion) {
    Expression change =
        new Expression(
            ", #deletedAt = :now REMOVE #listed, #sort",
            Map.of(
                "#deletedAt", "deletedAt",
                "#listed", Index.GSI1.partitionName(),
                "#sort", Index.GSI1.sortName()),
            Map.of());
    Optional<Expression> condition = deletion.version().map(Entries::unchangedSince);
    Optional<Entry<D>> refused = update(call, deletion.id(), change, condition);
    if (refused.isPresent() && !refused.get().isDeleted()) {
      requireVersion(deletion.version(), refused.get());
      throw Problem.unavailable();
    }
  }

  /**
   * Changes single attributes of an entry that is not deleted, whatever its version.
   *
   * @param change continues an update expression that begins with SET
   * @return empty when done; otherwise the entry for which the condition did not hold, or which is
   *     deleted
   * @throws Problem 404 when there is no entry
   */
  protected final Optional<Entry<D>> update(
      Call call, String id, Expression change, Optional<Expression> condition) {
    Map<String, String> names =
        new HashMap<>(
            Map.of("#version", "version", "#updatedAt", "updatedAt", "#deletedAt", "deletedAt"));
    names.putAll(change.names());
    Map<String, AttributeValue> values =
        new HashMap<>(
            Map.of(
                ":one", AttributeValue.fromN("1"),
                ":now", AttributeValue.fromS(call.now().toString())));
    values.putAll(change.values());
    Expression whole =
        new Expression(
            "SET #version = #version + :one, #updatedAt = :now" + change.expression(),
            names,
            values);
    String there = "attribute_exists(pk) AND attribute_not_exists(#deletedAt)";
    Expression when =
        condition
            .map(
                more ->
                    new Expression(
                        "%s AND (%s)".formatted(there, more.expression()),
                        more.names(),
                        more.values()))
            .orElse(Expression.of(there));
    Write write = Write.update(type.key(call.tenant(), id), whole, when);
    return switch (table.of(call.tenant()).write(write)) {
      case Outcome.Written _ -> Optional.empty();
      case Outcome.Refused refused ->
          Optional.of(refused.presentAt(0).map(type::fromItem).orElseThrow(this::notFound));
      case Outcome.Contended _ -> throw Problem.unavailable();
    };
  }

  /** 404 for an entry of this type. */
  protected final Problem notFound() {
    return Problem.notFound(type.noun());
  }

  private Optional<Entry<D>> find(TenantId tenant, String id) {
    return table.of(tenant).get(type.key(tenant, id)).map(type::fromItem);
  }

  private Entry<D> there(Optional<Entry<D>> entry) {
    return entry.filter(found -> !found.isDeleted()).orElseThrow(this::notFound);
  }

  private String derivedId(Call call, String idempotencyKey) {
    return Ids.derived(
        List.of(call.tenant().value(), "create " + type.noun(), call.callerId(), idempotencyKey));
  }

  private Selection.Position position(TenantId tenant, String sortName) {
    String id = EntryType.idOf(sortName).orElseThrow(Cursor::broken);
    return new Selection.Position(type.key(tenant, id), Optional.of(sortName));
  }

  private static Optional<Expression> filter(Call call, Listing listing) {
    Map<String, String> names = new HashMap<>();
    Map<String, AttributeValue> values = new HashMap<>();
    if (!call.may(Permission.CATALOG_READ)) {
      names.put("#active", "active");
      values.put(":active", AttributeValue.fromBool(true));
    }
    listing
        .categoryId()
        .ifPresent(
            category -> {
              names.put("#categoryId", "categoryId");
              values.put(":categoryId", AttributeValue.fromS(category));
            });
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Expression(
                String.join(
                    " AND ",
                    names.keySet().stream().map(n -> n + " = :" + n.substring(1)).toList()),
                names,
                values));
  }

  private static <D extends Details> Created<D> repeated(
      Entry<D> entry, String requestHash, boolean replayed) {
    if (!entry.requestHash().equals(requestHash)) {
      throw new Problem(
          CommonProblem.IDEMPOTENCY_KEY_REUSED,
          "Send another Idempotency-Key, or the same body as before.");
    }
    return new Created<>(entry, replayed);
  }

  private static Expression unchangedSince(long version) {
    return new Expression(
        "#version = :seen",
        Map.of("#version", "version"),
        Map.of(":seen", AttributeValue.fromN(Long.toString(version))));
  }

  private static void requireVersion(Optional<Long> wanted, Entry<?> present) {
    if (wanted.isPresent() && wanted.get() != present.version()) {
      throw new Problem(
          CommonProblem.STALE_VERSION,
          "The version is \"%d\" by now. Read it again, then decide.".formatted(present.version()));
    }
  }

  private static void refuse(List<Fault> faults) {
    if (!faults.isEmpty()) {
      throw Problem.invalid(faults);
    }
  }
}

package io.marcado.catalog.entries;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.marcado.domain.Actor;
import io.marcado.domain.Fault;
import io.marcado.domain.Ids;
import io.marcado.domain.Permission;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.platform.audit.Change;
import io.marcado.platform.audit.Changes;
import io.marcado.platform.bookings.BookingsOutside;
import io.marcado.platform.json.Json;
import io.marcado.platform.paging.Page;
import io.marcado.platform.replay.Earlier;
import io.marcado.platform.replay.Repeatable;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Index;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.OptimisticRetry;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one type: how they are made, found, changed and deleted. Every change raises the
 * version and is written under the version it was made of, so none is lost.
 *
 * @param <D> their details
 */
public abstract class Entries<D extends Details> {
  /** What an item has besides what the business says of the entry. */
  private static final Set<String> TECHNICAL =
      Set.of(
          "id",
          "requestHash",
          "version",
          "createdAt",
          "updatedAt",
          Index.GSI1.partitionName(),
          Index.GSI1.sortName());

  private final EntryType<D> type;
  private final Table table;
  private final Ids ids;

  protected Entries(EntryType<D> type, Table table, Ids ids) {
    this.type = type;
    this.table = table;
    this.ids = ids;
  }

  /**
   * The faults of details in the light of everything else.
   *
   * @param before the present details; empty for a new entry
   */
  protected abstract List<Fault> faults(Actor actor, Optional<D> before, D after);

  /**
   * Claims on what only one entry may have, to be written together with the details. One that is
   * refused has changed since: then it is looked at again, and so are the faults.
   *
   * @param before the present details; empty for a new entry
   */
  protected List<Write> claims(TenantId tenant, String id, Optional<D> before, D after) {
    return List.of();
  }

  /** The faults of a draft in the light of everything else, as far as it could be read. */
  public final List<Fault> faults(Actor actor, Draft<D> draft) {
    return faults(actor, Optional.empty(), draft.details());
  }

  /** The same for a change of an entry that is there. */
  public final List<Fault> faults(Actor actor, EntryUpdate<D> update) {
    return find(actor.tenant(), update.id())
        .map(Entry::details)
        .map(present -> faults(actor, Optional.of(present), update.details().apply(present)))
        .orElse(List.of());
  }

  /** Makes an entry, or finds the one that the same request made before. */
  public final Result<Created<D>, EntryRefusal> create(Actor actor, Draft<D> draft, Instant now) {
    TenantId tenant = actor.tenant();
    Repeatable request =
        Repeatable.of(
            tenant.value(),
            "create " + type.noun(),
            actor.auditId().orElseThrow(),
            draft.idempotencyKey(),
            Repeatable.hash(List.of(Json.write(draft.details()))));
    // Before the faults: what the first request referred to may be gone by now.
    Earlier<Entry<D>> earlier = request.earlier(id -> find(tenant, id), Entry::requestHash);
    if (!(earlier instanceof Earlier.None)) {
      return repeated(earlier, true);
    }
    String id = request.id(ids::next);
    Entry<D> entry =
        new Entry<>(id, draft.details(), request.hash(), 1, now, now, Optional.empty());
    Write put = Write.create(type.key(tenant, id), type.toItem(tenant, entry));
    return OptimisticRetry.untilWritten(
        () -> {
          List<Write> claims = claims(tenant, id, Optional.empty(), draft.details());
          List<Fault> faults = faults(actor, draft);
          if (!faults.isEmpty()) {
            return refused(new EntryRefusal.Faulty(faults));
          }
          Optional<Outcome.Refused> refused =
              write(
                      tenant,
                      put,
                      claims,
                      change(actor, id, "created", null, json(tenant, entry), now))
                  .refusal();
          if (refused.isEmpty()) {
            return Optional.of(Result.done(new Created<>(entry, false)));
          }
          // Without a key it can only be our own write, whose answer was lost.
          return present(refused.get())
              .map(
                  there ->
                      repeated(
                          request.judge(Optional.of(there), Entry::requestHash), request.hasKey()));
        });
  }

  /** One entry. Staff also find inactive and deleted ones. */
  public final Result<Entry<D>, EntryRefusal> get(Actor actor, String id) {
    return Result.of(
        find(actor.tenant(), id)
            .filter(entry -> actor.may(Permission.CATALOG_READ) || entry.isOffered()),
        notFound());
  }

  /**
   * A page of the entries that are not deleted, by place, then by name without accents and case.
   * Staff also find inactive ones. An entry just made or renamed may take a moment to be in its
   * place.
   *
   * @throws io.marcado.platform.paging.ForeignPositionException for a cursor of something else
   */
  public final Page<Entry<D>> list(Actor actor, Listing listing) {
    TenantId tenant = actor.tenant();
    Selection byName =
        Selection.of(Index.GSI1, type.byName(tenant))
            .after(
                listing.page().position(),
                sort -> EntryType.idOf(sort).map(id -> type.key(tenant, id)));
    return table
        .of(tenant)
        .query(filter(actor, listing).map(byName::where).orElse(byName), listing.page().limit())
        .map(type::fromItem);
  }

  /** Changes an entry. Parallel changes are safe: each one starts from the present state. */
  public final Result<Entry<D>, EntryRefusal> change(
      Actor actor, EntryUpdate<D> update, Instant now) {
    TenantId tenant = actor.tenant();
    ItemKey key = type.key(tenant, update.id());
    return OptimisticRetry.untilWritten(
        () -> {
          Optional<Entry<D>> found = find(tenant, update.id()).filter(entry -> !entry.isDeleted());
          if (found.isEmpty()) {
            return refused(notFound());
          }
          Entry<D> present = found.get();
          if (update.version().filter(wanted -> wanted != present.version()).isPresent()) {
            return refused(new EntryRefusal.Stale(present.version()));
          }
          D details = update.details().apply(present.details());
          if (details.equals(present.details())) {
            return Optional.of(Result.done(present));
          }
          List<Write> claims = claims(tenant, update.id(), Optional.of(present.details()), details);
          List<Fault> faults = faults(actor, Optional.of(present.details()), details);
          if (!faults.isEmpty()) {
            return refused(new EntryRefusal.Faulty(faults));
          }
          Entry<D> changed = present.changed(details, now);
          Write put =
              Write.put(key, type.toItem(tenant, changed), unchangedSince(present.version()));
          Optional<Outcome.Refused> refused =
              write(
                      tenant,
                      put,
                      claims,
                      change(
                          actor,
                          update.id(),
                          "updated",
                          json(tenant, present),
                          json(tenant, changed),
                          now))
                  .refusal();
          // It may be our own write, whose answer was lost, or another's that is the very same.
          boolean same =
              update.version().isPresent()
                  && refused.flatMap(this::present).equals(Optional.of(changed));
          return refused.isEmpty() || same ? Optional.of(Result.done(changed)) : Optional.empty();
        });
  }

  /**
   * Deletes an entry: it is hidden and takes no new bookings, but stays readable. Does nothing when
   * that was done before.
   *
   * @return its id; refused when it leaves bookings outside that the request does not keep
   */
  public final Result<String, EntryRefusal> delete(Actor actor, Deletion deletion, Instant now) {
    Optional<BookingsOutside> outside =
        deletion.keepsBookings()
            ? Optional.empty()
            : target(actor.tenant(), deletion.id(), deletion.version())
                .flatMap(_ -> bookingsOf(actor, deletion.id(), now));
    if (outside.isPresent()) {
      return Result.refused(new EntryRefusal.LeavesBookingsOutside(outside.get()));
    }
    Update change =
        new Update()
            .set("deletedAt", now)
            .remove(Index.GSI1.partitionName(), Index.GSI1.sortName());
    return update(
            actor,
            deletion.id(),
            change,
            deletion.version().map(Entries::unchangedSince),
            change(
                actor,
                deletion.id(),
                "deleted",
                JsonNodeFactory.instance.objectNode().put("deleted", false),
                JsonNodeFactory.instance.objectNode().put("deleted", true),
                now),
            now)
        .then(
            other ->
                other.filter(entry -> !entry.isDeleted()).isPresent()
                    ? Result.refused(new EntryRefusal.Stale(other.get().version()))
                    : Result.done(deletion.id()));
  }

  /** The upcoming bookings of an entry; empty when it has none. */
  protected Optional<BookingsOutside> bookingsOf(Actor actor, String id, Instant now) {
    return Optional.empty();
  }

  /**
   * Changes single attributes of an entry that is not deleted, whatever its version.
   *
   * @param told what the audit trail says of it
   * @return empty when done; otherwise the entry for which the condition did not hold, or which is
   *     deleted
   */
  protected final Result<Optional<Entry<D>>, EntryRefusal> update(
      Actor actor,
      String id,
      Update change,
      Optional<Condition> condition,
      Change told,
      Instant now) {
    TenantId tenant = actor.tenant();
    change.increase("version", 1).set("updatedAt", now);
    Condition there = Condition.ITEM_PRESENT.and(Condition.absent("deletedAt"));
    Write write =
        Write.update(type.key(tenant, id), change, condition.map(there::and).orElse(there));
    Optional<Outcome.Refused> refused =
        table.of(tenant).transact(List.of(write, Changes.write(tenant, told))).refusal();
    return refused.isEmpty()
        ? Result.done(Optional.empty())
        : Result.of(refused.flatMap(this::present).map(Optional::of), notFound());
  }

  /** One entry, also an inactive or deleted one. */
  protected final Optional<Entry<D>> find(TenantId tenant, String id) {
    return table.of(tenant).get(type.key(tenant, id)).map(type::fromItem);
  }

  /**
   * The entry that a request would change or delete now; empty when it would change nothing.
   *
   * @param version the one that must be changed; empty for the present one
   */
  protected final Optional<Entry<D>> target(TenantId tenant, String id, Optional<Long> version) {
    return find(tenant, id)
        .filter(entry -> !entry.isDeleted())
        .filter(entry -> version.filter(wanted -> wanted != entry.version()).isEmpty());
  }

  /** Why an entry of this type is refused that is not there. */
  protected final EntryRefusal notFound() {
    return new EntryRefusal.NotFound(type.noun());
  }

  private Outcome write(TenantId tenant, Write put, List<Write> claims, Change told) {
    List<Write> writes = new ArrayList<>(List.of(put));
    writes.addAll(claims);
    writes.add(Changes.write(tenant, told));
    return table.of(tenant).transact(writes);
  }

  /** Which fields of details the audit trail names at most, and does not show. */
  protected Set<String> hidden(JsonNode details) {
    return Set.of();
  }

  /** What the audit trail says of a change; before is null for what is new. */
  protected final Change change(
      Actor actor, String id, String what, @Nullable JsonNode before, JsonNode after, Instant now) {
    return Change.by(
        actor,
        Change.Subject.valueOf(type.noun().toUpperCase(Locale.ROOT)),
        id,
        what,
        before == null ? JsonNodeFactory.instance.objectNode() : before,
        after,
        hidden(after),
        now,
        ids.next());
  }

  private JsonNode json(TenantId tenant, Entry<D> entry) {
    return Change.json(type.toItem(tenant, entry), name -> !TECHNICAL.contains(name));
  }

  private Optional<Entry<D>> present(Outcome.Refused refused) {
    return refused.presentAt(0).map(type::fromItem);
  }

  private static Optional<Condition> filter(Actor actor, Listing listing) {
    Optional<Condition> active =
        actor.may(Permission.CATALOG_READ)
            ? Optional.empty()
            : Optional.of(Condition.equal("active", true));
    Optional<Condition> category =
        listing.categoryId().map(id -> Condition.equal("categoryId", id));
    return Stream.of(active, category).flatMap(Optional::stream).reduce(Condition::and);
  }

  private static <D extends Details> Result<Created<D>, EntryRefusal> repeated(
      Earlier<Entry<D>> earlier, boolean replayed) {
    return switch (earlier) {
      case Earlier.Replayed<Entry<D>>(Entry<D> entry) ->
          Result.done(new Created<>(entry, replayed));
      case Earlier.KeyReused<Entry<D>> _ -> Result.refused(new EntryRefusal.KeyReused());
      case Earlier.None<Entry<D>> _ ->
          throw new IllegalStateException("a refused write met nothing");
    };
  }

  private static Condition unchangedSince(long version) {
    return Condition.equal("version", version);
  }

  private static <T> Optional<Result<T, EntryRefusal>> refused(EntryRefusal refusal) {
    return Optional.of(Result.refused(refusal));
  }
}

package io.marcado.tenants.signup;

import io.marcado.domain.TenantId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.identity.published.SignUpProofs;
import io.marcado.platform.limits.RateLimiter.Count;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Index;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.TableView;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import io.marcado.platform.tenant.PlanReader;
import io.marcado.tenants.settings.SettingsStore;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Businesses, the directory of their slugs, and how full each shard is. */
@Singleton
final class TenantStore {
  private static final int SLUG = 0;
  private static final int TENANT = 1;
  private static final int SHARD = 3;
  private static final int OWNED = 4;

  /** The instant is the sort key of the unfinished businesses in the index. */
  private static final String AT_WORK_UNTIL = Index.GSI1.sortName();

  private final Table table;

  TenantStore(Table table) {
    this.table = table;
  }

  /**
   * The stored state of a slug and of a business that wants it.
   *
   * @param entry who has the slug
   * @param tenant the business itself, when it was made before
   */
  record Standing(Optional<SlugEntry> entry, Optional<Tenant> tenant) {}

  /** The result of an attempt to put a business into the table. */
  sealed interface Registration {
    /** It is there, with its owner and settings. */
    record Done() implements Registration {}

    /** Nothing was written: this was there. */
    record Met(Standing standing) implements Registration {}

    /** Nothing was written: the owner's phone has as many businesses as it may. */
    record OwnsTooMany() implements Registration {}

    /** Nothing was written: the shard has no room. */
    record ShardFull() implements Registration {}

    /** Nothing was written: these limits are reached. */
    record TooMany(List<Count> reached) implements Registration {}

    /** Nothing was written: the proof of the owner's phone was used meanwhile. */
    record ProofUsed() implements Registration {}

    /** Nothing was written: others were writing the same items. */
    record Busy() implements Registration {}
  }

  Standing standing(Slug slug, TenantId tenant) {
    ItemKey entry = SlugEntry.key(slug);
    ItemKey business = PlanReader.key(tenant);
    Map<ItemKey, Item> found = table.platformAnd(tenant).get(List.of(entry, business));
    return standing(
        Optional.ofNullable(found.get(entry)), Optional.ofNullable(found.get(business)));
  }

  /** The business that has a slug. */
  Tenant tenantOf(SlugEntry entry) {
    return table
        .of(entry.tenant())
        .get(PlanReader.key(entry.tenant()))
        .map(Tenant::fromItem)
        .orElseThrow(() -> new IllegalStateException("a slug leads to no business"));
  }

  /** Of these shards those with room, the emptiest first. */
  List<String> withRoom(List<String> shards, int capacity) {
    List<ItemKey> keys = shards.stream().map(TenantStore::shardKey).toList();
    Map<ItemKey, Item> counters = table.platform().get(keys);
    Map<String, Long> used = new HashMap<>();
    for (String shard : shards) {
      Item counter = counters.get(shardKey(shard));
      used.put(shard, counter == null ? 0L : counter.number("used"));
    }
    List<String> open = new ArrayList<>(shards);
    open.removeIf(shard -> used.getOrDefault(shard, 0L) >= capacity);
    open.sort(Comparator.comparing(shard -> used.getOrDefault(shard, 0L)));
    return open;
  }

  /**
   * Puts a business into the table, all of it or nothing.
   *
   * @param owned the write that makes it a business of its owner's phone
   * @param owner the writes that make its owner
   * @param proof the writes that use up the proof of the owner's phone; empty without one
   * @param counts against limits
   * @param capacity how many stages its shard may have
   * @param atWorkUntil when somebody else may go on with setting it up
   */
  Registration register(
      Tenant tenant,
      OrganizationSettings settings,
      Write owned,
      List<Write> owner,
      List<Write> proof,
      List<Count> counts,
      int capacity,
      Instant atWorkUntil) {
    List<Write> writes = new ArrayList<>();
    writes.add(
        Write.create(
            SlugEntry.key(tenant.slug()),
            SlugEntry.begun(tenant.slug(), tenant.id(), atWorkUntil)));
    writes.add(Write.create(PlanReader.key(tenant.id()), tenant.toItem()));
    writes.add(SettingsStore.first(tenant.id(), settings));
    writes.add(takeRoom(tenant.shard(), capacity));
    writes.add(owned);
    writes.addAll(owner);
    int firstOfProof = writes.size();
    writes.addAll(proof);
    int firstCount = writes.size();
    counts.forEach(count -> writes.add(count.write()));
    TableView view = table.platformAnd(tenant.id(), SignUpProofs.SIGN_UPS);
    return switch (view.transact(writes)) {
      case Outcome.Written _ -> new Registration.Done();
      case Outcome.Contended _ -> new Registration.Busy();
      case Outcome.Refused refused when refused.at(SLUG) || refused.at(TENANT) ->
          new Registration.Met(standing(refused.presentAt(SLUG), refused.presentAt(TENANT)));
      case Outcome.Refused refused
          when IntStream.range(firstCount, writes.size()).anyMatch(refused::at) ->
          new Registration.TooMany(
              IntStream.range(0, counts.size())
                  .filter(at -> refused.at(firstCount + at))
                  .mapToObj(counts::get)
                  .toList());
      case Outcome.Refused refused
          when IntStream.range(firstOfProof, firstCount).anyMatch(refused::at) ->
          new Registration.ProofUsed();
      case Outcome.Refused refused when refused.at(OWNED) -> new Registration.OwnsTooMany();
      case Outcome.Refused refused when refused.at(SHARD) -> new Registration.ShardFull();
      case Outcome.Refused _ ->
          throw new IllegalStateException("a new business met people or settings of its own");
    };
  }

  /** Marks a business as set up. Does no harm when it is marked already. */
  void activate(Slug slug, TenantId tenant) {
    Outcome outcome =
        table
            .platform()
            .write(
                Write.update(
                    SlugEntry.key(slug),
                    new Update()
                        .set("state", SlugEntry.State.ACTIVE)
                        .remove(Index.GSI1.partitionName(), Index.GSI1.sortName()),
                    Condition.equal("tenant", tenant.value())));
    switch (outcome) {
      case Outcome.Written _ -> {}
      case Outcome.Refused _ ->
          throw new IllegalStateException("a slug went to somebody else while it was set up");
      case Outcome.Contended _ -> throw new TableUnavailableException();
    }
  }

  /** Takes over a business that nobody is at work on; false when somebody is, or it is finished. */
  boolean takeOver(Slug slug, Instant now, Instant atWorkUntil) {
    return setAtWorkUntil(
        slug, atWorkUntil, Condition.atMost(AT_WORK_UNTIL, SlugEntry.instant(now)));
  }

  /** Lets others go on from now, unless the business is finished. */
  void letGo(Slug slug, TenantId tenant, Instant now) {
    setAtWorkUntil(
        slug, now, Condition.equal("tenant", tenant.value()).and(Condition.present(AT_WORK_UNTIL)));
  }

  /** The businesses that are half-way, and that nobody is at work on. From an index: a bit late. */
  List<SlugEntry> stopped(Instant now) {
    return table
        .platform()
        .queryAll(
            Selection.of(Index.GSI1, SlugEntry.UNFINISHED).between("0", SlugEntry.instant(now)))
        .stream()
        .map(SlugEntry::fromItem)
        .toList();
  }

  private boolean setAtWorkUntil(Slug slug, Instant until, Condition condition) {
    Outcome outcome =
        table
            .platform()
            .write(
                Write.update(
                    SlugEntry.key(slug),
                    new Update().set(AT_WORK_UNTIL, SlugEntry.instant(until)),
                    condition));
    return outcome instanceof Outcome.Written;
  }

  private static Write takeRoom(String shard, int capacity) {
    return Write.update(
        shardKey(shard),
        new Update().add("used", 1),
        Condition.absent("used").or(Condition.less("used", capacity)));
  }

  private static ItemKey shardKey(String shard) {
    return ItemKey.platform("SHARD#" + shard, "SHARD");
  }

  private static Standing standing(Optional<Item> entry, Optional<Item> tenant) {
    return new Standing(entry.map(SlugEntry::fromItem), tenant.map(Tenant::fromItem));
  }
}

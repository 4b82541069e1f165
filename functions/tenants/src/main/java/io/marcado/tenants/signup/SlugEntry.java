package io.marcado.tenants.signup;

import io.marcado.domain.TenantId;
import io.marcado.platform.table.Index;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.tenant.TenantDirectory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Who has a slug. While the business is being set up the entry is in an index, in order of the
 * instant until which somebody is at work on it; behind that instant anybody may go on.
 */
record SlugEntry(Slug slug, TenantId tenant, State state, Optional<Instant> atWorkUntil) {
  /** Index partition of all entries whose business is being set up. */
  static final PartitionKey UNFINISHED = PartitionKey.platform("PROVISIONING");

  /** How far the business is; {@link TenantDirectory} finds those that are ACTIVE. */
  enum State {
    PROVISIONING,
    ACTIVE
  }

  static ItemKey key(Slug slug) {
    return TenantDirectory.key(slug.value());
  }

  /** The entry of a business that somebody begins to set up. */
  static Item begun(Slug slug, TenantId tenant, Instant atWorkUntil) {
    return Item.builder()
        .text("slug", slug.value())
        .text("tenant", tenant.value())
        .text("state", State.PROVISIONING.name())
        .indexed(Index.GSI1, UNFINISHED, instant(atWorkUntil))
        .build();
  }

  static SlugEntry fromItem(Item item) {
    return new SlugEntry(
        new Slug(item.text("slug")),
        new TenantId(item.text("tenant")),
        State.valueOf(item.text("state")),
        item.optionalInstant(Index.GSI1.sortName()));
  }

  /** True when the business is half-way and nobody is at work on it. */
  boolean stopped(Instant now) {
    return state == State.PROVISIONING
        && atWorkUntil.filter(until -> !until.isAfter(now)).isPresent();
  }

  /** Whole seconds, since instants with and without a fraction do not sort as text. */
  static String instant(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}

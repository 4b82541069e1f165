package io.marcado.platform.tenant;

import io.marcado.domain.TenantId;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds a business by its slug. Only the tenants capability writes the directory. */
@Singleton
public final class TenantDirectory {
  /** How an entry is marked once its business is set up. */
  public static final String ACTIVE = "ACTIVE";

  /** The form of every slug. Some of this form are reserved. */
  public static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{1,38}[a-z0-9]");

  /** The sort key of the item that each business has once. */
  static final String BUSINESS = "TENANT";

  private final Table table;
  private final ConfigurationCache cache;

  private record CacheKey(String slug) {}

  public TenantDirectory(Table table, ConfigurationCache cache) {
    this.table = table;
    this.cache = cache;
  }

  /** Where the entry of a slug is kept, with {@code tenant} and {@code state}. */
  public static ItemKey key(String slug) {
    return ItemKey.platform("SLUG#" + slug, "SLUG");
  }

  /**
   * The business that has this slug, perhaps from a copy a few seconds old. Empty while it is being
   * set up, and for text that can be no slug, which costs no read.
   */
  public Optional<TenantId> find(String slug) {
    if (!SLUG.matcher(slug).matches()) {
      return Optional.empty();
    }
    return cache.find(new CacheKey(slug), () -> read(slug));
  }

  /**
   * Every business, those included that are being set up, by id. It reads the whole table: for work
   * that is due a few times a year.
   */
  public List<TenantId> all() {
    return table.partitionsWith(BUSINESS).stream()
        .flatMap(partition -> partition.tenant().stream())
        .sorted(Comparator.comparing(TenantId::value))
        .toList();
  }

  private Optional<TenantId> read(String slug) {
    return table
        .platform()
        .get(key(slug))
        .filter(entry -> entry.text("state").equals(ACTIVE))
        .map(entry -> new TenantId(entry.text("tenant")));
  }
}

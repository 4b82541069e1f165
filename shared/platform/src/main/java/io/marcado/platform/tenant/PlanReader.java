package io.marcado.platform.tenant;

import io.marcado.domain.TenantId;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableView;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/** Reads what a tenant has signed up for, by which limits are set. */
@Singleton
public final class PlanReader {
  private final Table table;
  private final ConfigurationCache cache;

  private record CacheKey(TenantId tenant) {}

  public PlanReader(Table table, ConfigurationCache cache) {
    this.table = table;
    this.cache = cache;
  }

  /** Where the plan is kept, in {@code plan}. Only the tenants capability writes it. */
  public static ItemKey key(TenantId tenant) {
    return ItemKey.of(tenant, "TENANT", TenantDirectory.BUSINESS);
  }

  /** The plan among items that were read together; empty when it is not one of them. */
  public static Optional<String> among(Map<ItemKey, Item> items, TenantId tenant) {
    return Optional.ofNullable(items.get(key(tenant))).map(business -> business.text("plan"));
  }

  /**
   * The plan's name, such as {@code FREE}, perhaps from a copy a few seconds old. A read is at half
   * the price.
   *
   * @throws Problem 404 when the business does not exist
   */
  public String get(TenantId tenant) {
    return cache.get(
        new CacheKey(tenant),
        () -> {
          TableView view = table.of(tenant);
          Item business =
              view.getRecent(key(tenant))
                  // A business just made may not be there yet.
                  .or(() -> view.get(key(tenant)))
                  .orElseThrow(Problem::noSuchBusiness);
          return business.text("plan");
        });
  }
}

package io.marcado.platform.tenant;

import io.marcado.domain.TenantId;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableView;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Reads the base URLs of businesses, for links in messages. They are kept since the sign-up: what
 * they are made of are the APIs, which are deployed after all functions.
 */
@Singleton
public final class BaseUrls {
  /** Where a business's own item has it. Only the tenants capability writes it. */
  public static final String ATTRIBUTE = "baseUrl";

  private final Table table;
  private final ConfigurationCache cache;

  private record CacheKey(TenantId tenant) {}

  public BaseUrls(Table table, ConfigurationCache cache) {
    this.table = table;
    this.cache = cache;
  }

  /**
   * The base URL of a business, without a slash at its end, perhaps from a copy a few seconds old;
   * empty for one from before it was kept.
   *
   * @throws Problem 404 when the business does not exist
   */
  public Optional<String> find(TenantId tenant) {
    return cache.find(
        new CacheKey(tenant),
        () -> {
          TableView view = table.of(tenant);
          Item business =
              view.getRecent(PlanReader.key(tenant))
                  // A business just made may not be there yet.
                  .or(() -> view.get(PlanReader.key(tenant)))
                  .orElseThrow(Problem::noSuchBusiness);
          return business.optionalText(ATTRIBUTE);
        });
  }
}

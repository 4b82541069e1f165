package io.marcado.platform.tenant;

import io.marcado.domain.TenantId;
import io.marcado.platform.config.Variables;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableView;
import jakarta.inject.Singleton;
import java.util.Optional;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Reads the base URLs of businesses, for links in messages. They are kept since the sign-up: what
 * they are made of are the APIs, which are deployed after all functions.
 */
@Singleton
public final class BaseUrls {
  /** Where a business's own item has it. Only the tenants capability writes it. */
  public static final String ATTRIBUTE = "baseUrl";

  /** The name by which its address tells it from others. */
  public static final String SLUG = "slug";

  /** The API that its stage is on. */
  public static final String SHARD = "shard";

  private final Table table;
  private final ConfigurationCache cache;
  private final Variables variables;

  private record CacheKey(TenantId tenant) {}

  public BaseUrls(Table table, ConfigurationCache cache, Variables variables) {
    this.table = table;
    this.cache = cache;
    this.variables = variables;
  }

  /**
   * The base URL of a business, without a slash at its end, perhaps from a copy a few seconds old;
   * for one from before it was kept, what it is now. Empty where that is not known either, which is
   * so on a laptop alone.
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
          return business.optionalText(ATTRIBUTE).or(() -> present(business));
        });
  }

  private Optional<String> present(Item business) {
    return business
        .optionalText(SLUG)
        .flatMap(
            slug ->
                variables
                    .find("TENANT_URL")
                    .map(pattern -> pattern.replace("{slug}", slug))
                    .or(() -> ofApi(business).map(api -> api + "/" + slug)));
  }

  /** The address that AWS gives to an API, which is the only one without a domain. */
  private Optional<String> ofApi(Item business) {
    return variables
        .find("AWS_REGION")
        .filter(_ -> variables.find("AWS_ENDPOINT_URL").isEmpty())
        .map(Region::of)
        .flatMap(
            region ->
                business
                    .optionalText(SHARD)
                    .map(
                        api ->
                            "https://%s.execute-api.%s.%s"
                                .formatted(
                                    api, region.id(), PartitionMetadata.of(region).dnsSuffix())));
  }
}

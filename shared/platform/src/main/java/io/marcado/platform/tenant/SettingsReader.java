package io.marcado.platform.tenant;

import io.marcado.domain.TenantId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;

/** Reads a tenant's settings. */
@Singleton
public final class SettingsReader {
  private final Table table;
  private final ConfigurationCache cache;

  private record CacheKey(TenantId tenant) {}

  public SettingsReader(Table table, ConfigurationCache cache) {
    this.table = table;
    this.cache = cache;
  }

  /**
   * The settings, perhaps from a copy a few seconds old. A read is at half the price, since it need
   * not be newer than a copy.
   *
   * @throws Problem 404 when the business does not exist
   */
  public OrganizationSettings get(TenantId tenant) {
    return cache.get(new CacheKey(tenant), () -> loadRecent(tenant));
  }

  /**
   * The settings as they are now.
   *
   * @throws Problem 404 when the business does not exist
   */
  public OrganizationSettings fresh(TenantId tenant) {
    return cache.reload(new CacheKey(tenant), () -> load(tenant));
  }

  /**
   * The settings as they were a moment ago at the most, at half the price. Nothing may be refused
   * because of them.
   *
   * @throws Problem 404 when the business does not exist
   */
  public OrganizationSettings recent(TenantId tenant) {
    return cache.reload(new CacheKey(tenant), () -> loadRecent(tenant));
  }

  private OrganizationSettings loadRecent(TenantId tenant) {
    return table
        .of(tenant)
        .getRecent(SettingsItem.key(tenant))
        .map(SettingsItem::fromItem)
        // A business just made may not be there yet.
        .orElseGet(() -> load(tenant));
  }

  private OrganizationSettings load(TenantId tenant) {
    return table
        .of(tenant)
        .get(SettingsItem.key(tenant))
        .map(SettingsItem::fromItem)
        .orElseThrow(Problem::noSuchBusiness);
  }
}

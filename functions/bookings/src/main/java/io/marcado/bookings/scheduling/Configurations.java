package io.marcado.bookings.scheduling;

import io.marcado.catalog.published.CatalogReader;
import io.marcado.domain.ServiceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;

/** Reads the configuration of a business. */
@Singleton
final class Configurations {
  private final SettingsReader settings;
  private final CatalogReader catalog;

  Configurations(SettingsReader settings, CatalogReader catalog) {
    this.settings = settings;
    this.catalog = catalog;
  }

  /** For bookings of a service. */
  Cached<Configuration> ofService(TenantId tenant, ServiceId serviceId) {
    return new Cached<>(
        () ->
            new Configuration(
                settings.get(tenant), catalog.serviceWithResources(tenant, serviceId)),
        () ->
            new Configuration(
                settings.fresh(tenant), catalog.freshServiceWithResources(tenant, serviceId)));
  }

  /** The settings alone. */
  Cached<OrganizationSettings> settings(TenantId tenant) {
    return new Cached<>(() -> settings.get(tenant), () -> settings.fresh(tenant));
  }
}

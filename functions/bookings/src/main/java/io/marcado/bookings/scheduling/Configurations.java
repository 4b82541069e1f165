package io.marcado.bookings.scheduling;

import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.catalog.published.CatalogReader;
import io.marcado.catalog.published.ServiceWithResources;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;

/** Reads what a business has set: from copies while all goes well, anew before a refusal. */
@Singleton
final class Configurations {
  private final SettingsReader settings;
  private final CatalogReader catalog;

  Configurations(SettingsReader settings, CatalogReader catalog) {
    this.settings = settings;
    this.catalog = catalog;
  }

  /** For bookings of a service. */
  Configuration of(TenantId tenant, String serviceId, boolean fresh) {
    return fresh
        ? new Configuration(
            settings.fresh(tenant),
            catalog.freshServiceWithResources(tenant, serviceId).map(Configurations::needs))
        : new Configuration(
            settings.get(tenant),
            catalog.serviceWithResources(tenant, serviceId).map(Configurations::needs));
  }

  OrganizationSettings settings(TenantId tenant, boolean fresh) {
    return fresh ? settings.fresh(tenant) : settings.get(tenant);
  }

  private static ServiceNeeds needs(ServiceWithResources found) {
    return ServiceNeeds.of(found.service(), found.resources());
  }
}

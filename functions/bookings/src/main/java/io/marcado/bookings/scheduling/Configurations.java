package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.catalog.published.CatalogReader;
import io.marcado.catalog.published.ServiceWithResources;
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

  /** The service and the resources that a booking had, as they are now, whatever became of them. */
  ServiceWithResources had(TenantId tenant, Booking booking) {
    return new ServiceWithResources(
        catalog
            .freshServiceWithResources(tenant, booking.serviceId())
            .orElseThrow(() -> new IllegalStateException("a booking of a service that never was"))
            .service(),
        catalog.freshResources(tenant, booking.resourceIds()));
  }

  /** The settings alone. */
  Cached<OrganizationSettings> settings(TenantId tenant) {
    return new Cached<>(() -> settings.get(tenant), () -> settings.fresh(tenant));
  }
}

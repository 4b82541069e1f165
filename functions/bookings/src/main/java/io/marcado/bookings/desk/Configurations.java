package io.marcado.bookings.desk;

import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.catalog.published.CatalogReader;
import io.marcado.catalog.published.ServiceWithResources;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Reads what a business has set: from copies while all goes well, anew before a refusal. */
@Singleton
final class Configurations {
  private final SettingsReader settings;
  private final CatalogReader catalog;

  Configurations(SettingsReader settings, CatalogReader catalog) {
    this.settings = settings;
    this.catalog = catalog;
  }

  /** For a new booking of a service. */
  Configuration of(TenantId tenant, String serviceId, boolean fresh) {
    return fresh
        ? new Configuration(
            settings.fresh(tenant),
            catalog.freshServiceWithResources(tenant, serviceId).map(Configurations::needs))
        : new Configuration(
            settings.get(tenant),
            catalog.serviceWithResources(tenant, serviceId).map(Configurations::needs));
  }

  /** For a booking that has these resources, or is to have them: each in its part. */
  Configuration of(TenantId tenant, String serviceId, List<String> resourceIds, boolean fresh) {
    return fresh
        ? new Configuration(
            settings.fresh(tenant),
            catalog
                .freshBooked(tenant, serviceId, resourceIds)
                .map(booked -> needs(booked, resourceIds)))
        : new Configuration(
            settings.get(tenant),
            catalog
                .booked(tenant, serviceId, resourceIds)
                .map(booked -> needs(booked, resourceIds)));
  }

  OrganizationSettings settings(TenantId tenant, boolean fresh) {
    return fresh ? settings.fresh(tenant) : settings.get(tenant);
  }

  private static ServiceNeeds needs(ServiceWithResources found) {
    return ServiceNeeds.of(found.service(), found.resources());
  }

  private static ServiceNeeds needs(ServiceWithResources found, List<String> resourceIds) {
    List<List<BookableResource>> resources =
        resourceIds.stream()
            .map(
                id ->
                    Optional.ofNullable(found.resources().get(id))
                        .filter(BookableResource::active)
                        .stream()
                        .toList())
            .toList();
    return new ServiceNeeds(
        found.service(), resources.getFirst(), resources.subList(1, resources.size()));
  }
}

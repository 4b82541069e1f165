package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.VisitPart;
import io.marcado.catalog.published.CatalogReader;
import io.marcado.catalog.published.ServiceWithResources;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the configuration of a business. */
@Singleton
final class Configurations {
  private static final int MOST_KNOWN = 500;

  private final SettingsReader settings;
  private final CatalogReader catalog;
  private final Map<Key, Configuration> lastKnown =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Configuration> eldest) {
          return size() > MOST_KNOWN;
        }
      };

  private record Key(TenantId tenant, ServiceId serviceId) {}

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

  /** For a request: of its service, or of all services of a visit. */
  Cached<Configuration> of(TenantId tenant, SlotRequest slot) {
    return slot.visit().isEmpty()
        ? ofService(tenant, slot.serviceId())
        : ofVisit(tenant, slot.visit().stream().map(AskedPart::serviceId).toList());
  }

  /** For a booking that there is. */
  Cached<Configuration> of(TenantId tenant, Booking booking) {
    return booking.visit().isEmpty()
        ? ofService(tenant, booking.serviceId())
        : ofVisit(tenant, booking.visit().stream().map(VisitPart::serviceId).toList());
  }

  /** For visits of these services. */
  Cached<Configuration> ofVisit(TenantId tenant, List<ServiceId> serviceIds) {
    return new Cached<>(
        () ->
            configuration(
                settings.get(tenant), serviceIds, id -> catalog.serviceWithResources(tenant, id)),
        () ->
            configuration(
                settings.fresh(tenant),
                serviceIds,
                id -> catalog.freshServiceWithResources(tenant, id)));
  }

  private static Configuration configuration(
      OrganizationSettings settings,
      List<ServiceId> serviceIds,
      Function<ServiceId, Optional<ServiceWithResources>> reading) {
    Map<ServiceId, Optional<ServiceWithResources>> read =
        Parallel.ask(serviceIds.stream().distinct().toList(), reading);
    Map<ServiceId, ServiceWithResources> others = new LinkedHashMap<>();
    read.forEach((id, found) -> found.ifPresent(one -> others.put(id, one)));
    Optional<ServiceWithResources> first =
        Optional.ofNullable(others.remove(serviceIds.getFirst()));
    return new Configuration(settings, first, others);
  }

  /**
   * For free times of a service: as it was a moment ago at the most. Nothing may be refused because
   * of it.
   */
  Configuration recently(TenantId tenant, ServiceId serviceId) {
    Set<ResourceId> expected =
        lastKnown(tenant, serviceId)
            .flatMap(Configuration::found)
            .map(all -> all.service().allResourceIds())
            .orElse(Set.of());
    Configuration read =
        Parallel.both(
            () -> settings.recent(tenant),
            () -> catalog.recentServiceWithResources(tenant, serviceId, expected),
            Configuration::new);
    if (read.found().isPresent()) {
      synchronized (lastKnown) {
        lastKnown.put(new Key(tenant, serviceId), read);
      }
    }
    return read;
  }

  /** What {@link #recently} has read last, however long ago: a guess at what it will read next. */
  Optional<Configuration> lastKnown(TenantId tenant, ServiceId serviceId) {
    synchronized (lastKnown) {
      return Optional.ofNullable(lastKnown.get(new Key(tenant, serviceId)));
    }
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

  /** The seats of the resources that a booking had, as they are now. */
  Map<ResourceId, Integer> capacities(TenantId tenant, List<ResourceId> resourceIds) {
    return catalog.freshCapacities(tenant, resourceIds);
  }

  /** The settings alone. */
  Cached<OrganizationSettings> settings(TenantId tenant) {
    return new Cached<>(() -> settings.get(tenant), () -> settings.fresh(tenant));
  }
}

package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.Slot;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.catalog.published.CatalogReader;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.ServiceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds free times. */
@Singleton
public final class AvailabilityQueries {
  private final SettingsReader settings;
  private final CatalogReader catalog;
  private final FreeTimes freeTimes;

  AvailabilityQueries(SettingsReader settings, CatalogReader catalog, FreeTimes freeTimes) {
    this.settings = settings;
    this.catalog = catalog;
    this.freeTimes = freeTimes;
  }

  /**
   * Free times.
   *
   * @param timeline local time of the requested zone
   */
  public record Free(List<Slot> slots, LocalTimeline timeline) {}

  /**
   * The free times of a resource.
   *
   * @param zone the zone of the dates; empty for the business's
   */
  public Result<Free, AvailabilityRefusal> ofResource(
      TenantId tenant,
      ResourceId resourceId,
      ServiceId serviceId,
      LocalDates dates,
      Optional<Zone> zone,
      Instant now) {
    if (catalog.freshResource(tenant, resourceId).filter(BookableResource::active).isEmpty()) {
      return Result.refused(AvailabilityRefusal.NO_RESOURCE);
    }
    Optional<ServiceNeeds> needs = needs(tenant, serviceId).map(all -> all.withMain(resourceId));
    if (needs.isEmpty()) {
      return Result.refused(AvailabilityRefusal.NO_SERVICE_OF_RESOURCE);
    }
    return needs.get().mains().isEmpty()
        ? Result.refused(AvailabilityRefusal.NOT_DONE_BY_RESOURCE)
        : Result.done(free(tenant, needs.get(), dates, zone, now));
  }

  /** The free times of a service, by any resource that can do it. */
  public Result<Free, AvailabilityRefusal> ofService(
      TenantId tenant, ServiceId serviceId, LocalDates dates, Optional<Zone> zone, Instant now) {
    return needs(tenant, serviceId)
        .<Result<Free, AvailabilityRefusal>>map(
            needs -> Result.done(free(tenant, needs, dates, zone, now)))
        .orElseGet(() -> Result.refused(AvailabilityRefusal.NO_SERVICE));
  }

  private Optional<ServiceNeeds> needs(TenantId tenant, ServiceId serviceId) {
    return catalog
        .freshServiceWithResources(tenant, serviceId)
        .filter(found -> found.service().active())
        .map(found -> ServiceNeeds.of(found.service(), found.resources()));
  }

  private Free free(
      TenantId tenant, ServiceNeeds needs, LocalDates dates, Optional<Zone> zone, Instant now) {
    OrganizationSettings present = settings.fresh(tenant);
    LocalTimeline timeline = new LocalTimeline(zone.orElse(present.timeZone()));
    BookingRules rules = new BookingRules(present, now);
    return new Free(
        dates
            .in(timeline)
            .map(asked -> freeTimes.within(tenant, rules, needs, asked))
            .orElse(List.of()),
        timeline);
  }
}

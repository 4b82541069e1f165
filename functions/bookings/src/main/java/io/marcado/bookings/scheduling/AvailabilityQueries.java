package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.Slot;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.catalog.published.CatalogReader;
import io.marcado.domain.Fault;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Problem;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.ZoneId;
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
   * @param timeline local time of the zone that was asked for
   */
  public record Free(List<Slot> slots, LocalTimeline timeline) {}

  /**
   * The free times of a resource.
   *
   * @param zone in which the dates are meant; empty for the business's
   * @throws Problem 404 for an unknown resource or service, 400 when it does not do the service
   */
  public Free ofResource(
      Call call, String resourceId, String serviceId, LocalDates dates, Optional<ZoneId> zone) {
    if (catalog
        .freshResource(call.tenant(), resourceId)
        .filter(BookableResource::active)
        .isEmpty()) {
      throw Problem.notFound("resource");
    }
    ServiceNeeds needs =
        needs(call.tenant(), serviceId)
            .map(all -> all.withMain(resourceId))
            .orElseThrow(
                () ->
                    Problem.invalid(Fault.query("serviceId", "is no service that can be booked")));
    if (needs.mains().isEmpty()) {
      throw Problem.invalid(Fault.query("serviceId", "is not done by this resource"));
    }
    return free(call, needs, dates, zone);
  }

  /**
   * The free times of a service, by any resource that can do it.
   *
   * @throws Problem 404 for an unknown service
   */
  public Free ofService(Call call, String serviceId, LocalDates dates, Optional<ZoneId> zone) {
    ServiceNeeds needs =
        needs(call.tenant(), serviceId).orElseThrow(() -> Problem.notFound("service"));
    return free(call, needs, dates, zone);
  }

  private Optional<ServiceNeeds> needs(TenantId tenant, String serviceId) {
    return catalog
        .freshServiceWithResources(tenant, serviceId)
        .filter(found -> found.service().active())
        .map(found -> ServiceNeeds.of(found.service(), found.resources()));
  }

  private Free free(Call call, ServiceNeeds needs, LocalDates dates, Optional<ZoneId> zone) {
    OrganizationSettings present = settings.fresh(call.tenant());
    LocalTimeline timeline = new LocalTimeline(zone.orElse(present.timeZone()));
    BookingRules rules = new BookingRules(present, call.now());
    return new Free(
        dates
            .in(timeline)
            .map(asked -> freeTimes.within(call.tenant(), rules, needs, asked))
            .orElse(List.of()),
        timeline);
  }
}

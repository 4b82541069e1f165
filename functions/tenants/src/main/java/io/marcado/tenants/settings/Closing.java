package io.marcado.tenants.settings;

import io.marcado.catalog.published.CatalogReader;
import io.marcado.domain.Actor;
import io.marcado.domain.ResourceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.OpenWindows;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.platform.bookings.UpcomingBooking;
import io.marcado.platform.bookings.UpcomingBookings;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Finds the upcoming bookings that new hours would leave outside. */
@Singleton
public final class Closing {
  private final SettingsReader settings;
  private final CatalogReader catalog;
  private final UpcomingBookings upcoming;

  Closing(SettingsReader settings, CatalogReader catalog, UpcomingBookings upcoming) {
    this.settings = settings;
    this.catalog = catalog;
    this.upcoming = upcoming;
  }

  /** Why the settings should not be changed: upcoming bookings would lie outside the new hours. */
  public Optional<SettingsRefusal> whyNot(
      Actor actor, UnaryOperator<OrganizationSettings> change, Instant now) {
    TenantId tenant = actor.tenant();
    OrganizationSettings before = settings.fresh(tenant);
    OrganizationSettings after = change.apply(before);
    // Faults are told when the change is made.
    boolean sameHours =
        after.businessHours().equals(before.businessHours())
            && after.closedDates().equals(before.closedDates())
            && after.calendar().equals(before.calendar());
    if (sameHours || !after.faults().isEmpty()) {
      return Optional.empty();
    }
    List<UpcomingBooking> bookings = upcoming.from(tenant, now);
    Set<ResourceId> ids =
        bookings.stream()
            .flatMap(booking -> booking.resourceIds().stream())
            .collect(Collectors.toSet());
    Map<ResourceId, BookableResource> resources =
        ids.isEmpty() ? Map.of() : catalog.freshResources(tenant, ids);
    OpenWindows were = new OpenWindows(before);
    OpenWindows are = new OpenWindows(after);
    return upcoming
        .outside(
            actor,
            bookings.stream()
                .filter(
                    booking ->
                        booking.resourceIds().stream()
                            .flatMap(id -> Optional.ofNullable(resources.get(id)).stream())
                            .anyMatch(
                                resource ->
                                    were.cover(resource, booking.time())
                                        && !are.cover(resource, booking.time())))
                .toList())
        .map(SettingsRefusal.LeavesBookingsOutside::new);
  }
}

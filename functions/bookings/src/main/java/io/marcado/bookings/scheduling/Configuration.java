package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.catalog.published.ServiceWithResources;
import io.marcado.domain.Actor;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.catalog.ServiceKind;
import io.marcado.domain.settings.OrganizationSettings;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The part of a business's configuration that one booking needs.
 *
 * @param found the service with its resources; empty when there never was such a service
 * @param others of a visit, the other services that there are
 */
record Configuration(
    OrganizationSettings settings,
    Optional<ServiceWithResources> found,
    Map<ServiceId, ServiceWithResources> others) {

  Configuration(OrganizationSettings settings, Optional<ServiceWithResources> found) {
    this(settings, found, Map.of());
  }

  /** One of its services. */
  Optional<ServiceWithResources> found(ServiceId serviceId) {
    return found
        .filter(all -> all.service().id().equals(serviceId))
        .or(() -> Optional.ofNullable(others.get(serviceId)));
  }

  /** The rules by which this actor books. */
  BookingRules rules(Actor actor, Instant now) {
    return new BookingRules(settings, now, BookingRights.reach(actor));
  }

  /** The needs of a new booking; empty when the service takes none. */
  Optional<ServiceNeeds> offered() {
    return found
        .filter(all -> all.service().active() && !isClass())
        .map(all -> ServiceNeeds.of(all.service(), all.resources()));
  }

  /** True when its service is booked by the seats of sessions. */
  boolean isClass() {
    return found.filter(all -> all.service().kind() == ServiceKind.CLASS).isPresent();
  }

  /** The service of sessions that take bookings; empty when it takes none. */
  Optional<BookableService> offeredClass() {
    return found
        .map(ServiceWithResources::service)
        .filter(service -> service.active() && service.kind() == ServiceKind.CLASS);
  }

  /**
   * The needs of a booking that keeps what it has, even if that takes no new bookings; empty when
   * its service is lost.
   */
  Optional<ServiceNeeds> neededBy(Booking booking) {
    return found.map(all -> ServiceNeeds.of(all.service(), all.resources(), booking.resourceIds()));
  }

  /** True unless it is known to be of another service than the booking. */
  boolean isOf(Booking booking) {
    return found.filter(all -> !all.service().id().equals(booking.serviceId())).isEmpty();
  }

  /** True when this resource is inactive or deleted. */
  boolean hasWithdrawn(ResourceId resourceId) {
    return found
        .flatMap(all -> Optional.ofNullable(all.resources().get(resourceId)))
        .filter(resource -> !resource.active())
        .isPresent();
  }
}

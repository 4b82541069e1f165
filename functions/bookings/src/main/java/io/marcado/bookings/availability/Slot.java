package io.marcado.bookings.availability;

import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.Terms;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.WindowBooking;
import java.util.List;
import java.util.Optional;

/**
 * A time that can be booked.
 *
 * @param time from start to end, without buffers
 * @param resourceIds the main resources free then for which every group has a member free too, in
 *     the service's order; never empty
 * @param restricted those of them with which it is not for everybody: for a client, by appointment;
 *     for the business, not for clients
 * @param restriction what the restricted ones are; not {@code DIRECT} when there are some
 * @param terms of a booking with any of them; empty where all bookings of the service have the same
 */
public record Slot(
    Interval time,
    List<ResourceId> resourceIds,
    List<ResourceId> restricted,
    WindowBooking restriction,
    Optional<Terms> terms) {
  public Slot {
    resourceIds = List.copyOf(resourceIds);
    restricted = List.copyOf(restricted);
  }

  /** A time that everybody may book with all of these. */
  public Slot(Interval time, List<ResourceId> resourceIds) {
    this(time, resourceIds, List.of(), WindowBooking.DIRECT, Optional.empty());
  }
}

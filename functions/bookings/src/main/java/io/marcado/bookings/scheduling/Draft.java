package io.marcado.bookings.scheduling;

import io.marcado.bookings.availability.Assignment;
import io.marcado.bookings.ledger.TakenTime;
import io.marcado.bookings.lifecycle.BookedNames;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.VisitPart;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.domain.Money;
import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.time.Interval;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a booking will have once it is made: its time, its resources and its price.
 *
 * @param byAppointment true when what a client books then waits for approval by the hours
 * @param holdMinutes how long it is held before it is booked
 * @param visit its parts, if it is a visit
 * @param capacities of all resources
 */
record Draft(
    Interval time,
    List<ResourceId> resourceIds,
    BookedNames names,
    List<TakenTime> taken,
    Optional<Money> price,
    boolean byAppointment,
    int holdMinutes,
    List<VisitPart> visit,
    Map<ResourceId, Integer> capacities) {

  /** An appointment, or what a session is judged as. */
  static Draft of(ServiceNeeds needs, Assignment assignment, Interval time, boolean byAppointment) {
    return new Draft(
        time,
        assignment.resourceIds(),
        new BookedNames(
            needs.service().name(),
            assignment.resources().stream().map(BookableResource::name).toList()),
        Booking.oneSeatOf(assignment.resourceIds(), needs.service().taken(time)),
        needs.service().price(),
        byAppointment,
        needs.service().holdMinutes(),
        List.of(),
        capacities(assignment.resources()));
  }

  static Map<ResourceId, Integer> capacities(List<BookableResource> resources) {
    Map<ResourceId, Integer> capacities = new HashMap<>();
    resources.forEach(who -> capacities.put(who.id(), who.capacity()));
    return capacities;
  }
}

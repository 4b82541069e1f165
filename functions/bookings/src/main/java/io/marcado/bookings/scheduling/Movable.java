package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingFault.Plain;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.BookingRefusal.Act;
import io.marcado.bookings.lifecycle.BookingRefusal.Withdrawn;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.Offers;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.bookings.scheduling.FreeTimes.Mover;
import io.marcado.domain.Actor;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.BookableResource;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A booking that an actor may move now. Availability looks for its free times with the same needs
 * and rules by which a move is judged. So a move accepts exactly what availability offers. Only to
 * guests it also offers times at which the phone has another booking that was made without a login:
 * a list without them would tell who typed the phone of a stranger of all of those at once.
 *
 * @param needs of its service; {@link #offers} says for how long
 * @param minutes how long it shall last; empty for the usual duration of another service
 */
record Movable(
    Mover mover,
    ServiceNeeds needs,
    Optional<Integer> minutes,
    BookingRules rules,
    Configuration configuration) {
  /** Staff may give a booking to somebody else without a question of its time. */
  private static final Set<SchedulingRule> OF_ITS_TIME =
      EnumSet.of(SchedulingRule.NOTICE, SchedulingRule.HORIZON, SchedulingRule.INTERVAL);

  /** Another resource may have other hours, and so another grid. */
  private static final Set<SchedulingRule> OF_ITS_GRID = EnumSet.of(SchedulingRule.INTERVAL);

  /**
   * The booking, if the actor may move it. Staff may also move a booking of what takes no new
   * bookings. To another service it moves like a new booking.
   *
   * @param minutes how long it shall last; empty for the usual duration of another service
   * @param configuration of the service that it shall be of
   */
  static Result<Movable, BookingRefusal> of(
      Actor actor,
      Booking booking,
      Optional<Integer> minutes,
      Configuration configuration,
      Instant now) {
    boolean staff = BookingRights.actsForBusiness(actor);
    return booking
        .open()
        .then(_ -> BookingRights.inTime(actor, booking, Act.MOVE, configuration.settings(), now))
        .then(
            _ ->
                configuration.isOf(booking)
                    ? Result.of(
                        staff ? configuration.neededBy(booking) : configuration.offered(),
                        new BookingRefusal.NoLongerOffered(Withdrawn.SERVICE))
                    : Result.of(
                        configuration.offered(),
                        new BookingRefusal.Faulty(
                            List.of(
                                configuration.offeredClass().isPresent()
                                    ? Plain.CLASS_FOR_APPOINTMENT
                                    : Plain.UNKNOWN_SERVICE))))
        .map(
            needs ->
                new Movable(
                    new Mover(actor, booking, now),
                    needs,
                    minutes,
                    configuration
                        .rules(actor, now)
                        .keeping(booking.time().start(), staff ? OF_ITS_TIME : OF_ITS_GRID),
                    configuration));
  }

  /** True when the booking lies in windows by appointment where it is to go. */
  boolean isByAppointment(Booking moved) {
    Map<ResourceId, BookableResource> byId = new HashMap<>();
    needs.resources().forEach(resource -> byId.put(resource.id(), resource));
    return rules.isByAppointment(
        needs.service(),
        moved.resourceIds().stream()
            .flatMap(id -> Optional.ofNullable(byId.get(id)).stream())
            .toList(),
        moved.time().start(),
        moved.minutes());
  }

  /** Where its free times are. */
  FreeTimes.Search search() {
    return new FreeTimes.Search(tenant(), rules, offers(needs).allowed(), Optional.of(mover));
  }

  /**
   * These needs for a booking of this length. A booking keeps the length that it has, whatever its
   * service allows by now; another one must be allowed, and every one of another service.
   */
  Offers offers(ServiceNeeds some) {
    return minutes
        .filter(asked -> !changesService() && asked == booking().minutes())
        .map(asked -> Offers.of(some.lasting(asked), Optional.empty()))
        .orElseGet(() -> Offers.of(some, minutes));
  }

  /** True when it shall be a booking of another service. */
  boolean changesService() {
    return !configuration.isOf(booking());
  }

  TenantId tenant() {
    return mover.actor().tenant();
  }

  Booking booking() {
    return mover.booking();
  }
}

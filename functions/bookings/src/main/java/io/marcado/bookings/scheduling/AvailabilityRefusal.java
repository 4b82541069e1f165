package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.domain.time.LocalTimeline;

/** Why there is no answer with free times. */
public sealed interface AvailabilityRefusal {

  /** A refusal without further facts. */
  enum Plain implements AvailabilityRefusal {
    /** There is no such resource, or it takes no bookings. */
    NO_RESOURCE,
    /** There is no such service, or it takes no bookings. */
    NO_SERVICE,
    /** The resource exists, but the service does not. */
    NO_SERVICE_OF_RESOURCE,
    /** Both exist, but the resource does not do the service. */
    NOT_DONE_BY_RESOURCE,
    /** No such resource does the service. */
    UNSUITABLE_RESOURCE,
    /** There is no such booking for the actor. */
    NO_BOOKING,
    /** The booking is of another service. */
    BOOKING_OF_OTHER_SERVICE,
    /** The booking is a visit, of several services. */
    BOOKING_IS_VISIT,
    /** There is no such client. */
    NO_CLIENT,
    /** Somebody else's client is named by a caller who may not see clients. */
    CLIENT_OF_STAFF
  }

  /**
   * The service is not done for so long.
   *
   * @param allowed the durations that are, in words
   */
  record DurationNotAllowed(String allowed) implements AvailabilityRefusal {}

  /** The clocks of the business never show the start that is asked about. */
  record NoSuchTime(LocalTimeline.Gap gap) implements AvailabilityRefusal {}

  /** The actor may not move the booking at all, whatever the time. */
  record NotMovable(BookingRefusal why) implements AvailabilityRefusal {}
}

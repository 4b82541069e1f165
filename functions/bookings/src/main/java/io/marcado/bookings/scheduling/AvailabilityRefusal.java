package io.marcado.bookings.scheduling;

/** Why there is no answer with free times. */
public enum AvailabilityRefusal {
  /** There is no such resource, or it takes no bookings. */
  NO_RESOURCE,
  /** There is no such service, or it takes no bookings. */
  NO_SERVICE,
  /** The resource exists, but the service does not. */
  NO_SERVICE_OF_RESOURCE,
  /** Both exist, but the resource does not do the service. */
  NOT_DONE_BY_RESOURCE
}

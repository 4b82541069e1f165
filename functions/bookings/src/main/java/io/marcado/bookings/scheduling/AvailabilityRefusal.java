package io.marcado.bookings.scheduling;

/** Why no free times are told. */
public enum AvailabilityRefusal {
  /** There is no such resource, or it takes no bookings. */
  NO_RESOURCE,
  /** There is no such service, or it takes no bookings. */
  NO_SERVICE,
  /** The resource is there; the service that it is asked about is not. */
  NO_SERVICE_OF_RESOURCE,
  /** Both are there, but the resource does not do the service. */
  NOT_DONE_BY_RESOURCE
}

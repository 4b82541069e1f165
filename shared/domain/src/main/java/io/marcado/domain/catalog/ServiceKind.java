package io.marcado.domain.catalog;

/** How a service is booked. */
public enum ServiceKind {
  /** Each booking has a time of its own, wherever the resources are free. */
  APPOINTMENT,
  /** The business sets sessions; a booking takes seats of one. */
  CLASS
}

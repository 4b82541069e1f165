package io.marcado.bookings.rules;

/** The part a resource has in a booking. */
public enum Part {
  /** One of the service's main resources: slots start on the grid of its windows. */
  MAIN,
  /** One of a group that the service also needs: it must be open and free, on no grid. */
  FURTHER
}

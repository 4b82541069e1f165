package io.marcado.bookings.ledger;

import io.marcado.domain.ResourceId;
import io.marcado.domain.time.CellRange;

/**
 * Time that a booking has taken from one resource, including its buffers. The booking stores
 * exactly what it took, so that it gives back exactly this, even if its service has changed since.
 *
 * @param cells the cells it took
 * @param seats how many seats in each of them, one or more
 */
public record TakenTime(ResourceId resourceId, CellRange cells, int seats) {
  public TakenTime {
    if (seats < 1) {
      throw new IllegalArgumentException("at least one seat");
    }
  }
}

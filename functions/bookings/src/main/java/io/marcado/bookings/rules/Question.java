package io.marcado.bookings.rules;

import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Cells;

/**
 * May this resource have this part in a booking of this service for that long? It leaves only the
 * start open.
 *
 * @param durationMinutes a multiple of 5, from 5 to 1440
 */
record Question(
    BookableService service, BookableResource resource, Part part, int durationMinutes) {

  /** The duration in cells. */
  int cells() {
    return durationMinutes / Cells.MINUTES;
  }

  /** The cells of bookings that start in a range, without buffers. */
  CellRange taken(CellRange starts) {
    return new CellRange(starts.first(), starts.end() + cells() - 1);
  }
}

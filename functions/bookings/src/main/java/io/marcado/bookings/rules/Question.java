package io.marcado.bookings.rules;

import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Interval;

/**
 * May this resource have this part in a booking of this service for that long? It leaves only the
 * start open.
 *
 * @param durationMinutes a multiple of 5, from 5 to 1440
 * @param cells how many cells the booking touches, from the one in which it starts
 */
record Question(
    BookableService service, BookableResource resource, Part part, int durationMinutes, int cells) {

  static Question of(BookableService service, BookableResource resource, Part part, Interval time) {
    return new Question(
        service,
        resource,
        part,
        Math.toIntExact(time.minutes()),
        Math.toIntExact(CellRange.covering(time).count()));
  }

  /** The cells of bookings that start in a range, without buffers. */
  CellRange taken(CellRange starts) {
    return new CellRange(starts.first(), starts.end() + cells - 1);
  }
}

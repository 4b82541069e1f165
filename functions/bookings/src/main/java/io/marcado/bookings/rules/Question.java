package io.marcado.bookings.rules;

import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;

/**
 * May this resource have this part in a booking of this service for that long? It leaves only the
 * start open.
 *
 * @param durationMinutes a multiple of 5, from 5 to 10080, whole days as {@link
 *     LocalTimeline#lasting} counts them
 * @param cells how many cells the booking touches, from the one in which it starts
 */
record Question(
    BookableService service, BookableResource resource, Part part, int durationMinutes, int cells) {

  static Question of(
      BookableService service,
      BookableResource resource,
      Part part,
      Interval time,
      int durationMinutes) {
    return new Question(
        service,
        resource,
        part,
        durationMinutes,
        Math.toIntExact(CellRange.covering(time).count()));
  }

  /** True when it lasts a day or more, and so need only begin and end while it is open. */
  boolean lastsDays() {
    return durationMinutes >= Cells.MINUTES_OF_DAY;
  }

  /**
   * The cells of bookings that start in a range, without buffers; of what lasts days also the one
   * after, since a window may open there.
   */
  CellRange taken(CellRange starts) {
    return new CellRange(starts.first(), starts.end() + cells - (lastsDays() ? 0 : 1));
  }
}

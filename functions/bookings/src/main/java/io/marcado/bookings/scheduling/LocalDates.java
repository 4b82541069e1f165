package io.marcado.bookings.scheduling;

import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** Local dates, both included. */
public record LocalDates(LocalDate from, LocalDate to) {
  /** Empty for a date that the zone left out when it crossed the date line. */
  public Optional<Interval> in(LocalTimeline timeline) {
    Instant start = timeline.startOf(from);
    Instant end = timeline.startOf(to.plusDays(1));
    return start.isBefore(end) ? Optional.of(new Interval(start, end)) : Optional.empty();
  }
}

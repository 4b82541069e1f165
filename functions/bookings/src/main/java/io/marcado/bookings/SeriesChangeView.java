package io.marcado.bookings;

import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.scheduling.SeriesUpdates;
import io.marcado.domain.BookingId;
import io.marcado.domain.SeriesId;
import io.marcado.domain.time.LocalTimeline;
import java.util.List;

/**
 * What was done with bookings of a series, or would be.
 *
 * @param occurrences those that were asked for, in the order of the recurrence
 */
public record SeriesChangeView(
    SeriesId seriesId, boolean dryRun, List<ChangedOccurrenceView> occurrences) {

  static SeriesChangeView of(SeriesUpdates.Changed changed) {
    LocalTimeline timeline = changed.settings().timeline();
    return new SeriesChangeView(
        changed.seriesId(),
        changed.dryRun(),
        changed.occurrences().stream()
            .map(
                one ->
                    new ChangedOccurrenceView(
                        one.number() + 1,
                        one.booking().id(),
                        timeline.format(one.booking().time().start()),
                        one.booking().status(),
                        one.outcome()))
            .toList());
  }

  /**
   * One occurrence.
   *
   * @param number from 1
   * @param status as it is now
   */
  record ChangedOccurrenceView(
      int number,
      BookingId bookingId,
      String start,
      BookingStatus status,
      SeriesUpdates.Outcome outcome) {}
}

package io.marcado.bookings;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.Series;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.scheduling.SeriesBooking;
import io.marcado.domain.BookingId;
import io.marcado.domain.Money;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.SeriesId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.LocalTimeline;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A series in an answer.
 *
 * @param clientId null for somebody who walked in
 * @param occurrences all, in the order of the recurrence
 * @param createdAt in UTC
 * @param notice in the answer to the request that made it
 */
public record SeriesView(
    SeriesId seriesId,
    ServiceId serviceId,
    @Nullable PersonId clientId,
    List<OccurrenceView> occurrences,
    String createdAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) BookingView.@Nullable Notice notice)
    implements SeriesAnswer {

  static SeriesView of(SeriesBooking.Shown shown) {
    Series series = shown.series();
    LocalTimeline timeline = shown.settings().timeline();
    List<OccurrenceView> occurrences = new ArrayList<>();
    for (int number = 0; number < series.occurrences().size(); number++) {
      occurrences.add(
          OccurrenceView.of(
              number, series.occurrences().get(number), shown.bookings().get(number), timeline));
    }
    return new SeriesView(
        series.id(),
        series.serviceId(),
        series.clientId().orElse(null),
        occurrences,
        series.createdAt().toString(),
        shown.reachable() ? null : BookingView.Notice.UNREACHABLE);
  }

  /**
   * One occurrence.
   *
   * @param number from 1
   * @param planned when the recurrence has it
   * @param bookingId absent for one that was left out, and for a moment after the series was made,
   *     as all that follows
   * @param start of the booking as it is now
   * @param skipped why it was left out; absent for others
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OccurrenceView(
      int number,
      String planned,
      @Nullable BookingId bookingId,
      @Nullable BookingStatus status,
      @Nullable String start,
      @Nullable String end,
      @Nullable List<ResourceId> resourceIds,
      @Nullable Money price,
      @Nullable List<String> skipped) {
    static OccurrenceView of(
        int number,
        Series.Occurrence occurrence,
        @Nullable Booking booking,
        LocalTimeline timeline) {
      String planned = timeline.format(occurrence.asked());
      List<String> skipped = occurrence.start().isEmpty() ? occurrence.skipped() : null;
      return booking == null
          ? new OccurrenceView(number + 1, planned, null, null, null, null, null, null, skipped)
          : new OccurrenceView(
              number + 1,
              planned,
              booking.id(),
              booking.status(),
              timeline.format(booking.time().start()),
              timeline.format(booking.time().end()),
              booking.resourceIds(),
              booking.price().orElse(null),
              skipped);
    }
  }
}

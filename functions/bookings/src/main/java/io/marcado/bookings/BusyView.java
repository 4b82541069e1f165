package io.marcado.bookings;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.marcado.domain.BookingId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import org.jspecify.annotations.Nullable;

/**
 * A busy time without details.
 *
 * @param bookingId for staff only: the booking that keeps this approved time while a move waits
 */
record BusyView(
    BookingView.Kind kind,
    String start,
    String end,
    ResourceId resourceId,
    boolean available,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BookingId bookingId) {
  static BusyView of(
      ResourceId resourceId, Interval time, LocalTimeline timeline, @Nullable BookingId bookingId) {
    return new BusyView(
        BookingView.Kind.BUSY,
        timeline.format(time.start()),
        timeline.format(time.end()),
        resourceId,
        false,
        bookingId);
  }
}

package io.marcado.bookings;

import io.marcado.bookings.realign.Realigned;
import io.marcado.bookings.realign.Realigner;
import io.marcado.domain.BookingId;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import java.time.Instant;
import java.util.List;

/** What becomes of bookings, in an answer. */
record RealignmentView(String timeZone, String tzRelease, List<Line> items) {
  /** Of one booking: two instants, an id and an outcome with their names. */
  private static final int BYTES = 200;

  /**
   * A booking.
   *
   * @param start with the offset of the zone that it is in
   * @param newStart with the offset of the zone that it is to be in
   */
  record Line(BookingId bookingId, String start, String newStart, Realigned.Outcome outcome) {
    static Line of(Realigned one) {
      return new Line(
          one.bookingId(),
          local(one.from(), one.agreed().zone()),
          local(one.to(), one.localStart().zone()),
          one.outcome());
    }

    private static String local(Instant instant, String zone) {
      return new LocalTimeline(Zone.of(zone)).format(instant);
    }
  }

  static RealignmentView of(Realigner.Moved moved) {
    return new RealignmentView(
        moved.zone().id(),
        moved.zone().release(),
        moved.bookings().stream().map(Line::of).limit(AnswerSize.MOST_BYTES / BYTES).toList());
  }
}

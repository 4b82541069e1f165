package io.marcado.messaging.bookings;

import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingStatus;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The outcome of a booking, in the order in which a digest tells it. */
enum DigestSection {
  WAITING,
  /** The client was not told of it, since the business has sent as many messages as it may. */
  UNTOLD,
  /** Of sessions of classes: too few people come, and somebody is to decide. */
  TOO_FEW,
  NEW,
  MOVED,
  KEPT,
  CANCELLED,
  REJECTED,
  LAPSED;

  /** The section of a notice, as far as the notice alone tells. */
  static DigestSection of(BookingMessage notice) {
    return switch (notice.kind()) {
      case TEAM_NEW, TEAM_WAITING -> NEW;
      case TEAM_MOVE_WAITING -> WAITING;
      case TEAM_KEPT, MOVE_UNDECIDED -> KEPT;
      case TEAM_CANCELLED, TEAM_REQUEST_CANCELLED -> CANCELLED;
      case TEAM_REJECTED -> REJECTED;
      case UNDECIDED -> LAPSED;
      case TEAM_MOVED -> MOVED;
      case RECEIVED, CONFIRMED, REQUEST_MOVED, MOVE_REQUESTED, MOVED, KEPT, REMINDER -> ofClient();
      case CANCELLED, REQUEST_CANCELLED, REJECTED, EXPIRED, NO_SHOW, FOLLOW_UP -> ofClient();
    };
  }

  private static DigestSection ofClient() {
    throw new IllegalArgumentException("a message to the client is no notice");
  }

  /**
   * The section of a booking as it is now.
   *
   * @param noticed the sections of its notices
   * @return empty for what is no news any more
   */
  static Optional<DigestSection> of(BookingImage booking, Set<DigestSection> noticed, Instant now) {
    if (noticed.contains(UNTOLD)
        && booking.status() != BookingStatus.PENDING
        && now.isBefore(booking.end())) {
      return Optional.of(UNTOLD);
    }
    return switch (booking.status()) {
      case PENDING -> Optional.of(WAITING);
      case CANCELLED -> Optional.of(CANCELLED);
      case EXPIRED -> Optional.of(LAPSED);
      case CONFIRMED ->
          now.isBefore(booking.start())
              ? Stream.of(NEW, MOVED, KEPT).filter(noticed::contains).findFirst()
              : Optional.empty();
      // Who rejected it gets no notice of that, and needs none.
      case REJECTED -> Optional.of(REJECTED).filter(noticed::contains);
      case HELD, COMPLETED, NO_SHOW -> Optional.empty();
    };
  }

  /** The name in templates. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

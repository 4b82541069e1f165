package io.marcado.messaging.bookings;

import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingStatus;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kinds of messages about bookings, and the status for which each is true. */
public enum BookingMessageKind {
  /** The booking waits for approval. */
  RECEIVED(true, BookingStatus.PENDING),
  /** The booking is confirmed. */
  CONFIRMED(true, BookingStatus.CONFIRMED),
  /** It has another time, or other resources. */
  MOVED(true, BookingStatus.CONFIRMED),
  /** The request has another time, or other resources, and still waits for approval. */
  REQUEST_MOVED(true, BookingStatus.PENDING),
  /** It is cancelled. */
  CANCELLED(false, BookingStatus.CANCELLED),
  /** It was not approved. */
  REJECTED(false, BookingStatus.REJECTED),
  /** It is confirmed and starts soon. */
  REMINDER(true, BookingStatus.CONFIRMED);

  private final boolean announces;
  private final Set<BookingStatus> statuses;

  BookingMessageKind(boolean announces, BookingStatus... statuses) {
    this.announces = announces;
    this.statuses = Set.of(statuses);
  }

  /** The kind of message to the client because of an event, if any. */
  static Optional<BookingMessageKind> of(BookingEvent event) {
    BookingImage booking = event.booking();
    BookingImage previous = event.previous();
    // A change of what is over puts the books right: the client need not hear of it.
    if (!event.occurredAt().isBefore(booking.end())) {
      return Optional.empty();
    }
    if (previous != null && previous.status() == booking.status()) {
      return sameTimeAndPlace(previous, booking) ? Optional.empty() : moved(booking.status());
    }
    return switch (booking.status()) {
      case PENDING -> Optional.of(RECEIVED);
      case CONFIRMED -> tookPlace(previous) ? Optional.empty() : Optional.of(CONFIRMED);
      case REJECTED -> Optional.of(REJECTED);
      case CANCELLED -> held(previous) ? Optional.empty() : Optional.of(CANCELLED);
      case HELD, COMPLETED, NO_SHOW, EXPIRED -> Optional.empty();
    };
  }

  private static Optional<BookingMessageKind> moved(BookingStatus status) {
    return Stream.of(MOVED, REQUEST_MOVED).filter(kind -> kind.fits(status)).findFirst();
  }

  // A corrected status of a visit that has begun, of which the client knows more than we do.
  private static boolean tookPlace(@Nullable BookingImage booking) {
    return booking != null
        && (booking.status() == BookingStatus.COMPLETED
            || booking.status() == BookingStatus.NO_SHOW);
  }

  private static boolean sameTimeAndPlace(BookingImage one, BookingImage other) {
    return sameTime(one, other) && one.resourceIds().equals(other.resourceIds());
  }

  // Messages tell local times. New rules of a zone move the instant of a local time, and a business
  // that moves to another zone may keep the instant instead.
  private static boolean sameTime(BookingImage one, BookingImage other) {
    return one.localStart() != null && other.localStart() != null
        ? one.localStart().at().equals(other.localStart().at())
        : one.start().equals(other.start());
  }

  // The client got no message about the hold, and so gets none about its end.
  private static boolean held(@Nullable BookingImage booking) {
    return booking != null && booking.status() == BookingStatus.HELD;
  }

  /** True when it announces a future booking, which makes no sense after the start. */
  boolean announces() {
    return announces;
  }

  /** True when it is true of a booking in this status. */
  boolean fits(BookingStatus status) {
    return statuses.contains(status);
  }

  /** True when it tells of the end or the move of a booking. A visitor cannot cause that. */
  boolean tellsOfAChange() {
    return this == MOVED || this == CANCELLED || this == REJECTED;
  }

  /** The name of its template. */
  String template() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.marcado.messaging.bookings;

import io.marcado.bookings.published.BookingDetails;
import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.identity.published.notices.MessagePreferences;
import io.marcado.identity.published.notices.MessagePreferences.OptOut;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
  /** It has another time, service, or other resources. */
  MOVED(true, BookingStatus.CONFIRMED),
  /** The request has another time, service, or other resources, and still waits for approval. */
  REQUEST_MOVED(true, BookingStatus.PENDING),
  /** The client wants to move it and keeps the approved time meanwhile. */
  MOVE_REQUESTED(true, BookingStatus.PENDING),
  /** The move was rejected, taken back or not decided in time: the approved time holds. */
  KEPT(false, BookingStatus.CONFIRMED),
  /** It is cancelled. */
  CANCELLED(false, BookingStatus.CANCELLED),
  /** The request is taken back, before anybody has decided. */
  REQUEST_CANCELLED(false, BookingStatus.CANCELLED),
  /** It was not approved. */
  REJECTED(false, BookingStatus.REJECTED),
  /** The business has not decided in time. */
  EXPIRED(false, BookingStatus.EXPIRED),
  /** To the team: there is a booking that nobody has to approve any more. */
  TEAM_NEW(true, BookingStatus.CONFIRMED),
  /** To the team: a request waits for approval. */
  TEAM_WAITING(true, BookingStatus.PENDING),
  /** To the team: a request has another time, or a client wants to move a booking. It waits. */
  TEAM_MOVE_WAITING(true, BookingStatus.PENDING),
  /** To the team: a booking has another time, service, or other resources. */
  TEAM_MOVED(true, BookingStatus.CONFIRMED),
  /** To the team: the move was taken back or rejected, so the booking stays. */
  TEAM_KEPT(false, BookingStatus.CONFIRMED),
  /** To the team: it is cancelled. */
  TEAM_CANCELLED(false, BookingStatus.CANCELLED),
  /** To the team: the request was taken back. */
  TEAM_REQUEST_CANCELLED(false, BookingStatus.CANCELLED),
  /** To the team: the request was rejected. */
  TEAM_REJECTED(false, BookingStatus.REJECTED),
  /** To the team: nobody has decided about a request, which has lapsed. */
  UNDECIDED(false, BookingStatus.EXPIRED),
  /** To the team: nobody has decided about a move, so the booking stays as it was approved. */
  MOVE_UNDECIDED(false, BookingStatus.CONFIRMED),
  /** It is confirmed and starts soon. */
  REMINDER(true, BookingStatus.CONFIRMED),
  /** The client did not come. */
  NO_SHOW(false, BookingStatus.NO_SHOW),
  /** It is over: how was it? */
  FOLLOW_UP(false, BookingStatus.CONFIRMED, BookingStatus.COMPLETED);

  /** That somebody did not come is told so long after the end; later it puts the books right. */
  private static final Duration MISSED = Duration.ofDays(1);

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
    // The business has no phone of who walked in.
    if (booking.clientId() == null || isToldByAnother(event)) {
      return Optional.empty();
    }
    if (booking.status() == BookingStatus.NO_SHOW) {
      return wasMissed(event) ? Optional.of(NO_SHOW) : Optional.empty();
    }
    // A change of what is over puts the books right: the client need not hear of it. But that a
    // request has lapsed may be noted late.
    if (!event.occurredAt().isBefore(booking.end()) && booking.status() != BookingStatus.EXPIRED) {
      return Optional.empty();
    }
    if (previous != null && previous.status() == booking.status()) {
      return isTheSame(previous, booking) ? Optional.empty() : moved(booking.status());
    }
    return switch (booking.status()) {
      case PENDING -> Optional.of(booking.approved() == null ? RECEIVED : MOVE_REQUESTED);
      case CONFIRMED ->
          tookPlace(previous)
              ? Optional.empty()
              : Optional.of(isKept(previous, booking) ? KEPT : CONFIRMED);
      case REJECTED -> Optional.of(REJECTED);
      case CANCELLED ->
          held(previous)
              ? Optional.empty()
              : Optional.of(isRequest(previous) ? REQUEST_CANCELLED : CANCELLED);
      case EXPIRED -> held(previous) ? Optional.empty() : Optional.of(EXPIRED);
      case HELD, COMPLETED, NO_SHOW -> Optional.empty();
    };
  }

  private static boolean wasMissed(BookingEvent event) {
    BookingImage previous = event.previous();
    return previous != null
        && previous.status() == BookingStatus.CONFIRMED
        && event.occurredAt().isBefore(event.booking().end().plus(MISSED));
  }

  /** The kind of message to the team because of an event, if any. */
  static Optional<BookingMessageKind> toTeam(BookingEvent event) {
    BookingImage booking = event.booking();
    BookingImage previous = held(event.previous()) ? null : event.previous();
    Optional<BookingMessageKind> lapsed = lapsed(event);
    if (lapsed.isPresent()) {
      return lapsed;
    }
    // A change of what is over puts the books right.
    if (!event.occurredAt().isBefore(booking.end())) {
      return Optional.empty();
    }
    if (isToldByAnother(event)) {
      return Optional.empty();
    }
    if (previous == null) {
      return Stream.of(TEAM_NEW, TEAM_WAITING)
          .filter(kind -> kind.fits(booking.status()))
          .findFirst();
    }
    boolean same = previous.status() == booking.status();
    return switch (booking.status()) {
      case PENDING ->
          same && isTheSame(previous, booking) ? Optional.empty() : Optional.of(TEAM_MOVE_WAITING);
      case CONFIRMED -> toTeamConfirmed(previous, booking);
      case CANCELLED ->
          same
              ? Optional.empty()
              : Optional.of(isRequest(previous) ? TEAM_REQUEST_CANCELLED : TEAM_CANCELLED);
      case REJECTED -> same ? Optional.empty() : Optional.of(TEAM_REJECTED);
      case HELD, EXPIRED, COMPLETED, NO_SHOW -> Optional.empty();
    };
  }

  /** True for a booking of a series that was made or changed with others, one of which tells. */
  private static boolean isToldByAnother(BookingEvent event) {
    BookingImage.OfSeries series = event.booking().series();
    if (series == null) {
      return false;
    }
    Integer together =
        event.previous() == null ? Integer.valueOf(series.tells()) : series.together();
    return together != null && together == 0;
  }

  private static Optional<BookingMessageKind> toTeamConfirmed(
      BookingImage previous, BookingImage booking) {
    if (isKept(previous, booking)) {
      return Optional.of(TEAM_KEPT);
    }
    BookingImage agreed = previous.agreed();
    return switch (agreed.status()) {
      case PENDING, REJECTED -> Optional.of(TEAM_NEW);
      case CONFIRMED -> isTheSame(agreed, booking) ? Optional.empty() : Optional.of(TEAM_MOVED);
      case HELD, CANCELLED, EXPIRED, COMPLETED, NO_SHOW -> Optional.empty();
    };
  }

  private static Optional<BookingMessageKind> lapsed(BookingEvent event) {
    Instant expiresAt = event.previous() == null ? null : event.previous().expiresAt();
    return expiresAt == null || event.occurredAt().isBefore(expiresAt)
        ? Optional.empty()
        : Stream.of(UNDECIDED, MOVE_UNDECIDED)
            .filter(kind -> kind.fits(event.booking().status()))
            // Staff may have moved it since, which is told as any move.
            .filter(kind -> kind == UNDECIDED || isKept(event.previous(), event.booking()))
            .findFirst();
  }

  /** True for what nobody has approved yet, so that there is no booking. */
  private static boolean isRequest(@Nullable BookingImage booking) {
    return booking != null
        && booking.status() == BookingStatus.PENDING
        && booking.approved() == null;
  }

  /** True when a move waited before, and the booking is again as it was approved. */
  private static boolean isKept(@Nullable BookingImage previous, BookingImage booking) {
    return previous != null && previous.approved() != null && isTheSame(previous.agreed(), booking);
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

  private static boolean isTheSame(BookingImage one, BookingImage other) {
    return sameTime(one, other)
        && BookingDetails.of(one).equals(BookingDetails.of(other))
        && one.resourceIds().equals(other.resourceIds());
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

  /** True when it tells what became of a booking or a request that the client had already. */
  boolean tellsOfAChange() {
    return switch (this) {
      case MOVED, KEPT, CANCELLED, REQUEST_CANCELLED, REJECTED, EXPIRED, NO_SHOW -> true;
      case RECEIVED, CONFIRMED, REQUEST_MOVED, MOVE_REQUESTED, REMINDER, FOLLOW_UP -> false;
      case TEAM_NEW, TEAM_WAITING, TEAM_MOVE_WAITING, TEAM_MOVED, TEAM_KEPT -> false;
      case TEAM_CANCELLED, TEAM_REQUEST_CANCELLED, TEAM_REJECTED -> false;
      case UNDECIDED, MOVE_UNDECIDED -> false;
    };
  }

  /**
   * True when the client's calendar is told as well: of the agreed time, and of its end. KEPT tells
   * the time once more, since a message about it may have been dropped while a change of it waited.
   */
  boolean concernsCalendar() {
    return this == CONFIRMED || this == MOVED || this == KEPT || this == CANCELLED;
  }

  /** True when the client does without it. */
  boolean isOptedOutBy(MessagePreferences preferences) {
    List<OptOut> without = preferences.optOut();
    return without.contains(OptOut.ALL)
        || switch (this) {
          case REMINDER -> without.contains(OptOut.REMINDER);
          case FOLLOW_UP -> without.contains(OptOut.FOLLOW_UP);
          case NO_SHOW -> without.contains(OptOut.NO_SHOW);
          case RECEIVED, CONFIRMED, MOVED, REQUEST_MOVED, MOVE_REQUESTED, KEPT -> false;
          case CANCELLED, REQUEST_CANCELLED, REJECTED, EXPIRED -> false;
          case TEAM_NEW, TEAM_WAITING, TEAM_MOVE_WAITING, TEAM_MOVED, TEAM_KEPT -> false;
          case TEAM_CANCELLED, TEAM_REQUEST_CANCELLED, TEAM_REJECTED -> false;
          case UNDECIDED, MOVE_UNDECIDED -> false;
        };
  }

  /** True when it may tell why. */
  boolean tellsWhy() {
    return this == KEPT || this == CANCELLED || this == REQUEST_CANCELLED || this == REJECTED;
  }

  /** The name of its template. */
  String template() {
    return name().toLowerCase(Locale.ROOT);
  }
}

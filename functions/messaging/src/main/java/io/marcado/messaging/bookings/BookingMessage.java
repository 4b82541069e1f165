package io.marcado.messaging.bookings;

import io.marcado.bookings.published.BookingDetails;
import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingSource;
import io.marcado.domain.Ids;
import io.marcado.domain.ResourceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.LocalStart;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message to the client of a booking, or to somebody of the team, with the facts that it states.
 * It goes out only while these facts hold.
 *
 * @param start when the booking begins
 * @param resourceIds its resources, the main one first
 * @param occasion tells messages of one kind with the same facts apart: the booking's version, a
 *     reminder's minutes before the start, or {@link #after} the end
 * @param localStart the start as the text tells it, if that is all that the message is about; a
 *     reminder is also about how long it is until then
 * @param details what else an event could change of it that the text tells, as {@link
 *     BookingDetails#of} has it; empty for what comes with time, which tells it as it is then, and
 *     for what an earlier release has written
 * @param movedFrom the local start from before the change that it tells of, as it was agreed on;
 *     empty when that is no other
 * @param changeSource who made the change that it tells of; empty for what comes with time, such as
 *     a reminder or the end of a request
 * @param member to whom of the team it goes; empty for the client
 * @param again with which id it repeats which message, that staff asked for again
 */
public record BookingMessage(
    TenantId tenant,
    String bookingId,
    BookingMessageKind kind,
    Instant start,
    List<String> resourceIds,
    String occasion,
    Optional<LocalDateTime> localStart,
    Optional<String> details,
    Optional<LocalDateTime> movedFrom,
    Optional<BookingSource> changeSource,
    Optional<ToMember> member,
    Optional<Again> again) {
  public BookingMessage {
    resourceIds = List.copyOf(resourceIds);
  }

  /**
   * That staff asked for a message again.
   *
   * @param id of the repetition
   * @param replayOf of the message that it repeats
   */
  record Again(String id, String replayOf) {}

  /** A message to the client of a booking that nobody caused, since it comes with time. */
  public static BookingMessage withTime(
      TenantId tenant,
      String bookingId,
      BookingMessageKind kind,
      Instant start,
      List<String> resourceIds,
      String occasion) {
    return new BookingMessage(
        tenant,
        bookingId,
        kind,
        start,
        resourceIds,
        occasion,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same facts, told again because staff asked for it. */
  BookingMessage again(Again repetition) {
    return new BookingMessage(
        tenant,
        bookingId,
        kind,
        start,
        resourceIds,
        occasion,
        localStart,
        details,
        movedFrom,
        changeSource,
        member,
        Optional.of(repetition));
  }

  /** The message to the client because of an event, if any. */
  public static Optional<BookingMessage> about(BookingEvent event) {
    return BookingMessageKind.of(event).map(kind -> of(event, kind, Optional.empty()));
  }

  /** The message to somebody of the team because of an event. */
  static BookingMessage about(BookingEvent event, BookingMessageKind kind, ToMember member) {
    return of(event, kind, Optional.of(member));
  }

  private static BookingMessage of(
      BookingEvent event, BookingMessageKind kind, Optional<ToMember> member) {
    Optional<LocalDateTime> localStart = localStart(event.booking());
    return new BookingMessage(
        new TenantId(event.tenantId()),
        event.bookingId().value(),
        kind,
        event.booking().start(),
        resourcesOf(event.booking()),
        String.valueOf(event.version()),
        localStart,
        Optional.of(BookingDetails.of(event.booking())),
        Optional.ofNullable(event.previous())
            .flatMap(previous -> localStart(previous.agreed()))
            .filter(before -> !before.equals(localStart.orElse(before))),
        Optional.ofNullable(event.booking().changeSource()),
        member,
        Optional.empty());
  }

  private static Optional<LocalDateTime> localStart(BookingImage booking) {
    return Optional.ofNullable(booking.localStart()).map(LocalStart::at);
  }

  /** What the parts of a visit are called, and when those begin before which there is a pause. */
  static String nameOf(List<BookingImage.Part> visit, BookingImage booking) {
    Map<Integer, Long> begins = BookingDetails.afterPauses(booking);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < visit.size(); i++) {
      Optional<LocalTime> at =
          Optional.ofNullable(begins.get(i))
              .flatMap(minutes -> localStart(booking).map(start -> start.plusMinutes(minutes)))
              .map(LocalDateTime::toLocalTime);
      names.add(visit.get(i).serviceName() + at.map(time -> " (" + time + ")").orElse(""));
    }
    return String.join(BookingImage.BETWEEN_PARTS, names);
  }

  /** True while the booking has all that the message states. */
  boolean states(BookingImage booking) {
    return resourcesOf(booking).equals(resourceIds)
        && details.filter(told -> !told.equals(BookingDetails.of(booking))).isEmpty()
        && (booking.start().equals(start) || sameLocalStart(booking));
  }

  // New rules of a zone move the instant of a local time, and what was to be told stays true.
  private boolean sameLocalStart(BookingImage booking) {
    return localStart.isPresent() && localStart.equals(localStart(booking));
  }

  /** True for a reminder, or for the end of a request that nobody has decided. */
  boolean comesWithTime() {
    return changeSource.isEmpty();
  }

  /**
   * True when a visitor caused it, who may be anybody: by the change that it tells of, or, for one
   * that comes with time, by having made the booking. Staff cause a message that is sent again.
   */
  boolean isByVisitor(BookingImage booking) {
    return again.isEmpty() && changeSource.orElse(booking.source()) == BookingSource.PUBLIC;
  }

  /** The occasion of a follow-up, so many minutes after the end: it tells of what ended then. */
  public static String after(int minutes, Instant end) {
    return minutes + " after " + end;
  }

  /** The ids of a booking's resources, as messages and schedules write them. */
  public static List<String> resourcesOf(BookingImage booking) {
    return booking.resourceIds().stream().map(ResourceId::value).toList();
  }

  /** True while the settings still have a reminder so long before the start. */
  boolean isWanted(Collection<Integer> reminderMinutesBefore) {
    return reminderMinutesBefore.stream().map(String::valueOf).anyMatch(occasion::equals);
  }

  /** True when the settings have a reminder nearer to the start that is due as well. */
  boolean isOvertaken(Collection<Integer> reminderMinutesBefore, Instant now) {
    int own = Integer.parseInt(occasion);
    return reminderMinutesBefore.stream()
        .filter(minutes -> minutes < own)
        .anyMatch(minutes -> !start.minus(Duration.ofMinutes(minutes)).isAfter(now));
  }

  /** A deterministic id: the same for every request of the same message. */
  public String id() {
    if (again.isPresent()) {
      return again.get().id();
    }
    List<String> parts =
        new ArrayList<>(
            List.of(tenant.value(), bookingId, kind.name(), start.toString(), occasion));
    parts.addAll(resourceIds);
    member.ifPresent(
        to -> {
          parts.add(to.memberId());
          parts.add(to.channel().name());
        });
    return Ids.derived(parts);
  }
}

package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.published.Attendee;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.domain.Patch;
import io.marcado.domain.ResourceId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;

/**
 * The requested change of a booking's time, resource, attendee and note.
 *
 * @param start empty to keep it; alternatives are told in its offset
 * @param resourceId the main resource; empty to keep it
 * @param attendee who comes; see {@link Booking#attendedBy}
 * @param ignored rules that staff set aside
 */
public record BookingEdit(
    Optional<OffsetDateTime> start,
    Optional<ResourceId> resourceId,
    Patch<Attendee> attendee,
    Patch<String> notes,
    Set<SchedulingRule> ignored) {
  public BookingEdit {
    ignored = Set.copyOf(ignored);
  }

  /** The booking with the new note and attendee. */
  Booking noted(Booking booking) {
    Booking noted = booking.noted(changed(notes, booking.notes()));
    return attendee instanceof Patch.Keep<Attendee>
        ? noted
        : noted.attendedBy(changed(attendee, booking.named().attendee()));
  }

  private static <T> Optional<T> changed(Patch<T> patch, Optional<T> present) {
    return switch (patch) {
      case Patch.Keep<T> _ -> present;
      case Patch.Clear<T> _ -> Optional.empty();
      case Patch.Set<T>(T value) -> Optional.of(value);
    };
  }

  /** The new start of the booking. */
  Instant startOf(Booking booking) {
    return start.map(OffsetDateTime::toInstant).orElse(booking.time().start());
  }

  /** The new main resource of the booking. */
  ResourceId mainOf(Booking booking) {
    return resourceId.orElse(booking.mainResourceId());
  }

  /** True when the change moves the booking to another time or another main resource. */
  boolean moves(Booking booking) {
    return !startOf(booking).equals(booking.time().start())
        || !mainOf(booking).equals(booking.mainResourceId());
  }
}

package io.marcado.bookings.desk;

import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.domain.Patch;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What is to become of a booking's time, resource and note.
 *
 * @param start empty to keep it
 * @param resourceId the main resource; empty to keep it
 * @param ignored rules that staff set aside
 */
public record BookingChange(
    Optional<Instant> start,
    Optional<String> resourceId,
    Patch<String> notes,
    Set<SchedulingRule> ignored) {
  public BookingChange {
    ignored = Set.copyOf(ignored);
  }

  /** From the fields of a merge patch; start and resource cannot be cleared. */
  public static BookingChange of(
      Patch<Instant> start,
      Patch<String> resourceId,
      Patch<String> notes,
      Set<SchedulingRule> ignored) {
    return new BookingChange(set(start), set(resourceId), notes, ignored);
  }

  private static <T> Optional<T> set(Patch<T> patch) {
    return patch instanceof Patch.Set<T>(T value) ? Optional.of(value) : Optional.empty();
  }
}

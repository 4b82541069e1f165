package io.marcado.domain.catalog;

import io.marcado.domain.ResourceId;
import io.marcado.domain.time.DayOverride;
import io.marcado.domain.time.WeeklyHours;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * A person, space or piece of equipment whose time can be booked.
 *
 * @param capacity seats that can be taken at once, {@value #MINIMUM_CAPACITY} to {@value
 *     #MAXIMUM_CAPACITY}
 * @param weeklyHours its own hours; empty when it keeps the business's hours
 * @param overrides by local date of the business; each replaces all other hours of its date
 * @param calendar when it has other hours than its weekly ones
 * @param active false when it takes no new bookings, also once it is deleted
 */
public record BookableResource(
    ResourceId id,
    String name,
    ResourceKind kind,
    int capacity,
    Optional<WeeklyHours> weeklyHours,
    Map<LocalDate, DayOverride> overrides,
    ResourceCalendar calendar,
    boolean active) {
  /** Fewest seats of a resource. */
  public static final int MINIMUM_CAPACITY = 1;

  /** Most seats of a resource. */
  public static final int MAXIMUM_CAPACITY = 1000;

  public BookableResource {
    overrides = Map.copyOf(overrides);
    if (capacity < MINIMUM_CAPACITY || capacity > MAXIMUM_CAPACITY) {
      throw new IllegalArgumentException("capacity out of range");
    }
  }

  /** With the same hours all year but for overrides. */
  public BookableResource(
      ResourceId id,
      String name,
      ResourceKind kind,
      int capacity,
      Optional<WeeklyHours> weeklyHours,
      Map<LocalDate, DayOverride> overrides,
      boolean active) {
    this(id, name, kind, capacity, weeklyHours, overrides, ResourceCalendar.NONE, active);
  }
}

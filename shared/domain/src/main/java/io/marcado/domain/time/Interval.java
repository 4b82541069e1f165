package io.marcado.domain.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The time from {@code start} up to but not including {@code end}; never empty. Back-to-back
 * intervals therefore do not overlap.
 */
public record Interval(Instant start, Instant end) {

  /** Refuses an interval that is empty or runs backwards. */
  public Interval {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException("an interval must start before it ends");
    }
  }

  /** The interval of that many elapsed minutes. */
  public static Interval ofMinutes(Instant start, long minutes) {
    return new Interval(start, start.plus(Duration.ofMinutes(minutes)));
  }

  /** The same length of time, later by that much; earlier if it is negative. */
  public Interval later(Duration by) {
    return new Interval(start.plus(by), end.plus(by));
  }

  /** Elapsed time from start to end. */
  public Duration length() {
    return Duration.between(start, end);
  }

  /** Elapsed whole minutes from start to end. */
  public long minutes() {
    return length().toMinutes();
  }

  /** True at the start and before the end. */
  public boolean contains(Instant instant) {
    return !instant.isBefore(start) && instant.isBefore(end);
  }

  /** True when at least one moment is in both; touching is not overlapping. */
  public boolean overlaps(Interval other) {
    return start.isBefore(other.end) && other.start.isBefore(end);
  }

  /**
   * The moments of this one that are not in {@code other}: none, one or two intervals, in order.
   */
  public List<Interval> minus(Interval other) {
    if (!overlaps(other)) {
      return List.of(this);
    }
    List<Interval> rest = new ArrayList<>(2);
    if (start.isBefore(other.start)) {
      rest.add(new Interval(start, other.start));
    }
    if (other.end.isBefore(end)) {
      rest.add(new Interval(other.end, end));
    }
    return List.copyOf(rest);
  }

  /**
   * This interval with buffers around it.
   *
   * @param minutesBefore zero or more
   * @param minutesAfter zero or more
   */
  public Interval widenedBy(int minutesBefore, int minutesAfter) {
    return new Interval(
        start.minus(Duration.ofMinutes(minutesBefore)), end.plus(Duration.ofMinutes(minutesAfter)));
  }

  /** ISO 8601: start, solidus, end. */
  @Override
  public String toString() {
    return start + "/" + end;
  }
}

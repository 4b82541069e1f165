package io.marcado.domain.time;

import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * When somebody wants to be left alone, each day: from one local time up to but not including
 * another, which is on the next date unless it is later. It may hold bad values from a request;
 * {@link #faults} lists their faults.
 *
 * @param from whole minutes
 * @param to whole minutes
 */
public record QuietHours(LocalTime from, LocalTime to) {
  /** The rest of the day is left to tell something. */
  public static final Duration LONGEST = Duration.ofHours(16);

  /** Everything that is wrong with them; empty when they may be stored. */
  public List<Fault> faults() {
    Duration length = Duration.between(from, to);
    Duration overMidnight = length.isNegative() ? length.plusDays(1) : length;
    return overMidnight.isZero() || overMidnight.compareTo(LONGEST) > 0
        ? List.of(new Fault("/to", FaultCode.OUT_OF_RANGE, "must be at most 16 hours after from"))
        : List.of();
  }

  /**
   * When they end that are at this moment; empty when none are. A time that clocks show twice is in
   * them both times.
   */
  public Optional<Instant> end(Instant now, LocalTimeline timeline) {
    LocalDate today = timeline.dateOf(now);
    // Those of yesterday may last until today, and clocks may go back over midnight.
    return IntStream.rangeClosed(-1, 1)
        .mapToObj(today::plusDays)
        .flatMap(date -> on(date, timeline).stream())
        .filter(quiet -> quiet.contains(now))
        .map(Interval::end)
        .findFirst();
  }

  private Optional<Interval> on(LocalDate date, LocalTimeline timeline) {
    LocalDate ends = to.isAfter(from) ? date : date.plusDays(1);
    return timeline.shown(date.atTime(from), ends.atTime(to));
  }
}

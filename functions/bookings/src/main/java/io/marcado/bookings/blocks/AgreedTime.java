package io.marcado.bookings.blocks;

import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalStart;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.TzRelease;
import java.time.Instant;
import java.util.Optional;

/**
 * What clocks were to show where a block begins and ends, when it was told. Its moments follow from
 * this when the rules of the zone change.
 */
public record AgreedTime(LocalStart from, LocalStart to) {

  /** What moments are in local time. */
  static AgreedTime of(Interval interval, LocalTimeline timeline) {
    return new AgreedTime(
        LocalStart.of(interval.start(), timeline), LocalStart.of(interval.end(), timeline));
  }

  /**
   * The moments at which clocks show this time by the rules that hold now.
   *
   * @param known the moments that it has
   * @return empty when they are these, and when nothing would be left of it
   */
  Optional<Interval> realigned(Interval known) {
    LocalTimeline timeline = timeline();
    Instant start = from.realigned(known.start(), timeline).orElse(known.start());
    Instant end = to.realigned(known.end(), timeline).orElse(known.end());
    return start.isBefore(end)
        ? Optional.of(new Interval(start, end)).filter(interval -> !interval.equals(known))
        : Optional.empty();
  }

  /** The same by the rules that hold now. */
  AgreedTime byPresentRules() {
    String release = timeline().zone().release();
    return new AgreedTime(
        new LocalStart(from.at(), from.zone(), release),
        new LocalStart(to.at(), to.zone(), release));
  }

  private LocalTimeline timeline() {
    return new LocalTimeline(TzRelease.current().zone(from.zone()).orElseThrow());
  }
}

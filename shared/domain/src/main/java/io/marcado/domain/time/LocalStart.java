package io.marcado.domain.time;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * The start of a booking as people agreed on it: what their clocks will show. The instant beside it
 * follows from the rules of the zone, and these change. The local start never does by itself.
 *
 * @param at date and time without seconds
 * @param zone id of the zone, see {@link Zone}
 * @param tzRelease the release of the rules by which the instant beside it was reckoned
 */
public record LocalStart(LocalDateTime at, String zone, String tzRelease) {

  /** What an instant is in local time. */
  public static LocalStart of(Instant start, LocalTimeline timeline) {
    Zone zone = timeline.zone();
    return new LocalStart(timeline.localOf(start), zone.id(), zone.release());
  }

  /**
   * The instant at which clocks show this start; empty when they already do at the given one.
   *
   * @param timeline of the zone, by the rules that hold now
   */
  public Optional<Instant> realigned(Instant start, LocalTimeline timeline) {
    // A time that clocks show twice is still the same at its second occurrence.
    return timeline.localOf(start).equals(at)
        ? Optional.empty()
        : Optional.of(timeline.at(at)).filter(instant -> !instant.equals(start));
  }
}

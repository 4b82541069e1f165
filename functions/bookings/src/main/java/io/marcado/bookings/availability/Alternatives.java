package io.marcado.bookings.availability;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Proposes the free slots nearest to a taken time. */
public final class Alternatives {
  /** Most proposals. */
  public static final int MAXIMUM = 3;

  private Alternatives() {}

  /**
   * The slots nearest to the requested start, nearest first, at most {@value #MAXIMUM}; of two
   * equally near slots, the earlier comes first. The requested start itself is not among them.
   *
   * @param free slots that are free
   */
  public static List<Slot> nearest(List<Slot> free, Instant asked) {
    return free.stream()
        .filter(slot -> !slot.time().start().equals(asked))
        .sorted(
            Comparator.<Slot, Duration>comparing(
                    slot -> Duration.between(asked, slot.time().start()).abs())
                .thenComparing(slot -> slot.time().start()))
        .limit(MAXIMUM)
        .toList();
  }
}

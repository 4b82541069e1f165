package io.marcado.bookings.availability;

import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.domain.ResourceId;
import io.marcado.domain.time.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Proposes the free slots nearest to a taken time. */
public final class Alternatives {
  /** Most proposals. */
  public static final int MAXIMUM = 3;

  private Alternatives() {}

  /**
   * The slots nearest to the requested start, nearest first, at most {@value #MAXIMUM}; of two
   * equally near slots, the earlier comes first. The requested start itself is not among them.
   *
   * @param occupancy by resource id; it offers nothing on unknown days
   * @param within where to look for starts
   */
  public static List<Slot> nearest(
      BookingRules rules,
      ServiceNeeds needs,
      Map<ResourceId, Occupancy> occupancy,
      Instant asked,
      Interval within) {
    return new SlotFinder(rules)
        .find(needs, occupancy, within).stream()
            .filter(slot -> !slot.time().start().equals(asked))
            .sorted(
                Comparator.<Slot, Duration>comparing(
                        slot -> Duration.between(asked, slot.time().start()).abs())
                    .thenComparing(slot -> slot.time().start()))
            .limit(MAXIMUM)
            .toList();
  }
}

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

/** What to propose instead of a time that is taken: the free slots nearest to it. */
public final class Alternatives {
  /** How many are proposed. */
  public static final int MAXIMUM = 3;

  private Alternatives() {}

  /**
   * The slots nearest to the start that was asked for, nearest first, at most {@value #MAXIMUM}; of
   * two that are equally near, the earlier first. The start itself is never among them.
   *
   * @param occupancy by resource id, as far as it is known; none is offered on other days
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

package io.marcado.bookings.availability;

import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.catalog.Terms;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.CellSet;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.WindowBooking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * The free starts of a service, as one set of cells for each main resource. Two months of fifty
 * resources are a million entries of an answer, and a few kilobytes here: so whether they are too
 * many is asked before there are any objects.
 */
public final class FreeStarts {
  private final List<Offer> offers;

  private FreeStarts(List<Offer> offers) {
    this.offers = offers;
  }

  /** No starts at all. */
  public static FreeStarts none() {
    return new FreeStarts(List.of());
  }

  /**
   * No starts yet, of bookings on the terms of a service.
   *
   * @param range in which starts will be
   * @param told the terms that slots tell
   * @param timeline of the business
   */
  static FreeStarts of(
      BookableService service, CellRange range, Optional<Terms> told, LocalTimeline timeline) {
    return new FreeStarts(
        List.of(new Offer(service.durationMinutes(), told, CellSet.none(range), timeline)));
  }

  /** The starts of several offers. */
  static FreeStarts all(List<FreeStarts> each) {
    return each.size() == 1
        ? each.getFirst()
        : new FreeStarts(each.stream().flatMap(one -> one.offers.stream()).toList());
  }

  /** Adds the starts of a main resource to the only offer. */
  void add(ResourceId main, CellSet starts) {
    offers.getFirst().add(main, starts);
  }

  /**
   * Marks the starts of the only offer that are not free for somebody who may book less.
   *
   * @param less the starts that are
   * @param reach what the others take
   */
  void restrict(FreeStarts less, WindowBooking reach) {
    offers.getFirst().restrict(less.offers.getFirst(), reach);
  }

  /** Removes the starts at which a booking would overlap one of these intervals. */
  public void removeOverlapping(List<Interval> inTheWay) {
    for (Interval interval : inTheWay) {
      CellRange cells = CellRange.covering(interval);
      offers.forEach(offer -> offer.removeOverlapping(cells));
    }
  }

  /**
   * The sum over all slots, without making them.
   *
   * @param slot what one counts without its terms and resources
   * @param terms what its terms add, where they are told
   * @param resource what each of its resources adds; a restricted one counts twice
   */
  public long sum(int slot, int terms, ToIntFunction<ResourceId> resource) {
    return offers.stream()
        .mapToLong(offer -> offer.sum(offer.told.isPresent() ? slot + terms : slot, resource))
        .sum();
  }

  /** The slots, by start; of one start in the order of the offers. */
  public List<Slot> slots() {
    List<Slot> slots = new ArrayList<>();
    offers.forEach(offer -> offer.addTo(slots));
    if (offers.size() > 1) {
      slots.sort(Comparator.comparing(slot -> slot.time().start()));
    }
    return slots;
  }

  /** The starts of main resources with which a booking lasts as long and costs the same. */
  private static final class Offer {
    private final int durationMinutes;
    private final Optional<Terms> told;
    private final CellSet any;
    private final LocalTimeline timeline;
    private final List<ResourceId> mains = new ArrayList<>();
    private final List<CellSet> found = new ArrayList<>();

    /** By main resource as {@link #found}; empty when everybody may book all of it. */
    private final List<CellSet> restricted = new ArrayList<>();

    private WindowBooking restriction = WindowBooking.DIRECT;

    Offer(int durationMinutes, Optional<Terms> told, CellSet any, LocalTimeline timeline) {
      this.durationMinutes = durationMinutes;
      this.told = told;
      this.any = any;
      this.timeline = timeline;
    }

    void add(ResourceId main, CellSet starts) {
      if (!starts.isEmpty()) {
        mains.add(main);
        found.add(starts);
        any.or(starts);
      }
    }

    void restrict(Offer less, WindowBooking reach) {
      restriction = reach;
      for (int i = 0; i < mains.size(); i++) {
        CellSet rest = found.get(i).copy();
        int same = less.mains.indexOf(mains.get(i));
        if (same >= 0) {
          rest.remove(less.found.get(same));
        }
        restricted.add(rest);
      }
    }

    void removeOverlapping(CellRange cells) {
      for (LocalTimeline.Alike some : timeline.alike(any.range(), durationMinutes)) {
        long first = Math.max(cells.first() - some.cells() + 1, some.starts().first());
        long end = Math.min(cells.end(), some.starts().end());
        any.remove(first, end);
        found.forEach(starts -> starts.remove(first, end));
        restricted.forEach(starts -> starts.remove(first, end));
      }
    }

    long sum(int slot, ToIntFunction<ResourceId> resource) {
      long sum = (long) slot * any.count();
      for (int i = 0; i < mains.size(); i++) {
        int one = resource.applyAsInt(mains.get(i));
        sum += (long) one * found.get(i).count();
        if (!restricted.isEmpty()) {
          sum += (long) one * restricted.get(i).count();
        }
      }
      return sum;
    }

    void addTo(List<Slot> slots) {
      ResourceId[] free = new ResourceId[mains.size()];
      for (long cell = any.next(any.range().first());
          cell < any.range().end();
          cell = any.next(cell + 1)) {
        int count = 0;
        for (int i = 0; i < free.length; i++) {
          if (found.get(i).contains(cell)) {
            free[count++] = mains.get(i);
          }
        }
        List<ResourceId> conditional = restrictedAt(cell);
        slots.add(
            new Slot(
                timeline.lasting(Cells.start(cell), durationMinutes),
                List.of(Arrays.copyOf(free, count)),
                conditional,
                conditional.isEmpty() ? WindowBooking.DIRECT : restriction,
                told));
      }
    }

    private List<ResourceId> restrictedAt(long cell) {
      if (restricted.isEmpty()) {
        return List.of();
      }
      List<ResourceId> here = new ArrayList<>();
      for (int i = 0; i < mains.size(); i++) {
        if (restricted.get(i).contains(cell)) {
          here.add(mains.get(i));
        }
      }
      return here;
    }
  }
}

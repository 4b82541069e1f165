package io.marcado.bookings.availability;

import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.DistinctChoice;
import io.marcado.bookings.rules.Part;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.CellSet;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.DayOverride;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.WeeklyHours;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the free slots of a service. A slot starts on the grid of its main resource, breaks no
 * rule, and lies while every resource it needs is open: the main one and one more of each group.
 * Each of them must have a seat free from the buffer before the start to the buffer after the end;
 * the buffers need not be open. No resource has two parts in one booking.
 */
public final class SlotFinder {
  private final BookingRules rules;

  /**
   * @param rules of the business, at the present moment
   */
  public SlotFinder(BookingRules rules) {
    this.rules = rules;
  }

  /** The cells of which {@link #find} needs to know the occupancy to answer for these starts. */
  public static CellRange neededCells(BookableService service, Interval starts) {
    CellRange cells = CellRange.covering(starts);
    return new CellRange(
        cells.first() - service.bufferBeforeMinutes() / Cells.MINUTES,
        cells.end()
            - 1
            + (service.durationMinutes() + service.bufferAfterMinutes()) / Cells.MINUTES);
  }

  /**
   * The slots that start within an interval, by start.
   *
   * @param needs the service; with one main resource, the slots of that one
   * @param occupancy by resource id; it offers neither missing resources nor unknown days
   */
  public List<Slot> find(
      ServiceNeeds needs, Map<ResourceId, Occupancy> occupancy, Interval starts) {
    CellRange range = CellRange.covering(starts);
    Search search = new Search(needs.service(), occupancy, range);
    List<ResourceId> mains = new ArrayList<>();
    List<CellSet> found = new ArrayList<>();
    CellSet any = CellSet.none(range);
    for (BookableResource main : needs.mains()) {
      CellSet bookable = search.of(main, Part.MAIN);
      search.keepStaffed(bookable, main, needs.groups());
      if (!bookable.isEmpty()) {
        mains.add(main.id());
        found.add(bookable);
        any.or(bookable);
      }
    }
    return slots(needs.service(), any, mains, found);
  }

  private static List<Slot> slots(
      BookableService service, CellSet any, List<ResourceId> mains, List<CellSet> found) {
    List<Slot> slots = new ArrayList<>(any.count());
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
      slots.add(
          new Slot(
              Interval.ofMinutes(Cells.start(cell), service.durationMinutes()),
              List.of(Arrays.copyOf(free, count))));
    }
    return slots;
  }

  /** What the rules ask about a resource: those with the same hours have the same starts. */
  private record Hours(
      Part part, Optional<WeeklyHours> weekly, Map<LocalDate, DayOverride> overrides) {}

  /** The starts of one service in one range, computed once for each resource and part. */
  private final class Search {
    private final BookableService service;
    private final Map<ResourceId, Occupancy> occupancy;
    private final CellRange range;
    private final Map<ResourceId, CellSet> further = new HashMap<>();
    private final Map<Hours, CellSet> allowed = new HashMap<>();

    Search(BookableService service, Map<ResourceId, Occupancy> occupancy, CellRange range) {
      this.service = service;
      this.occupancy = occupancy;
      this.range = range;
    }

    /** The starts at which this resource could have this part: no rule broken, and free. */
    CellSet of(BookableResource resource, Part part) {
      Occupancy taken = occupancy.get(resource.id());
      if (taken == null) {
        return CellSet.none(range);
      }
      CellSet starts =
          allowed
              .computeIfAbsent(
                  new Hours(part, resource.weeklyHours(), resource.overrides()),
                  _ -> rules.starts(range, service, resource, part))
              .copy();
      if (!starts.isEmpty()) {
        int before = service.bufferBeforeMinutes() / Cells.MINUTES;
        int length = service.durationMinutes() / Cells.MINUTES;
        int after = service.bufferAfterMinutes() / Cells.MINUTES;
        CellSet free =
            taken.free(
                new CellRange(range.first() - before, range.end() - 1 + length + after),
                resource.capacity());
        free.keepRuns(before + length + after);
        // A free run begins with the buffer; the booking starts after it.
        starts.and(free.moved(before, range));
      }
      return starts;
    }

    /** Keeps the starts at which a member of each group could join the main resource. */
    void keepStaffed(CellSet starts, BookableResource main, List<List<BookableResource>> groups) {
      List<Map<ResourceId, CellSet>> members = new ArrayList<>(groups.size());
      Set<ResourceId> seen = new HashSet<>();
      boolean shared = false;
      for (List<BookableResource> group : groups) {
        Map<ResourceId, CellSet> free = new HashMap<>();
        CellSet anyMember = CellSet.none(range);
        for (BookableResource member : group) {
          if (!member.id().equals(main.id())) {
            CellSet memberStarts =
                further.computeIfAbsent(member.id(), _ -> of(member, Part.FURTHER));
            free.put(member.id(), memberStarts);
            anyMember.or(memberStarts);
            shared |= !seen.add(member.id());
          }
        }
        starts.and(anyMember);
        members.add(free);
      }
      if (shared) {
        keepDistinct(starts, members);
      }
    }

    /**
     * A resource is in two groups: looks at each start whether all groups find one of their own.
     */
    private void keepDistinct(CellSet starts, List<Map<ResourceId, CellSet>> members) {
      for (long cell = starts.next(range.first());
          cell < range.end();
          cell = starts.next(cell + 1)) {
        long start = cell;
        List<List<ResourceId>> free =
            members.stream()
                .map(
                    group ->
                        group.entrySet().stream()
                            .filter(member -> member.getValue().contains(start))
                            .map(Map.Entry::getKey)
                            .toList())
                .toList();
        if (!DistinctChoice.isPossible(free)) {
          starts.remove(cell);
        }
      }
    }
  }
}

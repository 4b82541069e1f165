package io.marcado.bookings.availability;

import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.Offers;
import io.marcado.bookings.rules.Part;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.catalog.ResourceCalendar;
import io.marcado.domain.catalog.Terms;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.CellSet;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.DayOverride;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.WeeklyHours;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the free slots of a service. A slot starts on the grid of its main resource, breaks no
 * rule, and lies while every resource it needs is open: the main one and one more of each group.
 * Each of them must have a seat free from the buffer before the start to the buffer after the end;
 * the buffers need not be open. No resource has two parts in one booking.
 */
public final class SlotFinder {
  /** How much longer than 1440 minutes a day may be. */
  private static final int CLOCKS_GO_BACK = 180;

  private final BookingRules rules;

  /**
   * @param rules of the business, at the present moment
   */
  public SlotFinder(BookingRules rules) {
    this.rules = rules;
  }

  /** The same for several offers. */
  public static CellRange neededCells(Offers offers, Interval starts) {
    return neededCells(offers.all().service(), offers.longestMinutes(), starts);
  }

  /** The cells of which {@link #find} needs to know the occupancy to answer for these starts. */
  public static CellRange neededCells(BookableService service, Interval starts) {
    return neededCells(service, service.durationMinutes(), starts);
  }

  private static CellRange neededCells(BookableService service, int minutes, Interval starts) {
    CellRange cells = CellRange.covering(starts);
    int clocks = minutes < Cells.MINUTES_OF_DAY ? 0 : CLOCKS_GO_BACK;
    return new CellRange(
        cells.first() - service.bufferBeforeMinutes() / Cells.MINUTES,
        cells.end() - 1 + (minutes + clocks + service.bufferAfterMinutes()) / Cells.MINUTES);
  }

  /**
   * The slots of offers that start within an interval.
   *
   * @param occupancy by resource id; it offers neither missing resources nor unknown days
   */
  public FreeStarts find(Offers offers, Map<ResourceId, Occupancy> occupancy, Interval starts) {
    return FreeStarts.all(
        offers.each().stream()
            .map(offer -> find(offer, occupancy, starts, offers.told(offer)))
            .toList());
  }

  /**
   * The slots that start within an interval.
   *
   * @param needs the service; with one main resource, the slots of that one
   * @param occupancy by resource id; it offers neither missing resources nor unknown days
   */
  public FreeStarts find(
      ServiceNeeds needs, Map<ResourceId, Occupancy> occupancy, Interval starts) {
    return find(needs, occupancy, starts, Optional.empty());
  }

  private FreeStarts find(
      ServiceNeeds needs,
      Map<ResourceId, Occupancy> occupancy,
      Interval starts,
      Optional<Terms> told) {
    CellRange range = CellRange.covering(starts);
    FreeStarts free = find(rules, needs, occupancy, range, told);
    rules
        .lessReaching(needs.resources())
        .ifPresent(less -> free.restrict(find(less, needs, occupancy, range, told), rules.reach()));
    return free;
  }

  private static FreeStarts find(
      BookingRules rules,
      ServiceNeeds needs,
      Map<ResourceId, Occupancy> occupancy,
      CellRange range,
      Optional<Terms> told) {
    Search search = new Search(rules, needs.service(), occupancy, range);
    List<Team> teams = search.teams(needs.groups());
    FreeStarts free = FreeStarts.of(needs.service(), range, told, rules.timeline());
    for (BookableResource main : needs.mains()) {
      CellSet bookable = search.of(main, Part.MAIN);
      teams.forEach(team -> team.keepStaffed(bookable, main.id()));
      free.add(main.id(), bookable);
    }
    return free;
  }

  /** What the rules ask about a resource: those with the same hours have the same starts. */
  private record Hours(
      Part part,
      Optional<WeeklyHours> weekly,
      Map<LocalDate, DayOverride> overrides,
      ResourceCalendar calendar) {}

  /** The starts of one service in one range, computed once for each resource and part. */
  static final class Search {
    private final BookingRules rules;
    private final BookableService service;
    private final Map<ResourceId, Occupancy> occupancy;
    private final CellRange range;
    private final Map<ResourceId, CellSet> further = new HashMap<>();
    private final Map<Hours, CellSet> allowed = new HashMap<>();

    Search(
        BookingRules rules,
        BookableService service,
        Map<ResourceId, Occupancy> occupancy,
        CellRange range) {
      this.rules = rules;
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
                  new Hours(
                      part, resource.weeklyHours(), resource.overrides(), resource.calendar()),
                  _ -> rules.starts(range, service, resource, part))
              .copy();
      if (!starts.isEmpty()) {
        List<LocalTimeline.Alike> alike = rules.timeline().alike(range, service.durationMinutes());
        if (alike.size() == 1) {
          starts.and(free(taken, resource, range, alike.getFirst().cells()));
        } else {
          CellSet all = CellSet.none(range);
          for (LocalTimeline.Alike some : alike) {
            all.or(free(taken, resource, some.starts(), some.cells()).moved(0, range));
          }
          starts.and(all);
        }
      }
      return starts;
    }

    private CellSet free(Occupancy taken, BookableResource resource, CellRange starts, int length) {
      int before = service.bufferBeforeMinutes() / Cells.MINUTES;
      int after = service.bufferAfterMinutes() / Cells.MINUTES;
      CellSet free =
          taken.free(
              new CellRange(starts.first() - before, starts.end() - 1 + length + after),
              resource.capacity());
      free.keepRuns(before + length + after);
      // A free run begins with the buffer; the booking starts after it.
      return free.moved(before, starts);
    }

    /**
     * One team of each choice of groups. By Hall's theorem every group finds a member of its own
     * exactly when each choice of groups has at least as many members free as it has groups. So
     * nobody looks at single starts, at each of which a choice would have to be searched for; and
     * since a service has few groups, they have few choices.
     */
    List<Team> teams(List<List<BookableResource>> groups) {
      List<Team> teams = new ArrayList<>();
      for (int choice = 1; choice < 1 << groups.size(); choice++) {
        Map<ResourceId, CellSet> members = new LinkedHashMap<>();
        for (int group = 0; group < groups.size(); group++) {
          if ((choice & 1 << group) != 0) {
            for (BookableResource member : groups.get(group)) {
              members.put(
                  member.id(), further.computeIfAbsent(member.id(), _ -> of(member, Part.FURTHER)));
            }
          }
        }
        teams.add(Team.of(members, Integer.bitCount(choice), range));
      }
      return teams;
    }
  }

  /**
   * The members of some groups.
   *
   * @param members the starts at which each could join, by id
   * @param enough the starts at which there are as many as the groups need
   * @param oneMore the starts at which there is one more, so that anybody can be spared
   */
  private record Team(Map<ResourceId, CellSet> members, CellSet enough, CellSet oneMore) {

    static Team of(Map<ResourceId, CellSet> members, int needed, CellRange range) {
      List<CellSet> atLeast = new ArrayList<>();
      for (int i = 0; i <= needed; i++) {
        atLeast.add(CellSet.none(range));
      }
      for (CellSet member : members.values()) {
        for (int i = needed; i > 0; i--) {
          atLeast.get(i).orBoth(atLeast.get(i - 1), member);
        }
        atLeast.getFirst().or(member);
      }
      return new Team(members, atLeast.get(needed - 1), atLeast.get(needed));
    }

    /** Keeps the starts at which the groups need nobody who has the main part. */
    void keepStaffed(CellSet starts, ResourceId main) {
      CellSet own = members.get(main);
      starts.and(enough);
      if (own != null) {
        CellSet needed = own.copy();
        needed.remove(oneMore);
        starts.remove(needed);
      }
    }
  }
}

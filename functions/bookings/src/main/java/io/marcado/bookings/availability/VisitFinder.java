package io.marcado.bookings.availability;

import io.marcado.bookings.availability.VisitAssignment.Placed;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.DistinctChoice;
import io.marcado.bookings.rules.Part;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.bookings.rules.VisitNeeds;
import io.marcado.bookings.rules.VisitNeeds.Stage;
import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.CellSet;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.WindowBooking;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the free starts of a visit. Each part is free where a slot of its service would be, only
 * that the grid binds the first part alone. From the last stage back it keeps the starts from which
 * the rest can be done, as sets of cells: one shift and one AND for each way to choose the lengths
 * of a stage. So no start is followed through all its choices, and the work does not multiply with
 * the parts. Only where several resources are needed at once it looks at single starts.
 */
public final class VisitFinder {
  private final BookingRules rules;

  /**
   * @param rules of the business, at the present moment
   */
  public VisitFinder(BookingRules rules) {
    this.rules = rules;
  }

  /** The cells of which {@link #find} needs to know the occupancy to answer for these starts. */
  public static CellRange neededCells(VisitNeeds needs, Interval starts) {
    CellRange cells = CellRange.covering(starts);
    return new CellRange(
        cells.first() - needs.cellsBefore(),
        cells.end() - 1 + needs.longestMinutes() / Cells.MINUTES + needs.cellsAfter());
  }

  /**
   * The starts within an interval.
   *
   * @param occupancy by resource id; it offers neither missing resources nor unknown days
   */
  public VisitStarts find(VisitNeeds needs, Map<ResourceId, Occupancy> occupancy, Interval starts) {
    CellRange range = CellRange.covering(starts);
    Found all = Found.of(rules, needs, occupancy, range);
    Optional<Found> direct =
        rules.lessReaching(needs.resources()).map(less -> Found.of(less, needs, occupancy, range));
    return new VisitStarts(
        all.starts(),
        cell ->
            direct
                .filter(less -> less.starts().contains(cell))
                .map(less -> less.slot(cell, WindowBooking.DIRECT))
                .orElseGet(
                    () -> all.slot(cell, direct.isEmpty() ? WindowBooking.DIRECT : rules.reach())));
  }

  /** Who can have a part of a step, and from when on. */
  private record Role(List<BookableResource> members, List<CellSet> starts) {
    static Role of(SlotFinder.Search search, List<BookableResource> members, Part part) {
      return new Role(members, members.stream().map(one -> search.of(one, part)).toList());
    }

    CellSet anybody(CellRange range) {
      CellSet any = CellSet.none(range);
      starts.forEach(any::or);
      return any;
    }

    /** Who can have it from this cell on. */
    List<BookableResource> at(long cell) {
      List<BookableResource> free = new ArrayList<>();
      for (int i = 0; i < members.size(); i++) {
        if (starts.get(i).contains(cell)) {
          free.add(members.get(i));
        }
      }
      return free;
    }

    /** The first who can have it then and is not chosen yet, who has a part already if there is. */
    @Nullable BookableResource first(
        long cell, Set<ResourceId> had, List<BookableResource> chosen) {
      BookableResource first = null;
      for (int i = 0; i < members.size(); i++) {
        BookableResource member = members.get(i);
        if (starts.get(i).contains(cell) && !chosen.contains(member)) {
          if (had.isEmpty() || had.contains(member.id())) {
            return member;
          }
          if (first == null) {
            first = member;
          }
        }
      }
      return first;
    }

    /** The same, those first who have a part of the visit already. */
    List<BookableResource> at(long cell, Set<ResourceId> had) {
      List<BookableResource> free = at(cell);
      free.sort(Comparator.comparing(one -> !had.contains(one.id())));
      return free;
    }
  }

  /**
   * One way to choose the lengths of a stage.
   *
   * @param starts from which it, and all that follows, can be done
   */
  private record Way(List<ServiceNeeds> lengths, List<Role> roles, CellSet starts) {
    /** Who does it from a cell on. A search is needed only where the first choice falls short. */
    Optional<List<BookableResource>> choice(long cell, Set<ResourceId> had) {
      List<BookableResource> chosen = new ArrayList<>(roles.size());
      for (Role role : roles) {
        BookableResource first = role.first(cell, had, chosen);
        if (first == null) {
          return DistinctChoice.best(roles.stream().map(one -> one.at(cell, had)).toList());
        }
        chosen.add(first);
      }
      return Optional.of(chosen);
    }

    boolean isPossible(long cell) {
      return DistinctChoice.isPossible(roles.stream().map(role -> role.at(cell)).toList());
    }

    int cells() {
      return VisitNeeds.minutes(lengths) / Cells.MINUTES;
    }
  }

  /**
   * The ways and starts by some rules.
   *
   * @param stages the ways of each
   * @param starts of the visit
   */
  private record Found(VisitNeeds needs, List<List<Way>> stages, CellSet starts) {

    static Found of(
        BookingRules rules,
        VisitNeeds needs,
        Map<ResourceId, Occupancy> occupancy,
        CellRange range) {
      List<List<Way>> stages = new ArrayList<>();
      Optional<CellSet> rest = Optional.empty();
      for (int i = needs.stages().size() - 1; i >= 0; i--) {
        CellRange here =
            new CellRange(
                range.first() + needs.earliestMinutes(i) / Cells.MINUTES,
                range.end() + needs.latestMinutes(i) / Cells.MINUTES);
        List<Way> ways = ways(rules, needs, i, occupancy, here, rest);
        CellSet starts = CellSet.none(here);
        ways.forEach(way -> starts.or(way.starts()));
        stages.addFirst(ways);
        rest = Optional.of(starts);
      }
      return new Found(needs, stages, rest.orElseThrow());
    }

    private static List<Way> ways(
        BookingRules rules,
        VisitNeeds needs,
        int index,
        Map<ResourceId, Occupancy> occupancy,
        CellRange range,
        Optional<CellSet> rest) {
      Stage stage = needs.stages().get(index);
      List<List<List<Role>>> rolesOfSteps = new ArrayList<>();
      for (int i = 0; i < stage.steps().size(); i++) {
        Part main = index == 0 && i == 0 ? Part.MAIN : Part.FURTHER;
        rolesOfSteps.add(
            stage.steps().get(i).lengths().stream()
                .map(length -> roles(rules, length, main, occupancy, range))
                .toList());
      }
      int gap = index + 1 < needs.stages().size() ? needs.stages().get(index + 1).gapMinutes() : 0;
      List<Way> ways = new ArrayList<>();
      for (List<ServiceNeeds> lengths : stage.ways()) {
        List<Role> roles = new ArrayList<>();
        for (int i = 0; i < lengths.size(); i++) {
          roles.addAll(
              rolesOfSteps.get(i).get(stage.steps().get(i).lengths().indexOf(lengths.get(i))));
        }
        CellSet starts = CellSet.all(range);
        roles.forEach(role -> starts.and(role.anybody(range)));
        int later = (VisitNeeds.minutes(lengths) + gap) / Cells.MINUTES;
        rest.ifPresent(possible -> starts.and(possible.moved(-later, range)));
        Way way = new Way(lengths, roles, starts);
        if (roles.size() > 1) {
          keepDistinct(way);
        }
        ways.add(way);
      }
      return ways;
    }

    private static List<Role> roles(
        BookingRules rules,
        ServiceNeeds length,
        Part main,
        Map<ResourceId, Occupancy> occupancy,
        CellRange range) {
      SlotFinder.Search search = new SlotFinder.Search(rules, length.service(), occupancy, range);
      List<Role> roles = new ArrayList<>();
      roles.add(Role.of(search, length.mains(), main));
      length.groups().forEach(group -> roles.add(Role.of(search, group, Part.FURTHER)));
      return roles;
    }

    /**
     * Removes the starts at which somebody would have two parts at once. Where each role has as
     * many who are free as there are roles, nobody has to be looked for, nor where fewer are free
     * than there are roles; so single starts are searched only between these.
     */
    private static void keepDistinct(Way way) {
      way.starts().and(enough(way));
      CellSet scarce = way.starts().copy();
      CellSet plenty = way.starts().copy();
      way.roles()
          .forEach(role -> plenty.and(atLeast(way.roles().size(), role.starts(), plenty.range())));
      scarce.remove(plenty);
      for (long cell = scarce.next(scarce.range().first());
          cell < scarce.range().end();
          cell = scarce.next(cell + 1)) {
        if (!way.isPossible(cell)) {
          way.starts().remove(cell);
        }
      }
    }

    /** The starts at which as many are free as there are roles, whatever they can do. */
    private static CellSet enough(Way way) {
      Map<ResourceId, CellSet> anything = new HashMap<>();
      for (Role role : way.roles()) {
        for (int i = 0; i < role.members().size(); i++) {
          CellSet one = role.starts().get(i);
          anything.merge(
              role.members().get(i).id(),
              one.copy(),
              (all, _) -> {
                all.or(one);
                return all;
              });
        }
      }
      return atLeast(way.roles().size(), anything.values(), way.starts().range());
    }

    /** The starts that so many of these have. */
    private static CellSet atLeast(int most, Collection<CellSet> all, CellRange range) {
      List<CellSet> counted = new ArrayList<>();
      for (int i = 0; i < most; i++) {
        counted.add(CellSet.none(range));
      }
      for (CellSet one : all) {
        for (int i = most - 1; i > 0; i--) {
          counted.get(i).orBoth(counted.get(i - 1), one);
        }
        counted.getFirst().or(one);
      }
      return counted.getLast();
    }

    /** The visit from a cell on: each stage done by as few new resources as it can be. */
    VisitSlot slot(long first, WindowBooking restriction) {
      List<Placed> parts = new ArrayList<>();
      Set<ResourceId> had = new HashSet<>();
      long cell = first;
      for (int i = 0; i < stages.size(); i++) {
        Stage stage = needs.stages().get(i);
        long here = cell + (i == 0 ? 0 : stage.gapMinutes() / Cells.MINUTES);
        @Nullable Way best = null;
        List<BookableResource> chosen = List.of();
        long strangers = Long.MAX_VALUE;
        for (Way way : stages.get(i)) {
          if (way.starts().contains(here)) {
            List<BookableResource> choice = way.choice(here, had).orElseThrow();
            long more = choice.stream().filter(one -> !had.contains(one.id())).count();
            if (more < strangers) {
              best = way;
              chosen = choice;
              strangers = more;
            }
            if (had.isEmpty()) {
              // All are new to the visit, no matter who begins.
              break;
            }
          }
        }
        if (best == null) {
          throw new IllegalStateException("from each start that is kept the rest can be done");
        }
        parts.addAll(VisitAssignment.placed(stage, best.lengths(), chosen, Cells.start(here)));
        chosen.forEach(one -> had.add(one.id()));
        cell = here + best.cells();
      }
      return new VisitSlot(new VisitAssignment(parts), restriction);
    }
  }
}

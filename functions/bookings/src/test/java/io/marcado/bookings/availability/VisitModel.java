package io.marcado.bookings.availability;

import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.BookableResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When a visit can be booked, said as plainly as possible: it tries everybody for everything, one
 * part after the other. Slow.
 */
public final class VisitModel {

  /** A part: its service with its resources, and when it begins. */
  public record AskedPart(ServiceNeeds needs, int gapMinutes, boolean parallel) {}

  /** Who does a part. */
  private record Busy(ResourceId who, Instant from, Instant to) {
    boolean meets(Instant start, Instant end) {
      return from.isBefore(end) && start.isBefore(to);
    }
  }

  private final ReferenceModel model;
  private final List<AskedPart> parts;
  private final Map<List<Object>, Boolean> asked = new HashMap<>();

  public VisitModel(ReferenceModel model, List<AskedPart> parts) {
    this.model = model;
    this.parts = parts;
  }

  /** True when it can begin then. */
  public boolean isBookable(Instant start) {
    return canGoOn(0, start, start, List.of());
  }

  /**
   * Tries everybody for this part and those after it.
   *
   * @param began when the part before began
   * @param over when all parts before are over
   */
  private boolean canGoOn(int index, Instant began, Instant over, List<Busy> busy) {
    if (index == parts.size()) {
      return true;
    }
    AskedPart part = parts.get(index);
    Instant start = part.parallel() ? began : over.plusSeconds(part.gapMinutes() * 60L);
    if (model.isTooSoon(start) || model.isTooFar(start)) {
      return false;
    }
    for (BookableResource main : part.needs().mains()) {
      int minutes = part.needs().service().termsOf(main.id()).minutes();
      Instant end = start.plusSeconds(minutes * 60L);
      if (index == 0 && model.isOffGrid(main, start)) {
        continue;
      }
      List<List<BookableResource>> all = new ArrayList<>();
      all.add(List.of(main));
      all.addAll(part.needs().groups());
      for (Set<ResourceId> team : teams(part, all, start, minutes, busy)) {
        List<Busy> busier = new ArrayList<>(busy);
        team.forEach(who -> busier.add(new Busy(who, start, end)));
        if (canGoOn(index + 1, start, end.isAfter(over) ? end : over, busier)) {
          return true;
        }
      }
    }
    return false;
  }

  private List<Set<ResourceId>> teams(
      AskedPart part,
      List<List<BookableResource>> roles,
      Instant start,
      int minutes,
      List<Busy> busy) {
    if (roles.isEmpty()) {
      return List.of(Set.of());
    }
    Instant end = start.plusSeconds(minutes * 60L);
    List<Set<ResourceId>> teams = new ArrayList<>();
    for (BookableResource one : roles.getFirst()) {
      boolean elsewhere =
          busy.stream().anyMatch(other -> other.who().equals(one.id()) && other.meets(start, end));
      if (!elsewhere && canHave(part, one, start, minutes)) {
        for (Set<ResourceId> rest :
            teams(part, roles.subList(1, roles.size()), start, minutes, busy)) {
          if (!rest.contains(one.id())) {
            Set<ResourceId> team = new HashSet<>(rest);
            team.add(one.id());
            teams.add(team);
          }
        }
      }
    }
    return teams;
  }

  private boolean canHave(AskedPart part, BookableResource one, Instant start, int minutes) {
    return asked.computeIfAbsent(
        List.of(part.needs().service().id(), one.id(), start, minutes),
        _ -> model.canHave(one, part.needs().service(), start, minutes));
  }

  /** Asserts nothing: true when this is a way to do the visit that the rules and others allow. */
  boolean isAWay(VisitAssignment assignment, Instant first) {
    List<Busy> busy = new ArrayList<>();
    Instant began = first;
    Instant over = first;
    for (int i = 0; i < parts.size(); i++) {
      AskedPart part = parts.get(i);
      VisitAssignment.Placed placed = assignment.parts().get(i);
      Instant start = part.parallel() ? began : over.plusSeconds(part.gapMinutes() * 60L);
      BookableResource main = placed.resources().getFirst();
      int minutes = part.needs().service().termsOf(main.id()).minutes();
      Instant end = start.plusSeconds(minutes * 60L);
      boolean roles = part.needs().mains().contains(main);
      for (int j = 0; j < part.needs().groups().size(); j++) {
        roles &= part.needs().groups().get(j).contains(placed.resources().get(j + 1));
      }
      if (!roles
          || placed.resources().size() != part.needs().groups().size() + 1
          || Set.copyOf(placed.resourceIds()).size() != placed.resources().size()
          || !placed.time().start().equals(start)
          || !placed.time().end().equals(end)
          || (i == 0 && model.isOffGrid(main, start))
          || model.isTooSoon(start)
          || model.isTooFar(start)) {
        return false;
      }
      for (BookableResource one : placed.resources()) {
        if (!canHave(part, one, start, minutes)
            || busy.stream()
                .anyMatch(other -> other.who().equals(one.id()) && other.meets(start, end))) {
          return false;
        }
      }
      placed.resourceIds().forEach(who -> busy.add(new Busy(who, start, end)));
      began = start;
      over = end.isAfter(over) ? end : over;
    }
    return true;
  }
}

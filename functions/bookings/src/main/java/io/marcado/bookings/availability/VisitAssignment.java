package io.marcado.bookings.availability;

import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.bookings.rules.VisitNeeds;
import io.marcado.domain.Money;
import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.time.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who does the parts of a visit, and when.
 *
 * @param parts in order; at least one
 */
public record VisitAssignment(List<Placed> parts) {
  public VisitAssignment {
    parts = List.copyOf(parts);
  }

  /**
   * One part.
   *
   * @param service on the terms of its main resource
   * @param resources the main one first
   * @param time without buffers
   */
  public record Placed(BookableService service, List<BookableResource> resources, Interval time) {
    public Placed {
      resources = List.copyOf(resources);
    }

    /** Ids in the order of {@link #resources}. */
    public List<ResourceId> resourceIds() {
      return resources.stream().map(BookableResource::id).toList();
    }
  }

  /** The parts of a stage, of which this is one way to choose lengths. */
  static List<Placed> placed(
      VisitNeeds.Stage stage,
      List<ServiceNeeds> way,
      List<BookableResource> choice,
      Instant start) {
    List<Placed> placed = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < way.size(); i++) {
      int to = from + way.get(i).parts().size();
      List<BookableResource> resources = choice.subList(from, to);
      placed.add(
          new Placed(
              stage.steps().get(i).offers().of(resources.getFirst()).service(),
              resources,
              Interval.ofMinutes(start, way.get(i).service().durationMinutes())));
      from = to;
    }
    return placed;
  }

  /** From the first start to the last end. */
  public Interval time() {
    return new Interval(
        parts.getFirst().time().start(),
        parts.stream().map(part -> part.time().end()).max(Instant::compareTo).orElseThrow());
  }

  /** All resources, each once, in the order of the parts. */
  public List<BookableResource> resources() {
    Map<ResourceId, BookableResource> all = new LinkedHashMap<>();
    parts.forEach(
        part -> part.resources().forEach(resource -> all.putIfAbsent(resource.id(), resource)));
    return List.copyOf(all.values());
  }

  /** The sum of what the parts cost; empty when one of them has no price. */
  public Optional<Money> price() {
    return VisitNeeds.sum(parts.stream().map(part -> part.service().price()).toList());
  }
}

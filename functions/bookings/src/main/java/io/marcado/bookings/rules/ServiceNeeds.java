package io.marcado.bookings.rules;

import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.catalog.Terms;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A service with the resources that could do it, as far as they take bookings.
 *
 * @param mains the main resources: one of them is needed
 * @param groups what the service also needs: one more of each group, none twice
 */
public record ServiceNeeds(
    BookableService service, List<BookableResource> mains, List<List<BookableResource>> groups) {

  public ServiceNeeds {
    mains = List.copyOf(mains);
    groups = groups.stream().map(List::copyOf).toList();
  }

  /**
   * Looks up the resources a service names.
   *
   * @param resources by id; those that are missing or inactive are left out
   */
  public static ServiceNeeds of(
      BookableService service, Map<ResourceId, BookableResource> resources) {
    return of(service, resources, Set.of());
  }

  /**
   * Looks up the resources a service names, for a booking that has some already.
   *
   * @param resources by id; those that are missing or inactive are left out
   * @param kept resources of the booking: the main one counts even if it is inactive, another one
   *     only if its group has no active member
   */
  public static ServiceNeeds of(
      BookableService service,
      Map<ResourceId, BookableResource> resources,
      Collection<ResourceId> kept) {
    return new ServiceNeeds(
        service,
        usable(service.resourceIds(), resources, kept),
        service.alsoNeeds().stream()
            .map(
                group -> {
                  List<BookableResource> active = usable(group, resources, Set.of());
                  return active.isEmpty() ? usable(group, resources, kept) : active;
                })
            .toList());
  }

  /**
   * The same needs for a booking of another length, with the same buffers and with every resource.
   *
   * @param minutes a multiple of 5 from 5 to 1440
   */
  public ServiceNeeds lasting(int minutes) {
    return new ServiceNeeds(service.lasting(minutes), mains, groups);
  }

  /** These main resources on terms that they have in common. */
  ServiceNeeds on(Terms terms, List<BookableResource> some) {
    return new ServiceNeeds(service.on(terms), some, groups);
  }

  /** The same needs with the other main resources. */
  public ServiceNeeds withoutMain(ResourceId resourceId) {
    return new ServiceNeeds(
        service, mains.stream().filter(main -> !main.id().equals(resourceId)).toList(), groups);
  }

  /** The same needs with this main resource and no other; no main one when it is not among them. */
  public ServiceNeeds withMain(ResourceId resourceId) {
    return new ServiceNeeds(
        service, mains.stream().filter(main -> main.id().equals(resourceId)).toList(), groups);
  }

  /** The main resources for which this holds, in the service's order. */
  public List<ResourceId> mainsOf(Predicate<BookableResource> condition) {
    return mains.stream().filter(condition).map(BookableResource::id).toList();
  }

  /** The candidates of each part, the main one first. */
  public List<List<BookableResource>> parts() {
    List<List<BookableResource>> parts = new ArrayList<>(groups.size() + 1);
    parts.add(mains);
    parts.addAll(groups);
    return parts;
  }

  /** Every resource that may have a part, each once. */
  public Collection<BookableResource> resources() {
    Map<ResourceId, BookableResource> all = new LinkedHashMap<>();
    parts().forEach(part -> part.forEach(resource -> all.putIfAbsent(resource.id(), resource)));
    return all.values();
  }

  /** False when the parts cannot be given out whatever the time, because resources are missing. */
  public boolean isPossible() {
    return DistinctChoice.isPossible(ids(parts()));
  }

  /** The only way to give out the parts; empty when there are several or none. */
  public Optional<List<BookableResource>> onlyChoice() {
    return parts().stream().allMatch(part -> part.size() == 1) && isPossible()
        ? Optional.of(parts().stream().map(List::getFirst).toList())
        : Optional.empty();
  }

  static List<List<ResourceId>> ids(List<List<BookableResource>> parts) {
    return parts.stream().map(part -> part.stream().map(BookableResource::id).toList()).toList();
  }

  private static List<BookableResource> usable(
      List<ResourceId> ids,
      Map<ResourceId, BookableResource> resources,
      Collection<ResourceId> kept) {
    List<BookableResource> found = new ArrayList<>(ids.size());
    for (ResourceId id : ids) {
      BookableResource resource = resources.get(id);
      if (resource != null
          && (resource.active() || kept.contains(id))
          && !found.contains(resource)) {
        found.add(resource);
      }
    }
    return found;
  }
}

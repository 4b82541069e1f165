package io.marcado.bookings.rules;

import static java.util.function.Predicate.not;

import io.marcado.domain.Money;
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
import java.util.stream.Stream;

/**
 * The offers of a service: its main resources, grouped by how long a booking with them lasts and
 * what it costs. The resources that it also needs take the same time. Most services have one offer,
 * since all their resources have the same terms.
 *
 * @param all the service with all main resources
 * @param each the service on the terms of one booking, with the main resources that have these
 *     terms; none twice
 */
public record Offers(ServiceNeeds all, List<ServiceNeeds> each) {
  public Offers {
    each = List.copyOf(each);
  }

  /**
   * The offers for a duration, allowed or not.
   *
   * @param askedMinutes empty for the usual duration of each resource
   */
  public static Offers of(ServiceNeeds needs, Optional<Integer> askedMinutes) {
    BookableService service = needs.service();
    if (service.ownTerms().isEmpty() || needs.mains().isEmpty()) {
      Terms terms = service.terms().asked(askedMinutes);
      return new Offers(
          needs, List.of(terms.equals(service.terms()) ? needs : needs.on(terms, needs.mains())));
    }
    Map<Terms, List<BookableResource>> mains = new LinkedHashMap<>();
    for (BookableResource main : needs.mains()) {
      mains
          .computeIfAbsent(service.termsOf(main.id()).asked(askedMinutes), _ -> new ArrayList<>())
          .add(main);
    }
    return new Offers(
        needs,
        mains.entrySet().stream().map(one -> needs.on(one.getKey(), one.getValue())).toList());
  }

  /** What a booking of this duration costs with a main resource. */
  public static Optional<Money> price(BookableService service, ResourceId main, int minutes) {
    return service.termsOf(main).asked(Optional.of(minutes)).price();
  }

  /** Those of an allowed duration. */
  public Offers allowed() {
    return new Offers(all, each.stream().filter(one -> one.service().terms().isAllowed()).toList());
  }

  /** The same, for which every asked duration is allowed. */
  public Offers asAsked() {
    return new Offers(
        all, each.stream().map(one -> one.lasting(one.service().durationMinutes())).toList());
  }

  /** The same with this main resource and no other. */
  public Offers withMain(ResourceId main) {
    return with(all.withMain(main), each.stream().map(one -> one.withMain(main)));
  }

  /** The same with the other main resources. */
  public Offers withoutMain(ResourceId main) {
    return with(all.withoutMain(main), each.stream().map(one -> one.withoutMain(main)));
  }

  private static Offers with(ServiceNeeds all, Stream<ServiceNeeds> each) {
    return new Offers(all, each.filter(not(one -> one.mains().isEmpty())).toList());
  }

  /**
   * The terms that slots of an offer tell; empty where all bookings of the service have the same.
   */
  public Optional<Terms> told(ServiceNeeds offer) {
    return Optional.of(offer.service().terms()).filter(_ -> !all.service().isFixed());
  }

  /** True when there is none. */
  public boolean isEmpty() {
    return each.isEmpty();
  }

  /** The offer of a main resource. */
  public ServiceNeeds of(BookableResource main) {
    return each.stream().filter(one -> one.mains().contains(main)).findFirst().orElseThrow();
  }

  /** The duration of the longest offer. */
  public int longestMinutes() {
    return each.stream().mapToInt(one -> one.service().durationMinutes()).max().orElseThrow();
  }

  /** False when no offer can be staffed whatever the time, because resources are missing. */
  public boolean isPossible() {
    return each.stream().anyMatch(ServiceNeeds::isPossible);
  }

  /** The only way to give out the parts; empty when there are several or none. */
  public Optional<List<BookableResource>> onlyChoice() {
    return each.size() == 1 ? each.getFirst().onlyChoice() : Optional.empty();
  }

  /** Every resource that may have a part, each once. */
  public Collection<BookableResource> resources() {
    return all.resources();
  }

  /** The durations that are allowed, in words. */
  public String words() {
    return String.join(
        "; ",
        each.stream().map(one -> one.service().terms().durations().words()).distinct().toList());
  }
}

package io.marcado.catalog.services;

import io.marcado.catalog.categories.CategoryType;
import io.marcado.catalog.entries.Entries;
import io.marcado.catalog.entries.Entry;
import io.marcado.catalog.entries.EntryRefusal;
import io.marcado.catalog.entries.EntryUpdate;
import io.marcado.catalog.entries.References;
import io.marcado.catalog.entries.References.Reference;
import io.marcado.catalog.resources.ResourceType;
import io.marcado.domain.Actor;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.Ids;
import io.marcado.domain.Money;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.ServiceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.catalog.ServiceKind;
import io.marcado.platform.bookings.BookingsOutside;
import io.marcado.platform.bookings.UpcomingBooking;
import io.marcado.platform.bookings.UpcomingBookings;
import io.marcado.platform.table.Table;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The services of a business. A resource that a service names may be deleted: the service then has
 * one less to choose from.
 */
@Singleton
public final class Services extends Entries<ServiceDetails> {
  private final References references;
  private final SettingsReader settings;
  private final UpcomingBookings upcoming;

  public Services(
      Table table,
      Ids ids,
      References references,
      SettingsReader settings,
      UpcomingBookings upcoming) {
    super(ServiceType.INSTANCE, table, ids);
    this.references = references;
    this.settings = settings;
    this.upcoming = upcoming;
  }

  /** One service. A client or a guest also finds one that is not offered but that it has booked. */
  public Result<Entry<ServiceDetails>, EntryRefusal> getBooked(
      Actor actor, String id, Instant now) {
    Result<Entry<ServiceDetails>, EntryRefusal> offered = get(actor, id);
    return offered.whyRefused().isPresent() && upcoming.hasBooked(actor, new ServiceId(id), now)
        ? Result.of(find(actor.tenant(), id), notFound())
        : offered;
  }

  @Override
  protected Optional<BookingsOutside> bookingsOf(Actor actor, String id, Instant now) {
    ServiceId serviceId = new ServiceId(id);
    return upcoming.outside(
        actor,
        now,
        booking -> booking.serviceId().equals(serviceId),
        session -> session.serviceId().equals(serviceId));
  }

  /**
   * Why a service should not be changed: it would take no bookings any more, or lose resources that
   * do upcoming bookings of it.
   */
  public Optional<EntryRefusal> whyNotChange(
      Actor actor, EntryUpdate<ServiceDetails> update, Instant now) {
    return target(actor.tenant(), update.id(), update.version())
        .flatMap(
            entry -> {
              ServiceDetails before = entry.details();
              ServiceDetails after = update.details().apply(before);
              boolean stops = before.active() && !after.active();
              Set<String> mains = lost(Set.copyOf(before.resourceIds()), after.resourceIds());
              Set<String> further = lost(before.furtherResourceIds(), after.furtherResourceIds());
              if (stops) {
                return bookingsOf(actor, update.id(), now);
              }
              return mains.isEmpty() && further.isEmpty()
                  ? Optional.empty()
                  : outside(actor, update.id(), booking -> isDoneBy(booking, mains, further), now);
            })
        .map(EntryRefusal.LeavesBookingsOutside::new);
  }

  private static Set<String> lost(Set<String> before, Collection<String> after) {
    Set<String> lost = new HashSet<>(before);
    lost.removeAll(after);
    return lost;
  }

  private static boolean isDoneBy(UpcomingBooking booking, Set<String> mains, Set<String> further) {
    List<String> ids = booking.resourceIds().stream().map(ResourceId::value).toList();
    return mains.contains(ids.getFirst()) || ids.stream().skip(1).anyMatch(further::contains);
  }

  private Optional<BookingsOutside> outside(
      Actor actor, String id, Predicate<UpcomingBooking> isOutside, Instant now) {
    ServiceId serviceId = new ServiceId(id);
    return upcoming.outside(
        actor, now, booking -> booking.serviceId().equals(serviceId) && isOutside.test(booking));
  }

  /** Checks new references only, so that a deleted one hinders no other change. */
  @Override
  protected List<Fault> faults(Actor actor, Optional<ServiceDetails> before, ServiceDetails after) {
    TenantId tenant = actor.tenant();
    List<Fault> faults = new ArrayList<>();
    if (after.allResourceIds().size() > ServiceDetails.MOST_RESOURCES) {
      faults.add(
          new Fault(
              "/alsoNeeds",
              FaultCode.TOO_LONG,
              "must not make it more than %d resources in all"
                  .formatted(ServiceDetails.MOST_RESOURCES)));
    }
    if (before.filter(service -> service.kind() != after.kind()).isPresent()) {
      faults.add(new Fault("/kind", FaultCode.CONFLICT, "cannot be changed: make another service"));
    }
    faults.addAll(references.faults(tenant, newReferences(before, after)));
    faults.addAll(
        after.terms().faults(after.durationMinutes(), after.price(), after.resourceIds()));
    int longest = after.terms().longest(after.durationMinutes());
    if (longest > BookableService.LONGEST_WITHIN_A_DAY
        && BookableService.rows(longest, 1 + after.alsoNeeds().size())
            > BookableService.MOST_ROWS) {
      faults.add(
          new Fault(
              "/alsoNeeds",
              FaultCode.TOO_LONG,
              "must not make it more than %d resources for so many days"
                  .formatted(BookableService.MOST_ROWS / BookableService.rows(longest, 1))));
    }
    if (after.kind() == ServiceKind.CLASS) {
      if (after.durationMinutes() > BookableService.LONGEST_WITHIN_A_DAY) {
        faults.add(
            new Fault(
                "/durationMinutes", FaultCode.OUT_OF_RANGE, "must be at most a day for a class"));
      }
      faults.addAll(after.terms().faultsOfClass());
      if (!after.assignment().equals(AssignmentDetails.LEAST_OF_DAY)) {
        faults.add(
            new Fault(
                "/assignment",
                FaultCode.CONFLICT,
                "is not for a class: each session says who gives it"));
      }
    }
    if (after.kind() != ServiceKind.CLASS && after.sessionMinimum() != null) {
      faults.add(new Fault("/sessionMinimum", FaultCode.CONFLICT, "is for a class only"));
    }
    if (!before.map(ServiceDetails::assignment).equals(Optional.of(after.assignment()))) {
      after
          .assignment()
          .resourceIds()
          .filter(id -> !after.resourceIds().contains(id))
          .distinct()
          .map(
              id ->
                  new Fault(
                      "/assignment",
                      FaultCode.CONFLICT,
                      "names %s, which is none of resourceIds".formatted(id)))
          .forEach(faults::add);
    }
    Map<String, Money> prices = newPrices(before, after);
    if (!prices.isEmpty()) {
      Currency currency = settings.fresh(tenant).currency();
      prices.forEach(
          (pointer, price) -> {
            if (!price.currency().equals(currency)) {
              faults.add(
                  new Fault(
                      pointer + "/currency",
                      FaultCode.CONFLICT,
                      "must be the currency of the settings, " + currency));
            }
          });
    }
    return faults;
  }

  /** The prices that the service did not have before, by pointer. */
  private static Map<String, Money> newPrices(
      Optional<ServiceDetails> before, ServiceDetails after) {
    Map<String, Money> prices = new TreeMap<>();
    Money price = after.price();
    if (price != null && !price.equals(before.map(ServiceDetails::price).orElse(null))) {
      prices.put("/price", price);
    }
    if (!before.map(ServiceDetails::terms).filter(after.terms()::equals).isPresent()) {
      prices.putAll(after.terms().prices());
    }
    return prices;
  }

  private static List<Reference> newReferences(
      Optional<ServiceDetails> before, ServiceDetails after) {
    List<Reference> references = new ArrayList<>();
    String category = after.categoryId();
    if (category != null && !category.equals(before.map(ServiceDetails::categoryId).orElse(null))) {
      references.add(new Reference("/categoryId", CategoryType.INSTANCE, category));
    }
    Set<String> known = before.map(ServiceDetails::allResourceIds).orElse(Set.of());
    addResources(references, known, "/resourceIds/", after.resourceIds());
    for (int group = 0; group < after.alsoNeeds().size(); group++) {
      addResources(
          references, known, "/alsoNeeds/" + group + "/resourceIds/", after.alsoNeeds().get(group));
    }
    return references;
  }

  private static void addResources(
      List<Reference> references, Set<String> known, String path, List<String> ids) {
    for (int i = 0; i < ids.size(); i++) {
      if (!known.contains(ids.get(i))) {
        references.add(new Reference(path + i, ResourceType.INSTANCE, ids.get(i)));
      }
    }
  }
}

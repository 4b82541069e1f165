package io.marcado.bookings.desk;

import io.marcado.bookings.availability.Occupancy;
import io.marcado.bookings.availability.Slot;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.bookings.store.Booking;
import io.marcado.bookings.store.BookingIndex;
import io.marcado.catalog.published.CatalogReader;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.identity.published.Contact;
import io.marcado.identity.published.PeopleReader;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.PageRequest;
import io.marcado.platform.http.Problem;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Shows time: what is booked, what is taken, and what is free. */
@Singleton
public final class Calendar {
  private final SettingsReader settings;
  private final CatalogReader catalog;
  private final BookingIndex index;
  private final DayRows rows;
  private final FreeTimes freeTimes;
  private final PeopleReader people;

  Calendar(
      SettingsReader settings,
      CatalogReader catalog,
      BookingIndex index,
      DayRows rows,
      FreeTimes freeTimes,
      PeopleReader people) {
    this.settings = settings;
    this.catalog = catalog;
    this.index = index;
    this.rows = rows;
    this.freeTimes = freeTimes;
    this.people = people;
  }

  /** Local dates, both included. */
  public record LocalDates(LocalDate from, LocalDate to) {
    /** Empty for a date that the zone left out when it crossed the date line. */
    Optional<Interval> in(LocalTimeline timeline) {
      Instant start = timeline.startOf(from);
      Instant end = timeline.startOf(to.plusDays(1));
      return start.isBefore(end) ? Optional.of(new Interval(start, end)) : Optional.empty();
    }
  }

  /** Local dates, both included; empty for no bound. */
  public record Span(Optional<LocalDate> from, Optional<LocalDate> to) {}

  /** Which bookings are asked for; all conditions hold together. */
  public record Wish(
      Span dates,
      Optional<BookingStatus> status,
      Optional<String> resourceId,
      Optional<String> serviceId,
      Optional<String> clientId) {}

  /**
   * Bookings, and the settings by which they are shown.
   *
   * @param next where the next page starts
   * @param clients by id; only where they are asked for
   */
  public record Bookings(
      List<Booking> bookings,
      OrganizationSettings settings,
      Optional<String> next,
      Map<String, Contact> clients) {}

  /**
   * Time of a resource of which no seat is left.
   *
   * @param timeline local time of the business
   */
  public record Busy(String resourceId, Interval time, LocalTimeline timeline) {}

  /**
   * Free times.
   *
   * @param timeline local time of the zone that was asked for
   */
  public record Free(List<Slot> slots, LocalTimeline timeline) {}

  /** A page of bookings; of a client's own, when a client asks. */
  public Bookings page(Call call, Wish wish, PageRequest page) {
    OrganizationSettings present = settings.get(call.tenant());
    LocalTimeline timeline = present.timeline();
    Optional<String> whose = call.byStaff() ? wish.clientId() : Optional.of(call.user().userId());
    if (wish.clientId().isPresent() && !wish.clientId().equals(whose)) {
      return new Bookings(List.of(), present, Optional.empty(), Map.of());
    }
    BookingIndex.Part part =
        index.page(
            call.tenant(),
            new BookingIndex.Filter(
                whose,
                wish.dates().from().map(timeline::startOf),
                wish.dates().to().map(date -> timeline.startOf(date.plusDays(1))),
                wish.status(),
                wish.resourceId(),
                wish.serviceId()),
            page.limit(),
            page.position());
    return new Bookings(part.bookings(), present, part.next(), Map.of());
  }

  /**
   * The bookings of some dates with their clients: for staff.
   *
   * @return empty when they are too many for one answer
   */
  public Optional<Bookings> booked(TenantId tenant, LocalDates dates, Optional<String> resourceId) {
    OrganizationSettings present = settings.get(tenant);
    Optional<Interval> asked = dates.in(present.timeline());
    return asked
        .map(interval -> index.within(tenant, interval, resourceId))
        .orElseGet(() -> Optional.of(List.of()))
        .map(
            bookings ->
                new Bookings(bookings, present, Optional.empty(), clients(tenant, bookings)));
  }

  private Map<String, Contact> clients(TenantId tenant, List<Booking> bookings) {
    return people.find(
        tenant, bookings.stream().map(Booking::clientId).collect(Collectors.toSet()));
  }

  /** When resources are taken on some dates, merged: for clients, who learn no more than that. */
  public List<Busy> taken(TenantId tenant, LocalDates dates, Optional<String> resourceId) {
    LocalTimeline timeline = settings.get(tenant).timeline();
    return dates
        .in(timeline)
        .map(asked -> taken(tenant, asked, resourceId, timeline))
        .orElse(List.of());
  }

  private List<Busy> taken(
      TenantId tenant, Interval asked, Optional<String> resourceId, LocalTimeline timeline) {
    Map<String, BookableResource> resources = new LinkedHashMap<>();
    resourceId
        .map(id -> catalog.resource(tenant, id).stream().toList())
        .orElseGet(() -> catalog.activeResources(tenant))
        .forEach(resource -> resources.put(resource.id(), resource));
    CellRange cells = CellRange.covering(asked);
    Map<String, Occupancy> occupancies =
        Parallel.ask(
            resources.keySet(),
            id ->
                rows.occupancy(
                    tenant, id, Cells.dayOf(cells.first()), Cells.dayOf(cells.end() - 1)));
    List<Busy> busy = new ArrayList<>();
    occupancies.forEach(
        (id, occupancy) -> {
          BookableResource resource = resources.get(id);
          if (resource != null) {
            full(occupancy, cells, resource.capacity())
                .forEach(time -> busy.add(new Busy(id, time, timeline)));
          }
        });
    busy.sort(
        Comparator.<Busy, Instant>comparing(one -> one.time().start())
            .thenComparing(Busy::resourceId));
    return busy;
  }

  /**
   * The free times of a resource.
   *
   * @param zone in which the dates are meant; empty for the business's
   * @throws Problem 404 for an unknown resource or service, 400 when it does not do the service
   */
  public Free ofResource(
      Call call, String resourceId, String serviceId, LocalDates dates, Optional<ZoneId> zone) {
    if (catalog
        .freshResource(call.tenant(), resourceId)
        .filter(BookableResource::active)
        .isEmpty()) {
      throw Problem.notFound("resource");
    }
    ServiceNeeds needs =
        needs(call.tenant(), serviceId)
            .map(all -> all.withMain(resourceId))
            .orElseThrow(() -> Problem.invalid("?serviceId", "is no service that can be booked"));
    if (needs.mains().isEmpty()) {
      throw Problem.invalid("?serviceId", "is not done by this resource");
    }
    return free(call, needs, dates, zone);
  }

  /**
   * The free times of a service, by any resource that can do it.
   *
   * @throws Problem 404 for an unknown service
   */
  public Free ofService(Call call, String serviceId, LocalDates dates, Optional<ZoneId> zone) {
    ServiceNeeds needs =
        needs(call.tenant(), serviceId).orElseThrow(() -> Problem.notFound("service"));
    return free(call, needs, dates, zone);
  }

  private Optional<ServiceNeeds> needs(TenantId tenant, String serviceId) {
    return catalog
        .freshServiceWithResources(tenant, serviceId)
        .filter(found -> found.service().active())
        .map(found -> ServiceNeeds.of(found.service(), found.resources()));
  }

  private Free free(Call call, ServiceNeeds needs, LocalDates dates, Optional<ZoneId> zone) {
    OrganizationSettings present = settings.fresh(call.tenant());
    LocalTimeline timeline = new LocalTimeline(zone.orElse(present.timeZone()));
    BookingRules rules = new BookingRules(present, call.now());
    return new Free(
        dates
            .in(timeline)
            .map(asked -> freeTimes.within(call.tenant(), rules, needs, asked))
            .orElse(List.of()),
        timeline);
  }

  private static List<Interval> full(Occupancy occupancy, CellRange cells, int capacity) {
    List<Interval> full = new ArrayList<>();
    long first = -1;
    for (long cell = cells.first(); cell <= cells.end(); cell++) {
      boolean taken = cell < cells.end() && occupancy.at(cell) >= capacity;
      if (taken && first < 0) {
        first = cell;
      } else if (!taken && first >= 0) {
        full.add(new CellRange(first, cell).interval());
        first = -1;
      }
    }
    return full;
  }
}

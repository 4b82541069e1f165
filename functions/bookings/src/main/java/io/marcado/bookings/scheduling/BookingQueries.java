package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.store.BookingIndex;
import io.marcado.bookings.store.BookingStore;
import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.Permission;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.ServiceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.identity.published.PeopleReader;
import io.marcado.identity.published.ShownPerson;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.PageRequest;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds bookings: clients see only their own. */
@Singleton
public final class BookingQueries {
  private final BookingStore store;
  private final BookingIndex index;
  private final SettingsReader settings;
  private final PeopleReader people;

  BookingQueries(
      BookingStore store, BookingIndex index, SettingsReader settings, PeopleReader people) {
    this.store = store;
    this.index = index;
    this.settings = settings;
    this.people = people;
  }

  /** Local dates, both included; empty for no bound. */
  public record Span(Optional<LocalDate> from, Optional<LocalDate> to) {}

  /** The filter of a query. A booking must match all conditions. */
  public record Filter(
      Span dates,
      Optional<BookingStatus> status,
      Optional<ResourceId> resourceId,
      Optional<ServiceId> serviceId,
      Optional<PersonId> clientId) {}

  /**
   * Bookings, and the settings that show them.
   *
   * @param next the cursor of the next page
   * @param clients by id; empty for an actor who may not see them
   */
  public record Bookings(
      List<Booking> bookings,
      OrganizationSettings settings,
      Optional<String> next,
      Map<PersonId, ShownPerson> clients) {

    /** The client of one of the bookings; empty for one who is erased, or has no record. */
    public Optional<ShownPerson> client(Booking booking) {
      return booking.clientId().map(clients::get);
    }
  }

  /** A booking that the actor may see. */
  public Result<Booked, BookingRefusal> get(Actor actor, BookingId bookingId, Instant now) {
    return store
        .find(actor.tenant(), bookingId)
        .filter(found -> BookingRights.reaches(actor, found, now))
        .<Result<Booked, BookingRefusal>>map(
            found -> Result.done(new Booked(found.at(now), settings.get(actor.tenant()), false)))
        .orElseGet(() -> Result.refused(new BookingRefusal.NotFound()));
  }

  /** A page of bookings. A client gets only its own. */
  public Result<Bookings, BookingRefusal> page(
      Actor actor, Filter filter, PageRequest page, Instant now) {
    return BookingRights.seesBookingsOf(actor)
        .map(own -> page(actor.tenant(), own, filter, page, now))
        .map(
            found ->
                seesClients(actor)
                    ? new Bookings(
                        found.bookings(),
                        found.settings(),
                        found.next(),
                        clients(actor, found.bookings()))
                    : found);
  }

  private Bookings page(
      TenantId tenant, Optional<PersonId> own, Filter filter, PageRequest page, Instant now) {
    OrganizationSettings present = settings.get(tenant);
    LocalTimeline timeline = present.timeline();
    Optional<PersonId> whose = own.or(filter::clientId);
    if (filter.clientId().isPresent() && !filter.clientId().equals(whose)) {
      return new Bookings(List.of(), present, Optional.empty(), Map.of());
    }
    Page<Booking> part =
        index.page(
            tenant,
            new BookingIndex.Filter(
                whose,
                filter.dates().from().map(timeline::startOf),
                filter.dates().to().map(date -> timeline.startOf(date.plusDays(1))),
                filter.status(),
                filter.resourceId(),
                filter.serviceId()),
            page.limit(),
            page.position(),
            now);
    return new Bookings(part.items(), present, part.next(), Map.of());
  }

  /**
   * The bookings of some dates with their clients: for staff.
   *
   * @return empty when there are too many for one answer
   */
  public Optional<Bookings> booked(Actor actor, CalendarFilter filter, Instant now) {
    TenantId tenant = actor.tenant();
    OrganizationSettings present = settings.get(tenant);
    Optional<Interval> asked = filter.dates().in(filter.timeline(present));
    return asked
        .map(interval -> index.within(tenant, interval, filter.resourceId(), filter.status(), now))
        .orElseGet(() -> Optional.of(List.of()))
        .map(
            bookings ->
                new Bookings(bookings, present, Optional.empty(), clients(actor, bookings)));
  }

  /** True when the actor sees the client of each booking. */
  public static boolean seesClients(Actor actor) {
    return actor.may(Permission.BOOKINGS_READ);
  }

  /**
   * The client of a booking, as the actor may see it; empty for one who is erased, or has no
   * record.
   */
  public Optional<ShownPerson> client(Actor actor, Booking booking) {
    return booking.clientId().map(clients(actor, List.of(booking))::get);
  }

  private Map<PersonId, ShownPerson> clients(Actor actor, List<Booking> bookings) {
    return people.shown(
        actor,
        bookings.stream()
            .map(Booking::clientId)
            .flatMap(Optional::stream)
            .collect(Collectors.toSet()));
  }
}

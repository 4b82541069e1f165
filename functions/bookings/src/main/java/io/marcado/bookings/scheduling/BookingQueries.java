package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.store.BookingIndex;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.KeptTimes;
import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.SeriesId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
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

/** Finds bookings: clients see only their own. */
@Singleton
public final class BookingQueries {
  private final BookingStore store;
  private final BookingIndex index;
  private final KeptTimes keptTimes;
  private final SettingsReader settings;
  private final ShownClients clients;

  BookingQueries(
      BookingStore store,
      BookingIndex index,
      KeptTimes keptTimes,
      SettingsReader settings,
      ShownClients clients) {
    this.store = store;
    this.index = index;
    this.keptTimes = keptTimes;
    this.settings = settings;
    this.clients = clients;
  }

  /** Local dates, both included; empty for no bound. */
  public record Span(Optional<LocalDate> from, Optional<LocalDate> to) {}

  /**
   * The filter of a query. A booking must match all conditions.
   *
   * @param confirmed whether its client has confirmed to come
   */
  public record Filter(
      Span dates,
      Optional<BookingStatus> status,
      Optional<ResourceId> resourceId,
      Optional<ServiceId> serviceId,
      Optional<PersonId> clientId,
      Optional<SeriesId> seriesId,
      Optional<Boolean> confirmed) {}

  /**
   * Bookings, and the settings that show them.
   *
   * @param next the cursor of the next page
   * @param clients as {@link ShownClients} says
   */
  public record Bookings(
      List<Booking> bookings,
      OrganizationSettings settings,
      Optional<String> next,
      Optional<Map<PersonId, ShownPerson>> clients) {}

  /**
   * Time that a booking keeps of a resource while a move waits.
   *
   * @param time with buffers
   */
  public record Kept(BookingId bookingId, ResourceId resourceId, Interval time) {}

  /** A booking that the actor may see, alone. */
  public Result<Bookings, BookingRefusal> get(Actor actor, BookingId bookingId, Instant now) {
    return store
        .find(actor.tenant(), bookingId)
        .filter(found -> BookingRights.reaches(actor, found, now))
        .<Result<Bookings, BookingRefusal>>map(
            found -> Result.done(shown(actor, List.of(found.at(now)), Optional.empty())))
        .orElseGet(() -> Result.refused(new BookingRefusal.NotFound()));
  }

  /** A page of bookings. A client gets only its own. */
  public Result<Bookings, BookingRefusal> page(
      Actor actor, Filter filter, PageRequest page, Instant now) {
    return BookingRights.seesBookingsOf(actor)
        .map(own -> page(actor.tenant(), own, filter, page, now))
        .map(found -> shown(actor, found.items(), found.next()));
  }

  private Bookings shown(Actor actor, List<Booking> bookings, Optional<String> next) {
    return new Bookings(bookings, settings.get(actor.tenant()), next, clients.of(actor, bookings));
  }

  private Page<Booking> page(
      TenantId tenant, Optional<PersonId> own, Filter filter, PageRequest page, Instant now) {
    LocalTimeline timeline = settings.get(tenant).timeline();
    Optional<PersonId> whose = own.or(filter::clientId);
    if (filter.clientId().isPresent() && !filter.clientId().equals(whose)) {
      return Page.empty();
    }
    return index.page(
        tenant,
        new BookingIndex.Filter(
            whose,
            filter.dates().from().map(timeline::startOf),
            filter.dates().to().map(date -> timeline.startOf(date.plusDays(1))),
            filter.status(),
            filter.resourceId(),
            filter.serviceId(),
            filter.seriesId(),
            filter.confirmed()),
        page.limit(),
        page.position(),
        now);
  }

  /**
   * The bookings of some dates with their clients: for staff.
   *
   * @return empty when there are too many for one answer
   */
  public Optional<Bookings> booked(Actor actor, CalendarFilter filter, Instant now) {
    TenantId tenant = actor.tenant();
    return filter
        .dates()
        .in(filter.timeline(settings.get(tenant)))
        .map(interval -> index.within(tenant, interval, filter.resourceId(), filter.status(), now))
        .orElseGet(() -> Optional.of(List.of()))
        .map(bookings -> shown(actor, bookings, Optional.empty()));
  }

  /**
   * The approved times that bookings keep on some dates while a move waits: for staff, whatever
   * status is asked for. They are in no order.
   */
  public List<Kept> kept(TenantId tenant, CalendarFilter filter, Instant now) {
    return filter.dates().in(filter.timeline(settings.get(tenant))).stream()
        .flatMap(interval -> keptTimes.within(tenant, interval, now).stream())
        .flatMap(
            booking ->
                booking.approved().stream()
                    .flatMap(approved -> approved.taken().stream())
                    .map(
                        part -> new Kept(booking.id(), part.resourceId(), part.cells().interval())))
        .filter(kept -> filter.resourceId().filter(id -> !id.equals(kept.resourceId())).isEmpty())
        .toList();
  }
}

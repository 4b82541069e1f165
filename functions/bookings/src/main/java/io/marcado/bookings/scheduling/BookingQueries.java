package io.marcado.bookings.scheduling;

import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.store.Booking;
import io.marcado.bookings.store.BookingIndex;
import io.marcado.bookings.store.BookingStore;
import io.marcado.domain.Permission;
import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.identity.published.Contact;
import io.marcado.identity.published.PeopleReader;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.Page;
import io.marcado.platform.table.PageRequest;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
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

  /** Which bookings are asked for; all conditions hold together. */
  public record Filter(
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
      Map<PersonId, Contact> clients) {}

  /**
   * A booking that the caller may see.
   *
   * @throws Problem 404
   */
  public Booked get(Call call, String bookingId) {
    Booking booking =
        store
            .find(call.tenant(), bookingId)
            .filter(found -> isVisible(call, found))
            .orElseThrow(BookingQueries::missing);
    return new Booked(booking, settings.get(call.tenant()), false);
  }

  /** A page of bookings; of a client's own, when a client asks. */
  public Bookings page(Call call, Filter filter, PageRequest page) {
    OrganizationSettings present = settings.get(call.tenant());
    LocalTimeline timeline = present.timeline();
    Optional<String> whose =
        call.may(Permission.BOOKINGS_READ)
            ? filter.clientId()
            : Optional.of(call.person().id().value());
    if (filter.clientId().isPresent() && !filter.clientId().equals(whose)) {
      return new Bookings(List.of(), present, Optional.empty(), Map.of());
    }
    Page<Booking> part =
        index.page(
            call.tenant(),
            new BookingIndex.Filter(
                whose,
                filter.dates().from().map(timeline::startOf),
                filter.dates().to().map(date -> timeline.startOf(date.plusDays(1))),
                filter.status(),
                filter.resourceId(),
                filter.serviceId()),
            page.limit(),
            page.position());
    return new Bookings(part.items(), present, part.next(), Map.of());
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

  private Map<PersonId, Contact> clients(TenantId tenant, List<Booking> bookings) {
    return people.find(
        tenant,
        bookings.stream().map(Booking::clientId).map(PersonId::new).collect(Collectors.toSet()));
  }

  /**
   * True when the booking exists for the caller. An API key that may change bookings reaches them
   * by their id, even where it may not look around.
   */
  static boolean isVisible(Call call, Booking booking) {
    return call.may(Permission.BOOKINGS_READ)
        || call.may(Permission.BOOKINGS_WRITE)
        || booking.clientId().equals(call.callerId());
  }

  /** 404 for what does not exist for the caller. */
  static Problem missing() {
    return Problem.notFound("booking");
  }
}

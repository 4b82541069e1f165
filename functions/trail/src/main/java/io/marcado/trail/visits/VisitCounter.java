package io.marcado.trail.visits;

import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.ClientBooking;
import io.marcado.bookings.published.ClientBookings;
import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.identity.published.visits.ClientVisits;
import io.marcado.identity.published.visits.ClientVisits.Counts;
import io.marcado.identity.published.visits.ClientVisits.State;
import io.marcado.identity.published.visits.ClientVisits.Visit;
import io.marcado.platform.paging.Page;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts the visits of clients as events of bookings tell of them, or all of a client anew. */
@Singleton
public final class VisitCounter {
  private static final int PAGE = 100;

  private final ClientVisits visits;
  private final ClientBookings bookings;

  VisitCounter(ClientVisits visits, ClientBookings bookings) {
    this.visits = visits;
    this.bookings = bookings;
  }

  /**
   * Counts a version of a booking. It may come again, and after a later one. Of a client who was
   * never counted, all bookings are.
   */
  public void count(BookingEvent event) {
    TenantId tenant = new TenantId(event.tenantId());
    BookingImage booking = event.booking();
    Optional<PersonId> client = Optional.ofNullable(booking.clientId());
    client.ifPresent(id -> count(tenant, id, visit(booking)));
    // A booking that is somebody else's by now counts for that one.
    Optional.ofNullable(event.previous())
        .flatMap(before -> Optional.ofNullable(before.clientId()))
        .filter(before -> !client.equals(Optional.of(before)))
        .ifPresent(before -> count(tenant, before, noneOf(booking)));
  }

  private void count(TenantId tenant, PersonId client, Visit visit) {
    List<Visit> told = new ArrayList<>();
    if (!visits.isCounted(tenant, client)) {
      told.addAll(all(tenant, client));
    }
    told.add(visit);
    visits.note(tenant, client, told);
  }

  /**
   * Counts all bookings of a client anew, as they are now; one just made may take a moment.
   *
   * @return empty for somebody whom the business has no record of
   */
  Optional<Counts> recount(TenantId tenant, PersonId client, Instant now) {
    return visits.note(tenant, client, all(tenant, client))
        ? Optional.of(visits.counts(tenant, client, now))
        : Optional.empty();
  }

  private List<Visit> all(TenantId tenant, PersonId client) {
    List<Visit> all = new ArrayList<>();
    Optional<String> position = Optional.empty();
    do {
      Page<ClientBooking> page = bookings.page(tenant, client, PAGE, position);
      page.items().forEach(found -> all.add(visit(found.booking())));
      position = page.next();
    } while (position.isPresent());
    return all;
  }

  private static Visit visit(BookingImage booking) {
    State state =
        switch (booking.status()) {
          case PENDING, CONFIRMED -> State.OPEN;
          case COMPLETED -> State.COMPLETED;
          case CANCELLED -> State.CANCELLED;
          case NO_SHOW -> State.NO_SHOW;
          case HELD, REJECTED, EXPIRED -> State.NONE;
        };
    return new Visit(booking.bookingId().value(), booking.version(), state, booking.start());
  }

  private static Visit noneOf(BookingImage booking) {
    return new Visit(booking.bookingId().value(), booking.version(), State.NONE, booking.start());
  }
}

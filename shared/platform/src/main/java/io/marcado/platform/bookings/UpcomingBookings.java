package io.marcado.platform.bookings;

import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.ManageToken;
import io.marcado.domain.PersonId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.TenantId;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Index;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.tenant.SettingsReader;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the bookings that are still to come, through the table's indexes. They are eventually
 * consistent: a booking of this moment may be missed, as if it had been made a moment later.
 */
@Singleton
public final class UpcomingBookings {
  /** The statuses of a booking that still takes place, or may. */
  public static final Set<String> OPEN = Set.of("HELD", "PENDING", "CONFIRMED");

  /** The sort key of a booking's item. */
  public static final String SORT = "BOOKING";

  /**
   * There is no booking at its key: nothing, or the tombstone that attempts leave there which were
   * given up. A tombstone is in no index.
   */
  public static final Condition IS_NONE = Condition.absent("id");

  /** The attribute with the parts of a visit. */
  public static final String VISIT = "visit";

  /** The attribute with the services of a visit. */
  public static final String SERVICES = "serviceIds";

  private final Table table;
  private final SettingsReader settings;
  private final SeenClients clients;

  public UpcomingBookings(Table table, SettingsReader settings, SeenClients clients) {
    this.table = table;
    this.settings = settings;
    this.clients = clients;
  }

  /** One booking. */
  public static ItemKey key(TenantId tenant, BookingId bookingId) {
    return ItemKey.of(tenant, "BOOKING#" + bookingId, SORT);
  }

  /** True unless the item at a booking's key is a tombstone. */
  public static boolean isBooking(Item item) {
    return item.has("id");
  }

  /** Bookings of a service, and visits in which it is a part. */
  public static Condition ofService(ServiceId serviceId) {
    return Condition.equal("serviceId", serviceId.value())
        .or(Condition.contains(SERVICES, serviceId.value()));
  }

  /** All bookings of a tenant, in the first index, by start. */
  public static PartitionKey all(TenantId tenant) {
    return PartitionKey.of(tenant, "BOOKINGS");
  }

  /** All sessions of classes of a tenant, in the first index, by start. */
  public static PartitionKey sessions(TenantId tenant) {
    return PartitionKey.of(tenant, "CLASSES");
  }

  /** All bookings of a client, in the second index, by start. */
  public static PartitionKey ofClient(TenantId tenant, PersonId clientId) {
    return PartitionKey.of(tenant, "CLIENT#" + clientId);
  }

  /** The times of the bookings that start from now on. */
  public List<UpcomingBooking> from(TenantId tenant, Instant now) {
    Selection upcoming =
        Selection.of(Index.GSI1, all(tenant))
            .between(now.toString(), "9")
            .where(Condition.oneOf("status", OPEN));
    return table.of(tenant).queryAll(upcoming).stream().flatMap(UpcomingBooking::of).toList();
  }

  /**
   * The upcoming bookings that a change would leave outside with one of their times.
   *
   * @param actor gets to see them only if it may read bookings
   * @return empty when there are none
   */
  public Optional<BookingsOutside> outside(
      Actor actor, Instant now, Predicate<UpcomingBooking> isOutside) {
    return outside(actor, from(actor.tenant(), now).stream().filter(isOutside).toList());
  }

  /**
   * The same together with the sessions of classes that would stand outside, booked or not.
   *
   * @param actor gets to see the bookings only if it may read them; sessions are seen by everybody
   */
  public Optional<BookingsOutside> outside(
      Actor actor,
      Instant now,
      Predicate<UpcomingBooking> isOutside,
      Predicate<UpcomingSession> isSessionOutside) {
    TenantId tenant = actor.tenant();
    Selection upcoming =
        Selection.of(Index.GSI1, sessions(tenant))
            .between(now.toString(), "9")
            .where(Condition.equal("status", "SCHEDULED"));
    List<UpcomingSession> sessions =
        table.of(tenant).queryAll(upcoming).stream()
            .map(UpcomingSession::of)
            .filter(isSessionOutside)
            .toList();
    Optional<BookingsOutside> bookings = outside(actor, now, isOutside);
    return sessions.isEmpty()
        ? bookings
        : Optional.of(
            bookings
                .orElseGet(() -> BookingsOutside.none(settings.get(tenant).timeline()))
                .with(sessions));
  }

  /**
   * The bookings of these times, which a change would leave outside.
   *
   * @param actor gets to see them only if it may read bookings
   * @return empty when there are none
   */
  public Optional<BookingsOutside> outside(Actor actor, List<UpcomingBooking> outside) {
    return outside.isEmpty()
        ? Optional.empty()
        : Optional.of(
            BookingsOutside.of(actor, outside, clients, settings.get(actor.tenant()).timeline()));
  }

  /** True when a client has, or had, a booking of a service, or a guest's token opens one. */
  public boolean hasBooked(Actor actor, ServiceId serviceId, Instant now) {
    return switch (actor) {
      case Actor.Person person -> hasBooked(person.tenant(), person.id(), serviceId);
      case Actor.Guest guest ->
          table
              .of(guest.tenant())
              .get(key(guest.tenant(), guest.token().bookingId()))
              .filter(UpcomingBookings::isBooking)
              .filter(
                  booking ->
                      booking.text("serviceId").equals(serviceId.value())
                          || booking.texts(SERVICES).contains(serviceId.value()))
              .filter(booking -> isOpenedBy(guest.token(), booking, now))
              .isPresent();
      case Actor.Visitor _, Actor.LinkHolder _, Actor.ApiKey _, Actor.Automation _ -> false;
    };
  }

  /** As {@code Booking.admits} of the capability bookings says. */
  private static boolean isOpenedBy(ManageToken token, Item booking, Instant now) {
    return now.isBefore(booking.instant("end"))
        && booking.optionalText("manageHash").filter(token::hasHash).isPresent();
  }

  private boolean hasBooked(TenantId tenant, PersonId clientId, ServiceId serviceId) {
    Selection ofService =
        Selection.of(Index.GSI2, ofClient(tenant, clientId)).where(ofService(serviceId));
    return !table.of(tenant).queryAll(ofService).isEmpty();
  }
}

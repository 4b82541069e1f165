package io.marcado.bookings.lifecycle;

import io.marcado.bookings.ledger.TakenTime;
import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.published.NamedPeople;
import io.marcado.domain.BookingId;
import io.marcado.domain.Money;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bookings of the service {@code cut}, as tests of several packages need them. */
public final class SampleBooking {
  public static final PersonId ANA = new PersonId("ana");

  private SampleBooking() {}

  /** A confirmed one for Ana, without buffers and without any text. */
  public static Booking of(
      BookingId id, List<ResourceId> resources, Interval time, Instant createdAt) {
    return of(id, resources, time, Booking.oneSeatOf(resources, time), createdAt);
  }

  /** The same with what it takes. */
  public static Booking of(
      BookingId id,
      List<ResourceId> resources,
      Interval time,
      List<TakenTime> taken,
      Instant createdAt) {
    return new Booking(
        id,
        BookingStatus.CONFIRMED,
        new ServiceId("cut"),
        resources,
        Optional.of(ANA),
        time,
        Optional.empty(),
        Optional.empty(),
        taken,
        Optional.empty(),
        BookingSource.CLIENT,
        Optional.empty(),
        Map.of(),
        NamedPeople.NOBODY,
        Optional.empty(),
        "hash",
        Optional.empty(),
        "",
        1,
        createdAt,
        createdAt,
        createdAt,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** What tests want to have otherwise. */
  public static final class Variant {
    private final Booking booking;
    private BookingStatus status;
    private Optional<PersonId> clientId;
    private Optional<Money> price;
    private Map<String, Object> customFields;
    private String requestHash;
    private Optional<ManageAccess> manageAccess;
    private Optional<BookedNames> names;

    public Variant(Booking booking) {
      this.booking = booking;
      status = booking.status();
      clientId = booking.clientId();
      price = booking.price();
      customFields = booking.customFields();
      requestHash = booking.requestHash();
      manageAccess = booking.manageAccess();
      names = booking.names();
    }

    public Variant status(BookingStatus other) {
      status = other;
      return this;
    }

    public Variant client(Optional<PersonId> other) {
      clientId = other;
      return this;
    }

    public Variant price(String amount) {
      price = Optional.of(Money.of(amount, "BRL"));
      return this;
    }

    public Variant customFields(Map<String, Object> other) {
      customFields = other;
      return this;
    }

    public Variant requestHash(String other) {
      requestHash = other;
      return this;
    }

    public Variant manageAccess(ManageAccess other) {
      manageAccess = Optional.of(other);
      return this;
    }

    public Variant names(String service, String... resources) {
      names = Optional.of(new BookedNames(service, List.of(resources)));
      return this;
    }

    public Booking made() {
      return new Booking(
          booking.id(),
          status,
          booking.serviceId(),
          booking.resourceIds(),
          clientId,
          booking.time(),
          booking.localStart(),
          names,
          status.keepsTime() ? booking.taken() : List.of(),
          price,
          booking.source(),
          booking.notes(),
          customFields,
          booking.named(),
          booking.reason(),
          requestHash,
          manageAccess,
          booking.writer(),
          booking.version(),
          booking.createdAt(),
          booking.updatedAt(),
          booking.statusSince(),
          booking.request(),
          booking.changedBy(),
          booking.hold());
    }
  }
}

package io.marcado.local.app.soak;

import io.marcado.bookings.ledger.TakenTime;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.StaffNotes;
import io.marcado.bookings.lifecycle.VisitPart;
import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.published.NamedPeople;
import io.marcado.domain.BookingId;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.Interval;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** New bookings without any text, for runs at the store. */
public final class PlainBooking {
  /** The client of whom the table has no more than its bookings. */
  public static final Optional<PersonId> CLIENT = Optional.of(new PersonId("client"));

  private PlainBooking() {}

  /** A confirmed one of one resource, without buffers. */
  public static Booking of(String id, ResourceId resource, Interval time, Instant now) {
    return of(id, List.of(resource), CLIENT, time, time, BookingStatus.CONFIRMED, now);
  }

  /** The booking of a hold, with a note by which to know it. */
  static Booking ofHeld(Booking held, String note) {
    return new Booking(
        held.id(),
        BookingStatus.CONFIRMED,
        held.serviceId(),
        held.resourceIds(),
        held.clientId(),
        held.time(),
        held.localStart(),
        held.names(),
        held.taken(),
        held.price(),
        held.source(),
        Optional.of(note),
        held.customFields(),
        held.named(),
        Optional.empty(),
        note,
        Optional.empty(),
        "",
        1,
        held.createdAt(),
        held.createdAt(),
        held.createdAt(),
        Optional.empty(),
        Optional.empty(),
        held.hold(),
        StaffNotes.NONE,
        Optional.empty(),
        held.visit(),
        Optional.empty());
  }

  /**
   * A visit of some parts.
   *
   * @param taken what they take together
   */
  static Booking visit(
      String id,
      List<VisitPart> parts,
      List<TakenTime> taken,
      Optional<PersonId> client,
      Instant start,
      BookingStatus status,
      Instant now) {
    List<ResourceId> resources =
        parts.stream().flatMap(part -> part.resourceIds().stream()).distinct().toList();
    Instant end =
        parts.stream()
            .map(part -> part.time(start).end())
            .max(Comparator.naturalOrder())
            .orElseThrow();
    return of(id, resources, client, new Interval(start, end), taken, status, now).visiting(parts);
  }

  /** A new booking for the same time. */
  static Booking again(String id, Booking booking, Instant now) {
    return of(
            id,
            booking.resourceIds(),
            booking.clientId(),
            booking.time(),
            booking.taken(),
            BookingStatus.CONFIRMED,
            now)
        .visiting(booking.visit());
  }

  /** The same of a client. */
  static Booking of(String id, ResourceId resource, PersonId client, Interval time, Instant now) {
    return of(id, List.of(resource), Optional.of(client), time, time, BookingStatus.CONFIRMED, now);
  }

  /**
   * A new booking.
   *
   * @param withBuffers what it takes of each resource
   */
  static Booking of(
      String id,
      List<ResourceId> resources,
      Optional<PersonId> client,
      Interval time,
      Interval withBuffers,
      BookingStatus status,
      Instant now) {
    return of(id, resources, client, time, Booking.oneSeatOf(resources, withBuffers), status, now);
  }

  /** The same, which takes something else. */
  static Booking of(
      String id,
      List<ResourceId> resources,
      Optional<PersonId> client,
      Interval time,
      List<TakenTime> taken,
      BookingStatus status,
      Instant now) {
    return new Booking(
        new BookingId(id),
        status,
        new ServiceId("service"),
        resources,
        client,
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
        now,
        now,
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}

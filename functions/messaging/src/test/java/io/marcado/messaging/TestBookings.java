package io.marcado.messaging;

import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.BookingId;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.SeriesId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.LocalStart;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Bookings and what happens to them. */
public final class TestBookings {
  /** Monday, 9 o'clock in São Paulo. */
  public static final Instant MONDAY = Instant.parse("2026-11-23T12:00:00Z");

  public static final Instant TUESDAY = MONDAY.plus(Duration.ofDays(1));

  private static final LocalTimeline SAO_PAULO = new LocalTimeline(Zone.of("America/Sao_Paulo"));

  private static final BookingId ID = new BookingId("b7qk2m4x6z3c5v7n2l4j6h3g5f");

  private TestBookings() {}

  /** The first version of a booking of Ana's time on Monday. */
  public static BookingImage booking(BookingStatus status) {
    return image(ID, status, MONDAY, at(MONDAY), List.of(new ResourceId("ana")), 1);
  }

  public static BookingImage in(BookingImage booking, BookingStatus status) {
    return image(
        booking.bookingId(),
        status,
        booking.start(),
        booking.localStart(),
        booking.resourceIds(),
        booking.version() + 1);
  }

  public static BookingImage movedTo(BookingImage booking, Instant start) {
    return next(booking, start, at(start));
  }

  public static BookingImage doneBy(BookingImage booking, String... resourceIds) {
    return image(
        booking.bookingId(),
        booking.status(),
        booking.start(),
        booking.localStart(),
        Stream.of(resourceIds).map(ResourceId::new).toList(),
        booking.version() + 1);
  }

  /** The same, changed at another time. */
  public static BookingImage at(BookingImage booking, Instant updatedAt) {
    return with(
        booking,
        booking.bookingId(),
        booking.clientId(),
        updatedAt,
        booking.expiresAt(),
        by(booking));
  }

  /** The same for somebody who walked in, of whom there is no client record. */
  public static BookingImage walkIn(BookingImage booking) {
    return with(
        booking, booking.bookingId(), null, booking.updatedAt(), booking.expiresAt(), by(booking));
  }

  /** The same booking under another id. */
  public static BookingImage named(BookingImage booking, String bookingId) {
    By by = new By(booking.source(), booking.changedBy(), null);
    return with(
        booking,
        new BookingId(bookingId),
        booking.clientId(),
        booking.updatedAt(),
        booking.expiresAt(),
        by);
  }

  /** The same, changed by a member of the team. */
  public static BookingImage by(BookingImage booking, String memberId) {
    return by(booking, new By(booking.source(), new PersonId(memberId), BookingSource.STAFF));
  }

  /** The same, made by one and last changed by another. */
  public static BookingImage by(
      BookingImage booking, BookingSource maker, @Nullable BookingSource changer) {
    return by(booking, new By(maker, booking.changedBy(), changer));
  }

  /** The same, lapsing at this time unless somebody decides. */
  public static BookingImage lapsing(BookingImage booking, String expiresAt) {
    return with(
        booking,
        booking.bookingId(),
        booking.clientId(),
        booking.updatedAt(),
        Instant.parse(expiresAt),
        by(booking));
  }

  /** Who made a booking, and who changed it last. */
  private record By(
      BookingSource maker, @Nullable PersonId changedBy, @Nullable BookingSource changer) {}

  private static By by(BookingImage booking) {
    return new By(booking.source(), booking.changedBy(), booking.changeSource());
  }

  private static BookingImage by(BookingImage booking, By by) {
    return with(
        booking,
        booking.bookingId(),
        booking.clientId(),
        booking.updatedAt(),
        booking.expiresAt(),
        by);
  }

  private static BookingImage with(
      BookingImage booking,
      BookingId bookingId,
      @Nullable PersonId clientId,
      Instant updatedAt,
      @Nullable Instant expiresAt,
      By by) {
    return new BookingImage(
        bookingId,
        booking.status(),
        booking.serviceId(),
        booking.resourceIds(),
        clientId,
        booking.start(),
        booking.end(),
        booking.localStart(),
        booking.price(),
        by.maker(),
        booking.version(),
        booking.createdAt(),
        updatedAt,
        booking.approved(),
        expiresAt,
        by.changedBy(),
        by.changer(),
        booking.visit(),
        booking.series(),
        null);
  }

  /** The next version: the client asks to move it and keeps the approved time meanwhile. */
  public static BookingImage askedToMoveTo(BookingImage booking, Instant start) {
    return new BookingImage(
        booking.bookingId(),
        BookingStatus.PENDING,
        booking.serviceId(),
        booking.resourceIds(),
        booking.clientId(),
        start,
        start.plus(Duration.ofHours(1)),
        at(start),
        booking.price(),
        booking.source(),
        booking.version() + 1,
        booking.createdAt(),
        booking.updatedAt(),
        new BookingImage.ApprovedTime(
            booking.serviceId(),
            booking.resourceIds(),
            booking.start(),
            booking.end(),
            booking.localStart(),
            booking.price(),
            booking.visit()),
        booking.start(),
        null,
        null,
        booking.visit(),
        booking.series(),
        null);
  }

  /** The next version, of another service. */
  public static BookingImage ofService(BookingImage booking, String serviceId) {
    return new BookingImage(
        booking.bookingId(),
        booking.status(),
        new ServiceId(serviceId),
        booking.resourceIds(),
        booking.clientId(),
        booking.start(),
        booking.end(),
        booking.localStart(),
        booking.price(),
        booking.source(),
        booking.version() + 1,
        booking.createdAt(),
        booking.updatedAt(),
        booking.approved(),
        booking.expiresAt(),
        booking.changedBy(),
        booking.changeSource(),
        booking.visit(),
        booking.series(),
        null);
  }

  /** The next version, as a visit of these services. */
  public static BookingImage visiting(BookingImage booking, String... serviceIds) {
    return new BookingImage(
        booking.bookingId(),
        booking.status(),
        booking.serviceId(),
        booking.resourceIds(),
        booking.clientId(),
        booking.start(),
        booking.end(),
        booking.localStart(),
        booking.price(),
        booking.source(),
        booking.version() + 1,
        booking.createdAt(),
        booking.updatedAt(),
        booking.approved(),
        booking.expiresAt(),
        booking.changedBy(),
        booking.changeSource(),
        Stream.of(serviceIds)
            .map(
                id ->
                    new BookingImage.Part(
                        new ServiceId(id),
                        id,
                        booking.resourceIds(),
                        booking.start(),
                        booking.end()))
            .toList(),
        booking.series(),
        null);
  }

  /** The next version, with another end. */
  public static BookingImage endingAt(BookingImage booking, Instant end) {
    return new BookingImage(
        booking.bookingId(),
        booking.status(),
        booking.serviceId(),
        booking.resourceIds(),
        booking.clientId(),
        booking.start(),
        end,
        booking.localStart(),
        booking.price(),
        booking.source(),
        booking.version() + 1,
        booking.createdAt(),
        booking.updatedAt(),
        booking.approved(),
        booking.expiresAt(),
        booking.changedBy(),
        booking.changeSource(),
        booking.visit(),
        booking.series(),
        null);
  }

  /** The same booking, as one of a series. */
  public static BookingImage ofSeries(BookingImage booking, int tells) {
    return ofSeries(booking, tells, null);
  }

  /** The same after a change of several bookings of its series. */
  public static BookingImage ofSeries(BookingImage booking, int tells, @Nullable Integer together) {
    return new BookingImage(
        booking.bookingId(),
        booking.status(),
        booking.serviceId(),
        booking.resourceIds(),
        booking.clientId(),
        booking.start(),
        booking.end(),
        booking.localStart(),
        booking.price(),
        booking.source(),
        booking.version(),
        booking.createdAt(),
        booking.updatedAt(),
        booking.approved(),
        booking.expiresAt(),
        booking.changedBy(),
        booking.changeSource(),
        booking.visit(),
        new BookingImage.OfSeries(new SeriesId("q7qk2m4x6z3c5v7n2l4j6h3g5f"), tells, together),
        null);
  }

  /** The next version, with another note, which no image shows. */
  public static BookingImage noted(BookingImage booking) {
    return movedTo(booking, booking.start());
  }

  public static BookingEvent event(
      TenantId tenant, BookingImage booking, @Nullable BookingImage previous) {
    return BookingEvent.of(tenant, booking, previous);
  }

  /** The next version: new rules of the zone have the same local time at another instant. */
  public static BookingImage realignedTo(BookingImage booking, Instant start) {
    return next(booking, start, booking.localStart());
  }

  /** The next version: the business now counts in another zone, and kept the instant. */
  public static BookingImage inZone(BookingImage booking, String zone) {
    return next(
        booking, booking.start(), LocalStart.of(booking.start(), new LocalTimeline(Zone.of(zone))));
  }

  private static LocalStart at(Instant start) {
    return LocalStart.of(start, SAO_PAULO);
  }

  private static BookingImage next(
      BookingImage booking, Instant start, @Nullable LocalStart localStart) {
    return image(
        booking.bookingId(),
        booking.status(),
        start,
        localStart,
        booking.resourceIds(),
        booking.version() + 1);
  }

  private static BookingImage image(
      BookingId id,
      BookingStatus status,
      Instant start,
      @Nullable LocalStart localStart,
      List<ResourceId> resourceIds,
      long version) {
    Instant created = Instant.parse("2026-11-20T12:00:00Z");
    return new BookingImage(
        id,
        status,
        new ServiceId("haircut"),
        resourceIds,
        new PersonId("client"),
        start,
        start.plus(Duration.ofHours(1)),
        localStart,
        null,
        BookingSource.CLIENT,
        version,
        created,
        created,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}

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
import java.util.Objects;
import java.util.function.Consumer;
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
    return changed(booking, copy -> copy.updatedAt = updatedAt);
  }

  /** The same for somebody who walked in, of whom there is no client record. */
  public static BookingImage walkIn(BookingImage booking) {
    return changed(booking, copy -> copy.clientId = null);
  }

  /** The same booking under another id. */
  public static BookingImage named(BookingImage booking, String bookingId) {
    return changed(
        booking,
        copy -> {
          copy.bookingId = new BookingId(bookingId);
          copy.changeSource = null;
        });
  }

  /** The same, changed by a member of the team. */
  public static BookingImage by(BookingImage booking, String memberId) {
    return changed(
        booking,
        copy -> {
          copy.changedBy = new PersonId(memberId);
          copy.changeSource = BookingSource.STAFF;
        });
  }

  /** The same, made by one and last changed by another. */
  public static BookingImage by(
      BookingImage booking, BookingSource maker, @Nullable BookingSource changer) {
    return changed(
        booking,
        copy -> {
          copy.source = maker;
          copy.changeSource = changer;
        });
  }

  /** The same, lapsing at this time unless somebody decides. */
  public static BookingImage lapsing(BookingImage booking, String expiresAt) {
    return changed(booking, copy -> copy.expiresAt = Instant.parse(expiresAt));
  }

  /** The next version: the client asks to move it and keeps the approved time meanwhile. */
  public static BookingImage askedToMoveTo(BookingImage booking, Instant start) {
    return changed(
        booking,
        copy -> {
          copy.status = BookingStatus.PENDING;
          copy.start = start;
          copy.end = start.plus(Duration.ofHours(1));
          copy.localStart = at(start);
          copy.version++;
          copy.approved =
              new BookingImage.ApprovedTime(
                  booking.serviceId(),
                  booking.resourceIds(),
                  booking.start(),
                  booking.end(),
                  booking.localStart(),
                  booking.price(),
                  booking.visit(),
                  booking.seats());
          copy.expiresAt = booking.start();
          copy.changedBy = null;
          copy.changeSource = null;
        });
  }

  /** The next version, of another service. */
  public static BookingImage ofService(BookingImage booking, String serviceId) {
    return changed(
        booking,
        copy -> {
          copy.serviceId = new ServiceId(serviceId);
          copy.version++;
        });
  }

  /** The next version, as a visit of these services. */
  public static BookingImage visiting(BookingImage booking, String... serviceIds) {
    return changed(
        booking,
        copy -> {
          copy.version++;
          copy.visit =
              Stream.of(serviceIds)
                  .map(
                      id ->
                          new BookingImage.Part(
                              new ServiceId(id),
                              id,
                              booking.resourceIds(),
                              booking.start(),
                              booking.end()))
                  .toList();
        });
  }

  /** The next version of a visit of two parts of an hour, with so many minutes between these. */
  public static BookingImage pausing(BookingImage visit, int minutes) {
    List<BookingImage.Part> parts = Objects.requireNonNull(visit.visit());
    Instant end = visit.start().plus(Duration.ofHours(1));
    Instant second = end.plus(Duration.ofMinutes(minutes));
    return changed(
        visit,
        copy -> {
          copy.version++;
          copy.end = second.plus(Duration.ofHours(1));
          copy.visit =
              List.of(
                  at(parts.getFirst(), visit.start(), end), at(parts.getLast(), second, copy.end));
        });
  }

  private static BookingImage.Part at(BookingImage.Part part, Instant start, Instant end) {
    return new BookingImage.Part(
        part.serviceId(), part.serviceName(), part.resourceIds(), start, end);
  }

  /** The next version, with another end. */
  public static BookingImage endingAt(BookingImage booking, Instant end) {
    return changed(
        booking,
        copy -> {
          copy.end = end;
          copy.version++;
        });
  }

  /** The same booking, as one of a series. */
  public static BookingImage ofSeries(BookingImage booking, int tells) {
    return ofSeries(booking, tells, null);
  }

  /** The same after a change of several bookings of its series. */
  public static BookingImage ofSeries(BookingImage booking, int tells, @Nullable Integer together) {
    return changed(
        booking,
        copy ->
            copy.series =
                new BookingImage.OfSeries(
                    new SeriesId("q7qk2m4x6z3c5v7n2l4j6h3g5f"), tells, together));
  }

  private static BookingImage changed(BookingImage booking, Consumer<Copy> change) {
    Copy copy = new Copy(booking);
    change.accept(copy);
    return copy.made();
  }

  /** A booking in the making. */
  private static final class Copy {
    private final BookingImage original;
    private BookingId bookingId;
    private BookingStatus status;
    private ServiceId serviceId;
    private @Nullable PersonId clientId;
    private Instant start;
    private Instant end;
    private @Nullable LocalStart localStart;
    private BookingSource source;
    private long version;
    private Instant updatedAt;
    private BookingImage.@Nullable ApprovedTime approved;
    private @Nullable Instant expiresAt;
    private @Nullable PersonId changedBy;
    private @Nullable BookingSource changeSource;
    private @Nullable List<BookingImage.Part> visit;
    private BookingImage.@Nullable OfSeries series;

    Copy(BookingImage original) {
      this.original = original;
      bookingId = original.bookingId();
      status = original.status();
      serviceId = original.serviceId();
      clientId = original.clientId();
      start = original.start();
      end = original.end();
      localStart = original.localStart();
      source = original.source();
      version = original.version();
      updatedAt = original.updatedAt();
      approved = original.approved();
      expiresAt = original.expiresAt();
      changedBy = original.changedBy();
      changeSource = original.changeSource();
      visit = original.visit();
      series = original.series();
    }

    BookingImage made() {
      return new BookingImage(
          bookingId,
          status,
          serviceId,
          original.resourceIds(),
          clientId,
          start,
          end,
          localStart,
          original.price(),
          source,
          version,
          original.createdAt(),
          updatedAt,
          approved,
          expiresAt,
          changedBy,
          changeSource,
          null,
          visit,
          series,
          original.seats(),
          original.confirmedAt());
    }
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

  /** A haircut of an hour. */
  public static BookingImage image(
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
        null,
        null,
        null);
  }
}

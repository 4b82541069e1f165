package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.ApprovalRequest.ApprovedTime;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingFault;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.published.Attendee;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Money;
import io.marcado.domain.Patch;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.ServiceId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The requested change of a booking's service, time, duration, resources, seats, attendees and
 * note.
 *
 * @param start empty to keep it; alternatives are told in its offset
 * @param serviceId another service; empty to keep it
 * @param resourceId the main resource; empty to keep it
 * @param resourceIds all resources, the main one first; empty to keep those that can have their
 *     part
 * @param durationMinutes how long it shall last; empty to keep it
 * @param sessionId the session to which seats move; empty to keep it
 * @param seats how many seats of it; empty to keep them
 * @param attendees who sits on the first seats; empty to keep them
 * @param attendee who comes; see {@link Booking#attendedBy}
 * @param ignored rules that staff set aside
 * @param visit the parts that a visit shall have; empty to keep them
 * @param byStaff what only staff may change
 * @param confirmed true when the client comes; false to keep what is known of that
 */
public record BookingEdit(
    Optional<OffsetDateTime> start,
    Optional<ServiceId> serviceId,
    Optional<ResourceId> resourceId,
    Optional<List<ResourceId>> resourceIds,
    Optional<Integer> durationMinutes,
    Optional<ClassSessionId> sessionId,
    Optional<Integer> seats,
    Optional<List<Attendee>> attendees,
    Patch<Attendee> attendee,
    Patch<String> notes,
    Set<SchedulingRule> ignored,
    List<AskedPart> visit,
    ByStaff byStaff,
    boolean confirmed) {
  public BookingEdit {
    ignored = Set.copyOf(ignored);
    visit = List.copyOf(visit);
  }

  /**
   * What only staff may change.
   *
   * @param price a price that staff decide, in place of what the terms of the service make it
   * @param priceReason why, if the price changes
   */
  public record ByStaff(Patch<String> notes, Patch<Money> price, Optional<String> priceReason) {
    /** Nothing. */
    public static final ByStaff NOTHING =
        new ByStaff(new Patch.Keep<>(), new Patch.Keep<>(), Optional.empty());

    /** The faults that it has for somebody who is not of the business. */
    List<BookingFault> faults() {
      List<BookingFault> faults = new ArrayList<>();
      if (!(notes instanceof Patch.Keep<String>)) {
        faults.add(new BookingFault.ForStaff("/internalNotes"));
      }
      if (!(price instanceof Patch.Keep<Money>)) {
        faults.add(new BookingFault.ForStaff("/price"));
      }
      return faults;
    }

    /** The faults that it has for the business. */
    List<BookingFault> faults(Supplier<Currency> currency) {
      return price instanceof Patch.Set<Money>(Money asked)
              && !asked.currency().equals(currency.get())
          ? List.of(new BookingFault.OtherCurrency(currency.get().getCurrencyCode()))
          : List.of();
    }

    Booking applied(Booking booking) {
      Booking noted =
          notes instanceof Patch.Keep<String>
              ? booking
              : booking.notedForStaff(changed(notes, booking.staffNotes().notes()));
      return price instanceof Patch.Keep<Money>
          ? noted
          : noted.priced(changed(price, booking.price()), priceReason.orElseThrow());
    }
  }

  /** The faults that it has for somebody who is not of the business. */
  List<BookingFault> faultsOfClient() {
    List<BookingFault> faults = new ArrayList<>();
    resourceIds.ifPresent(_ -> faults.add(new BookingFault.ForStaff("/resourceIds")));
    faults.addAll(byStaff.faults());
    return faults;
  }

  /** The booking with the new note and attendee. */
  Booking noted(Booking booking) {
    Booking noted = booking.noted(changed(notes, booking.notes()));
    return attendee instanceof Patch.Keep<Attendee>
        ? noted
        : noted.attendedBy(changed(attendee, booking.named().attendee()));
  }

  /**
   * The changed booking, confirmed if it shall be; refused as {@link Booking#confirmedByClient}.
   */
  Result<Booking, BookingRefusal> confirmed(Booking booking, Instant now) {
    return confirmed ? booking.confirmedByClient(now) : Result.done(booking);
  }

  private static <T> Optional<T> changed(Patch<T> patch, Optional<T> present) {
    return switch (patch) {
      case Patch.Keep<T> _ -> present;
      case Patch.Clear<T> _ -> Optional.empty();
      case Patch.Set<T>(T value) -> Optional.of(value);
    };
  }

  /** The new start of the booking. */
  Instant startOf(Booking booking) {
    return start.map(OffsetDateTime::toInstant).orElse(booking.time().start());
  }

  /** The main resource that the request names. */
  Optional<ResourceId> namedMain() {
    return resourceId.or(() -> resourceIds.map(List::getFirst));
  }

  /** The new main resource of the booking, as far as it can have it. */
  ResourceId mainOf(Booking booking) {
    return namedMain().orElse(booking.mainResourceId());
  }

  /** The new service of the booking. */
  ServiceId serviceOf(Booking booking) {
    return serviceId.orElse(booking.serviceId());
  }

  /** True when it shall be a booking of another service. */
  boolean changesService(Booking booking) {
    return !serviceOf(booking).equals(booking.serviceId());
  }

  /** How long it shall last; empty for the usual duration of another service. */
  Optional<Integer> askedMinutes(Booking booking) {
    return changesService(booking) ? durationMinutes : Optional.of(minutesOf(booking));
  }

  /**
   * True when this asks for what was approved, while a move waits: the same service, start,
   * duration and resources. What it does not name is as it is now; beside another service, as it
   * was approved.
   */
  boolean asksFor(ApprovedTime kept, Booking booking) {
    boolean back = changesService(booking);
    return visit.isEmpty()
        && serviceOf(booking).equals(kept.serviceId())
        && startOf(booking).equals(kept.time().start())
        && (back && durationMinutes.isEmpty() || minutesOf(booking) == kept.minutes())
        && (back && namedMain().isEmpty() || mainOf(booking).equals(kept.resourceIds().getFirst()))
        && resourceIds.filter(asked -> !asked.equals(kept.resourceIds())).isEmpty();
  }

  /** The new duration of the booking. */
  int minutesOf(Booking booking) {
    return durationMinutes.orElse(booking.minutes());
  }

  /** True when the booking would last as long as it does. */
  boolean keepsDuration(Booking booking) {
    return minutesOf(booking) == booking.minutes();
  }

  /** True when it says something of seats, which only a booking of a class has. */
  boolean isOfSeats() {
    return sessionId.isPresent() || seats.isPresent() || attendees.isPresent();
  }

  /** True when the change moves the booking to another service, time or resource. */
  boolean moves(Booking booking) {
    return !startOf(booking).equals(booking.time().start())
        || !visit.isEmpty()
        || changesService(booking)
        || !keepsDuration(booking)
        || resourceIds.filter(asked -> !asked.equals(booking.resourceIds())).isPresent()
        || !mainOf(booking).equals(booking.mainResourceId());
  }
}

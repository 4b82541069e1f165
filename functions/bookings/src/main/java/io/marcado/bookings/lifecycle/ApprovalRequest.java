package io.marcado.bookings.lifecycle;

import io.marcado.bookings.ledger.TakenTime;
import io.marcado.domain.Money;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalStart;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a PENDING booking waits for.
 *
 * @param deadline until when the business may decide, by the settings as the client asked. A move
 *     of the request leaves it as it is.
 * @param approved the approved time that a moved booking keeps meanwhile; empty for a new booking
 */
public record ApprovalRequest(Instant deadline, Optional<ApprovedTime> approved) {

  /**
   * The service, the time and the resources on which both sides agree, while the client asks for
   * others.
   *
   * @param price of the booking as it was agreed on
   * @param visit its parts, if it is a visit
   * @param movedTo the start to which a change of its series had moved it; empty for none
   */
  public record ApprovedTime(
      ServiceId serviceId,
      List<ResourceId> resourceIds,
      Interval time,
      Optional<LocalStart> localStart,
      Optional<BookedNames> names,
      List<TakenTime> taken,
      Optional<Money> price,
      List<VisitPart> visit,
      Optional<Instant> movedTo) {
    public ApprovedTime {
      resourceIds = List.copyOf(resourceIds);
      taken = List.copyOf(taken);
      visit = List.copyOf(visit);
    }

    /** How long it lasts, as {@link Booking#minutes}. */
    public int minutes() {
      return Booking.minutes(time, localStart);
    }

    /** The same at another price. */
    ApprovedTime priced(Optional<Money> newPrice) {
      return new ApprovedTime(
          serviceId, resourceIds, time, localStart, names, taken, newPrice, visit, movedTo);
    }

    /** How many seats it has of a session, or of its resource. */
    int seats() {
      return taken.getFirst().seats();
    }

    /** The same with so many seats of its session, if it has more. */
    ApprovedTime withAtMost(int seats) {
      TakenTime had = taken.getFirst();
      return had.seats() <= seats
          ? this
          : new ApprovedTime(
              serviceId,
              resourceIds,
              time,
              localStart,
              names,
              List.of(new TakenTime(had.resourceId(), had.cells(), seats)),
              price.map(all -> all.part(seats, had.seats())),
              visit,
              movedTo);
    }

    /** The same with the same resources and buffers, at another instant. */
    ApprovedTime at(Instant start, LocalStart agreed) {
      Duration later = Duration.between(time.start(), start);
      return new ApprovedTime(
          serviceId,
          resourceIds,
          time.later(later),
          Optional.of(agreed),
          names,
          taken.stream().map(part -> part.later(later)).toList(),
          price,
          visit,
          movedTo);
    }
  }

  /**
   * When it lapses: at its deadline, or before that when what is asked for, or what was approved,
   * begins.
   *
   * @param start of what is asked for
   */
  Instant expiresAt(Instant start) {
    Instant first = approved.map(kept -> kept.time().start()).filter(start::isAfter).orElse(start);
    return deadline.isAfter(first) ? first : deadline;
  }
}

package io.marcado.bookings.lifecycle;

import io.marcado.bookings.ledger.SeriesHolds.State;
import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.published.NamedPeople;
import io.marcado.domain.BookingId;
import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.SeriesId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.TenantId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A series of bookings, and whether it is made. Once it is, its bookings go their own ways; it
 * remembers which they are, and what was left out.
 *
 * @param state decides for all of its times: see {@link io.marcado.bookings.ledger.SeriesHolds}
 * @param until until when nobody but its request may decide, in whole seconds
 * @param clientId empty for somebody who walked in, and while nothing is decided
 * @param madeBy who made it
 * @param occurrences in order; while nothing is decided, as they were planned
 * @param said what goes into each booking; empty once all are there
 * @param requests when requests of it lapse, if its bookings wait for approval
 * @param allWait true when all do, false when those by appointment do
 * @param requestHash tells a retry from a reused key
 * @param change a change of several of its bookings that is under way; one at a time
 */
public record Series(
    SeriesId id,
    State state,
    Instant until,
    ServiceId serviceId,
    Optional<PersonId> clientId,
    ChangedBy madeBy,
    List<Occurrence> occurrences,
    Optional<Said> said,
    Instant requests,
    boolean allWait,
    String requestHash,
    Instant createdAt,
    Optional<SeriesId> change) {

  public Series {
    occurrences = List.copyOf(occurrences);
  }

  /**
   * One of its times.
   *
   * @param asked when the recurrence has it
   * @param start when it was booked; empty for one that was left out
   * @param skipped why it was left out, in codes
   */
  public record Occurrence(Instant asked, Optional<Instant> start, List<String> skipped) {
    public Occurrence {
      skipped = List.copyOf(skipped);
    }
  }

  /** What each of its bookings has of the request. */
  public record Said(Optional<String> notes, Map<String, Object> customFields, NamedPeople named) {
    public Said {
      customFields = Collections.unmodifiableMap(new LinkedHashMap<>(customFields));
    }

    /** Hides what people wrote. */
    @Override
    public String toString() {
      return "Said";
    }
  }

  /** The id of the booking of an occurrence. */
  public static BookingId bookingId(TenantId tenant, SeriesId id, int number) {
    return new BookingId(
        Ids.derived(List.of("series", tenant.value(), id.value(), Integer.toString(number))));
  }

  /** The ids of the bookings that it has, or would have, by the number of the occurrence. */
  public Map<Integer, BookingId> bookingIds(TenantId tenant) {
    Map<Integer, BookingId> ids = new LinkedHashMap<>();
    for (int number = 0; number < occurrences.size(); number++) {
      if (occurrences.get(number).start().isPresent()) {
        ids.put(number, bookingId(tenant, id, number));
      }
    }
    return ids;
  }

  /** The same once it is made. */
  public Series booked(Optional<PersonId> client, List<Occurrence> made) {
    return new Series(
        id,
        State.BOOKED,
        until,
        serviceId,
        client,
        madeBy,
        made,
        said,
        requests,
        allWait,
        requestHash,
        createdAt,
        Optional.empty());
  }

  /**
   * The booking that comes of a hold: time, resources, price and policy are those of the hold.
   *
   * @param client whose it is
   */
  public Booking booking(Booking held, Optional<PersonId> client) {
    boolean waits =
        allWait
            || (held.hold().orElseThrow().byRequest() && madeBy.source() == BookingSource.CLIENT);
    Said words = said.orElseThrow();
    return new Booking(
        held.id(),
        waits ? BookingStatus.PENDING : BookingStatus.CONFIRMED,
        held.serviceId(),
        held.resourceIds(),
        client,
        held.time(),
        held.localStart(),
        held.names(),
        held.taken(),
        held.price(),
        madeBy.source(),
        words.notes(),
        words.customFields(),
        words.named(),
        Optional.empty(),
        requestHash,
        Optional.empty(),
        "",
        1,
        createdAt,
        createdAt,
        createdAt,
        waits ? Optional.of(new ApprovalRequest(requests, Optional.empty())) : Optional.empty(),
        Optional.of(madeBy),
        held.hold());
  }
}

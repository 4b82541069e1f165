package io.marcado.bookings.store;

import io.marcado.bookings.BookingProblem;
import io.marcado.bookings.ledger.TakenTime;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.Money;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Interval;
import io.marcado.platform.http.Problem;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A booking: time of one or more resources for one client. Of the client it knows only the id.
 *
 * @param resourceIds the main resource first, then one of each group that its service also needs
 * @param time without buffers
 * @param taken what it holds in the day rows now; nothing once it has freed its time
 * @param price as it was when it was booked
 * @param reason why it was cancelled or rejected
 * @param holdExpiresAt until when a HELD one keeps its time
 * @param requestHash hash of the request that made it; tells a repetition from a key used twice
 * @param writer of the request that wrote it last, by which that request knows its own write
 * @param version from 1, one more with each change
 */
public record Booking(
    String id,
    BookingStatus status,
    String serviceId,
    List<String> resourceIds,
    String clientId,
    Interval time,
    List<TakenTime> taken,
    Optional<Money> price,
    BookingSource source,
    Optional<String> notes,
    Map<String, Object> customFields,
    Optional<String> reason,
    Optional<Instant> holdExpiresAt,
    String requestHash,
    String writer,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  public Booking {
    resourceIds = List.copyOf(resourceIds);
    taken = List.copyOf(taken);
    customFields = Collections.unmodifiableMap(new LinkedHashMap<>(customFields));
  }

  /** What resources give for a booking at that time: one seat of each. */
  public static List<TakenTime> oneSeatOf(List<String> resourceIds, Interval withBuffers) {
    CellRange cells = CellRange.of(withBuffers);
    return resourceIds.stream().map(id -> new TakenTime(id, cells, 1)).toList();
  }

  /** What other capabilities may see of it. */
  public BookingImage image() {
    return new BookingImage(
        id,
        status,
        serviceId,
        resourceIds,
        clientId,
        time.start(),
        time.end(),
        price.orElse(null),
        source,
        version,
        createdAt,
        updatedAt);
  }

  /** The main resource. */
  public String mainResourceId() {
    return resourceIds.getFirst();
  }

  /**
   * The same, confirmed.
   *
   * @throws Problem 409 unless it is PENDING, or HELD and the hold has not expired
   */
  public Booking confirmed(Instant now) {
    if (status == BookingStatus.HELD) {
      if (holdExpiresAt.isEmpty() || !now.isBefore(holdExpiresAt.get())) {
        throw new Problem(BookingProblem.HOLD_EXPIRED, "The hold has expired; book again.");
      }
    } else {
      require(BookingStatus.PENDING);
    }
    return in(BookingStatus.CONFIRMED, reason);
  }

  /**
   * The same, rejected.
   *
   * @throws Problem 409 unless it is PENDING
   */
  public Booking rejected(Optional<String> why) {
    require(BookingStatus.PENDING);
    return in(BookingStatus.REJECTED, why);
  }

  /**
   * The same, cancelled.
   *
   * @throws Problem 409 unless it is open
   */
  public Booking cancelled(Optional<String> why) {
    requireOpen();
    return in(BookingStatus.CANCELLED, why);
  }

  /**
   * The same, completed.
   *
   * @throws Problem 409 unless it is CONFIRMED and has started
   */
  public Booking completed(Instant now) {
    requireStarted(now);
    return in(BookingStatus.COMPLETED, reason);
  }

  /**
   * The same, of a client who did not come.
   *
   * @throws Problem 409 unless it is CONFIRMED and has started
   */
  public Booking noShow(Instant now) {
    requireStarted(now);
    return in(BookingStatus.NO_SHOW, reason);
  }

  /**
   * The same at another time, or with other resources.
   *
   * @param newTaken what it takes of each of them, with buffers
   * @throws Problem 409 unless it is open
   */
  public Booking moved(List<String> newResourceIds, Interval newTime, List<TakenTime> newTaken) {
    requireOpen();
    return new Booking(
        id,
        status,
        serviceId,
        newResourceIds,
        clientId,
        newTime,
        newTaken,
        price,
        source,
        notes,
        customFields,
        reason,
        holdExpiresAt,
        requestHash,
        writer,
        version,
        createdAt,
        updatedAt);
  }

  /** The same with another note. */
  public Booking noted(Optional<String> newNotes) {
    return new Booking(
        id,
        status,
        serviceId,
        resourceIds,
        clientId,
        time,
        taken,
        price,
        source,
        newNotes,
        customFields,
        reason,
        holdExpiresAt,
        requestHash,
        writer,
        version,
        createdAt,
        updatedAt);
  }

  /**
   * Refuses what only an open booking allows.
   *
   * @throws Problem 409 unless it is HELD, PENDING or CONFIRMED
   */
  public void requireOpen() {
    if (!status.isOpen()) {
      throw wrongStatus("HELD, PENDING or CONFIRMED");
    }
  }

  /** The same as the next version, written by a request. */
  Booking writtenBy(String request, long newVersion, Instant now) {
    return new Booking(
        id,
        status,
        serviceId,
        resourceIds,
        clientId,
        time,
        taken,
        price,
        source,
        notes,
        customFields,
        reason,
        holdExpiresAt,
        requestHash,
        request,
        newVersion,
        createdAt,
        now);
  }

  private Booking in(BookingStatus next, Optional<String> why) {
    return new Booking(
        id,
        next,
        serviceId,
        resourceIds,
        clientId,
        time,
        next.keepsTime() ? taken : List.of(),
        price,
        source,
        notes,
        customFields,
        why,
        next == BookingStatus.HELD ? holdExpiresAt : Optional.empty(),
        requestHash,
        writer,
        version,
        createdAt,
        updatedAt);
  }

  private void require(BookingStatus... allowed) {
    if (!Arrays.asList(allowed).contains(status)) {
      throw wrongStatus(String.join(" or ", Arrays.stream(allowed).map(Enum::name).toList()));
    }
  }

  private void requireStarted(Instant now) {
    require(BookingStatus.CONFIRMED);
    if (now.isBefore(time.start())) {
      throw new Problem(
          BookingProblem.WRONG_STATUS, "That can be said only once the booking has started.");
    }
  }

  private Problem wrongStatus(String allowed) {
    return new Problem(
        BookingProblem.WRONG_STATUS,
        "The booking is %s; that needs one that is %s.".formatted(status, allowed));
  }
}

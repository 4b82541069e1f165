package io.marcado.bookings.lifecycle;

import io.marcado.bookings.ledger.TakenTime;
import io.marcado.bookings.published.SessionImage;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalStart;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A session of a class: a time at which people and rooms are there for everybody who books a seat.
 *
 * @param time without buffers, in whole minutes
 * @param localStart the start as the business set it
 * @param resourceIds who gives it first, then rooms and whatever else it takes
 * @param names of the service and the resources, when the session got them
 * @param taken what it takes in the day rows, with buffers; empty once it is cancelled
 * @param seats how many people may come
 * @param minimum how many must come; empty when it does not matter
 * @param reason why it was cancelled
 * @param requestHash hash of the request that made it
 * @param writer id of the last request that wrote it
 * @param version from 1, one more with each change
 */
public record ClassSession(
    ClassSessionId id,
    ServiceId serviceId,
    Status status,
    Interval time,
    LocalStart localStart,
    List<ResourceId> resourceIds,
    BookedNames names,
    List<TakenTime> taken,
    int seats,
    Optional<MinimumSeats> minimum,
    Optional<String> reason,
    String requestHash,
    String writer,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  /** Whether it takes place. */
  public enum Status {
    SCHEDULED,
    CANCELLED
  }

  public ClassSession {
    resourceIds = List.copyOf(resourceIds);
    taken = List.copyOf(taken);
  }

  public boolean isCancelled() {
    return status == Status.CANCELLED;
  }

  /** As others see it. */
  public SessionImage image() {
    return new SessionImage(
        id,
        SessionImage.Status.valueOf(status.name()),
        serviceId,
        resourceIds,
        time.start(),
        time.end(),
        localStart,
        seats,
        minimum
            .map(
                one ->
                    new SessionImage.Minimum(
                        one.seats(),
                        one.by(time.start()),
                        SessionImage.Found.valueOf(one.state().name())))
            .orElse(null),
        version,
        createdAt,
        updatedAt);
  }

  /** The same, which does not take place and gives its people and rooms back. */
  public ClassSession cancelled(Optional<String> why) {
    return with(
        Status.CANCELLED, time, localStart, resourceIds, names, List.of(), seats, minimum, why);
  }

  /** The same at another time, with other resources or seats. */
  public ClassSession changed(
      Interval newTime,
      LocalStart newLocalStart,
      List<ResourceId> newResourceIds,
      BookedNames newNames,
      List<TakenTime> newTaken,
      int newSeats) {
    return with(
        status,
        newTime,
        newLocalStart,
        newResourceIds,
        newNames,
        newTaken,
        newSeats,
        minimum,
        reason);
  }

  /** The same with another minimum, or none. */
  public ClassSession requiring(Optional<MinimumSeats> newMinimum) {
    return with(status, time, localStart, resourceIds, names, taken, seats, newMinimum, reason);
  }

  /** The same once it was found how many come. */
  public ClassSession minimum(MinimumSeats.State found) {
    return requiring(minimum.map(one -> one.found(found)));
  }

  /** The minimum that is still to be decided. */
  public Optional<MinimumSeats> openMinimum() {
    return minimum.filter(one -> one.isOpen() && !isCancelled());
  }

  /** True when this version was written since too few come. */
  public boolean isBelowMinimumSince(ClassSession before) {
    return before.openMinimum().isPresent()
        && minimum.filter(one -> one.state() == MinimumSeats.State.BELOW).isPresent();
  }

  /** The same as the version after another one. */
  public ClassSession writtenAfter(ClassSession previous, String request, Instant now) {
    return new ClassSession(
        id,
        serviceId,
        status,
        time,
        localStart,
        resourceIds,
        names,
        taken,
        seats,
        minimum,
        reason,
        requestHash,
        request,
        previous.version + 1,
        createdAt,
        now);
  }

  /** True when those who come must hear of the difference, or its bookings follow it. */
  public boolean concernsBookings(ClassSession before) {
    return status != before.status
        || !time.equals(before.time)
        || !localStart.equals(before.localStart)
        || !resourceIds.equals(before.resourceIds);
  }

  private ClassSession with(
      Status newStatus,
      Interval newTime,
      LocalStart newLocalStart,
      List<ResourceId> newResourceIds,
      BookedNames newNames,
      List<TakenTime> newTaken,
      int newSeats,
      Optional<MinimumSeats> newMinimum,
      Optional<String> newReason) {
    return new ClassSession(
        id,
        serviceId,
        newStatus,
        newTime,
        newLocalStart,
        newResourceIds,
        newNames,
        newTaken,
        newSeats,
        newMinimum,
        newReason,
        requestHash,
        writer,
        version,
        createdAt,
        updatedAt);
  }
}

package io.marcado.bookings.lifecycle;

import io.marcado.bookings.ledger.TakenTime;
import io.marcado.domain.ResourceId;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalStart;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a PENDING booking waits for.
 *
 * @param expiresAt when it lapses, unless the business has decided before
 * @param approved the approved time that a moved booking keeps meanwhile; empty for a new booking
 */
public record ApprovalRequest(Instant expiresAt, Optional<ApprovedTime> approved) {

  /** The time and the resources on which both sides agree, while the client asks for others. */
  public record ApprovedTime(
      List<ResourceId> resourceIds,
      Interval time,
      Optional<LocalStart> localStart,
      Optional<BookedNames> names,
      List<TakenTime> taken) {
    public ApprovedTime {
      resourceIds = List.copyOf(resourceIds);
      taken = List.copyOf(taken);
    }
  }
}

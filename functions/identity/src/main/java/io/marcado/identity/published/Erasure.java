package io.marcado.identity.published;

import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import java.time.Duration;
import java.time.Instant;

/**
 * An erasure that is under way: the person is gone already, but something that names it may be
 * left.
 *
 * @param personId the same id as {@code clientId} in bookings; it is all that stays
 */
public record Erasure(TenantId tenant, PersonId personId, Instant erasedAt) {
  /**
   * Longer than any function runs that had read the person before, and than an index lags behind
   * its table: what is found from then on is all there is.
   */
  public static final Duration SETTLING = Duration.ofMinutes(15);

  /** True when nothing that is still running can write of the person any more. */
  public boolean isSettled(Instant now) {
    return !now.isBefore(erasedAt.plus(SETTLING));
  }
}

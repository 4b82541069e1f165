package io.marcado.bookings.rules;

import io.marcado.domain.settings.OrganizationSettings;
import java.time.Duration;
import java.time.Instant;

/**
 * Until when the business decides about a request: so many minutes after it was made.
 *
 * @param deadlineMinutes one or more
 */
public record ApprovalRule(int deadlineMinutes) {

  /** The rule as a business set it. */
  public static ApprovalRule of(OrganizationSettings settings) {
    return new ApprovalRule(settings.bookings().approvalDeadlineMinutes());
  }

  /** The deadline of a request that is made at this moment. */
  public Instant deadline(Instant asked) {
    return asked.plus(Duration.ofMinutes(deadlineMinutes));
  }
}

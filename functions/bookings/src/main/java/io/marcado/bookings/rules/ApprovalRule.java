package io.marcado.bookings.rules;

import io.marcado.domain.settings.OrganizationSettings;
import java.time.Duration;
import java.time.Instant;

/**
 * Until when the business decides about a request: so many minutes after it was made, at the latest
 * at its start.
 *
 * @param deadlineMinutes one or more
 */
public record ApprovalRule(int deadlineMinutes) {

  /** The rule as a business set it. */
  public static ApprovalRule of(OrganizationSettings settings) {
    return new ApprovalRule(settings.bookings().approvalDeadlineMinutes());
  }

  /** When a request for this start lapses. */
  public Instant deadline(Instant asked, Instant start) {
    Instant deadline = asked.plus(Duration.ofMinutes(deadlineMinutes));
    return deadline.isBefore(start) ? deadline : start;
  }
}

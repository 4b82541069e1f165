package io.marcado.bookings.rules;

import io.marcado.domain.settings.OrganizationSettings;
import java.time.Duration;
import java.time.Instant;

/**
 * Until when a client may cancel or move a booking: up to and including the cancellation window
 * before its start, and never once it has started. It does not bind staff.
 *
 * @param windowMinutes zero or more
 */
public record CancellationRule(int windowMinutes) {
  /** The stable code of the problem that names this rule. */
  public static final String CODE = "cancellation-window-passed";

  /** The rule as a business set it. */
  public static CancellationRule of(OrganizationSettings settings) {
    return new CancellationRule(settings.bookings().cancellationWindowMinutes());
  }

  /** The last moment at which a client may cancel or move a booking that starts then. */
  public Instant deadline(Instant start) {
    return start.minus(Duration.ofMinutes(windowMinutes));
  }

  /** True while a client may still cancel or move a booking that starts then. */
  public boolean allows(Instant start, Instant now) {
    return now.isBefore(start) && !now.isAfter(deadline(start));
  }
}

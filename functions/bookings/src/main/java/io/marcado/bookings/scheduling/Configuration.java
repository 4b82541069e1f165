package io.marcado.bookings.scheduling;

import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.domain.settings.OrganizationSettings;
import java.time.Instant;
import java.util.Optional;

/**
 * The part of a business's configuration that one booking needs.
 *
 * @param needs empty when there is no such service
 */
record Configuration(OrganizationSettings settings, Optional<ServiceNeeds> needs) {

  BookingRules rules(Instant now) {
    return new BookingRules(settings, now);
  }
}

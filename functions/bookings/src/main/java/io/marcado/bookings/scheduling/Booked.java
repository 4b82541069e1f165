package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.domain.settings.OrganizationSettings;

/**
 * A booking after a request.
 *
 * @param settings of the business, needed to show it
 * @param replayed true when an earlier request with the same key created it
 */
public record Booked(Booking booking, OrganizationSettings settings, boolean replayed) {}

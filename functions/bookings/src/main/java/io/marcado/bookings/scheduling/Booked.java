package io.marcado.bookings.scheduling;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.domain.settings.OrganizationSettings;

/**
 * A booking as it stands after a request.
 *
 * @param settings of the business, by which it is shown
 * @param replayed true when an earlier request with the same key made it
 */
public record Booked(Booking booking, OrganizationSettings settings, boolean replayed) {}

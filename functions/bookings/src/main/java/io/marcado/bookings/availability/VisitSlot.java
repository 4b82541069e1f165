package io.marcado.bookings.availability;

import io.marcado.domain.time.WindowBooking;

/**
 * A time at which a visit can be booked.
 *
 * @param assignment one way to give out its parts
 * @param restriction what it is for others than everybody: for a client, by appointment; for the
 *     business, not for clients
 */
public record VisitSlot(VisitAssignment assignment, WindowBooking restriction) {}

package io.marcado.bookings.rules;

import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;

/**
 * May this resource have this part in a booking of this service for that long? It leaves only the
 * start open.
 *
 * @param durationMinutes a multiple of 5, from 5 to 1440
 */
record Question(
    BookableService service, BookableResource resource, Part part, int durationMinutes) {}

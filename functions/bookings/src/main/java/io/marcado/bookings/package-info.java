/** Availability and bookings: the endpoints, and what they read and answer. */
@NullMarked
package io.marcado.bookings;

import org.jspecify.annotations.NullMarked;

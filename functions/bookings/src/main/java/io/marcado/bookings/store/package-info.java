/** Bookings in the table, and how a booking is written together with its time, or after it. */
@NullMarked
package io.marcado.bookings.store;

import org.jspecify.annotations.NullMarked;

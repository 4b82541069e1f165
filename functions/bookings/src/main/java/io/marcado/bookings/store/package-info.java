/** Bookings in the table, and the one transaction in which a booking and its time change. */
@NullMarked
package io.marcado.bookings.store;

import org.jspecify.annotations.NullMarked;

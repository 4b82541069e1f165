/** Tells the event bus what the table's stream says of bookings. */
@NullMarked
package io.marcado.bookings.relay;

import org.jspecify.annotations.NullMarked;

/** What other capabilities may know of bookings: their image, their events, and how to read one. */
@NullMarked
package io.marcado.bookings.published;

import org.jspecify.annotations.NullMarked;

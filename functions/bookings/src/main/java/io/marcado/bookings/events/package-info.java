/** Which changes of bookings are told to other capabilities, and how. */
@NullMarked
package io.marcado.bookings.events;

import org.jspecify.annotations.NullMarked;

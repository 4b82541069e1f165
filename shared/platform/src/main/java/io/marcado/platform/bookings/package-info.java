/**
 * What other capabilities must know of bookings before they take something away from them. It only
 * reads; the capability bookings alone writes them.
 */
@NullMarked
package io.marcado.platform.bookings;

import org.jspecify.annotations.NullMarked;

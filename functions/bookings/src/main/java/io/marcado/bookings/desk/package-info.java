/** Decides about bookings: who may have what time, and what to offer instead. */
@NullMarked
package io.marcado.bookings.desk;

import org.jspecify.annotations.NullMarked;

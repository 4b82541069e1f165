/** Schedules: makes, changes and finds bookings, and tells what time is free. */
@NullMarked
package io.marcado.bookings.scheduling;

import org.jspecify.annotations.NullMarked;

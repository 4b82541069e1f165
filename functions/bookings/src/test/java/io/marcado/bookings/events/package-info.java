@NullMarked
package io.marcado.bookings.events;

import org.jspecify.annotations.NullMarked;

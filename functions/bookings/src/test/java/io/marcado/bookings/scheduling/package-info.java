@NullMarked
package io.marcado.bookings.scheduling;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.marcado.messaging.bookings;

import org.jspecify.annotations.NullMarked;

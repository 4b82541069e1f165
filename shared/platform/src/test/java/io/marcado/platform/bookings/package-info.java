@NullMarked
package io.marcado.platform.bookings;

import org.jspecify.annotations.NullMarked;

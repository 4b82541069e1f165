@NullMarked
package io.marcado.bookings.desk;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.marcado.local.app.bookings;

import org.jspecify.annotations.NullMarked;

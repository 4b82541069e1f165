/** Tests of realigning. */
@NullMarked
package io.marcado.bookings.realign;

import org.jspecify.annotations.NullMarked;

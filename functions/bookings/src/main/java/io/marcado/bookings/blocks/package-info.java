/** Time off and other blocks: time that nobody can book, of any length. */
@NullMarked
package io.marcado.bookings.blocks;

import org.jspecify.annotations.NullMarked;

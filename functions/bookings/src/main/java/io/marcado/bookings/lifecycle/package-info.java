/** A booking, where its status may lead it, and why something about it may be refused. */
@NullMarked
package io.marcado.bookings.lifecycle;

import org.jspecify.annotations.NullMarked;

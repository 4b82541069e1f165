/** Messages to the clients of a business: what became of a booking, and reminders of it. */
@NullMarked
package io.marcado.messaging;

import org.jspecify.annotations.NullMarked;

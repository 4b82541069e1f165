/** Messages to people: what became of a booking, reminders of it, codes, and news of accounts. */
@NullMarked
package io.marcado.messaging;

import org.jspecify.annotations.NullMarked;

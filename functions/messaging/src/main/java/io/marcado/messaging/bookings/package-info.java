/** Messages, the facts they state, and the ledger that lets each go out once. */
@NullMarked
package io.marcado.messaging.bookings;

import org.jspecify.annotations.NullMarked;

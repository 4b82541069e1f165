/** Messages, the facts they state, and the ledger that lets each go out once. */
@NullMarked
package io.marcado.notifications.messages;

import org.jspecify.annotations.NullMarked;

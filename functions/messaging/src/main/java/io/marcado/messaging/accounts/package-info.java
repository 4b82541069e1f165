/** Messages about accounts: codes, tokens and notices. */
@NullMarked
package io.marcado.messaging.accounts;

import org.jspecify.annotations.NullMarked;

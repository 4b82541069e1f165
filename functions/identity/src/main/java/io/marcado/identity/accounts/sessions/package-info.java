/** Sessions and their tokens. */
@CheckReturnValue
@NullMarked
package io.marcado.identity.accounts.sessions;

import io.marcado.domain.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

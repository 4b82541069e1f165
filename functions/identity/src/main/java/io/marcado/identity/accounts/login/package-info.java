/** Login by password and a code. */
@CheckReturnValue
@NullMarked
package io.marcado.identity.accounts.login;

import io.marcado.domain.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/** How people who work at a business set up an authenticator app, and get rid of it. */
@CheckReturnValue
@NullMarked
package io.marcado.identity.accounts.authenticators;

import io.marcado.domain.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

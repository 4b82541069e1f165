/** Fresh proofs of who somebody is, asked for before something grave. */
@CheckReturnValue
@NullMarked
package io.marcado.identity.accounts.stepup;

import io.marcado.domain.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

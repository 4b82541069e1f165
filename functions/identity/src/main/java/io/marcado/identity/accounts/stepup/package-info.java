/** Fresh proofs of who somebody is, asked for before something grave. */
@NullMarked
package io.marcado.identity.accounts.stepup;

import org.jspecify.annotations.NullMarked;

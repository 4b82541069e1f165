/** Challenges, and the codes and tokens that answer them. */
@NullMarked
package io.marcado.identity.accounts.codes;

import org.jspecify.annotations.NullMarked;

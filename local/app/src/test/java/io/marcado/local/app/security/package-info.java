/** Proofs over every operation: who may do what, what is refused, what nobody may learn. */
@NullMarked
package io.marcado.local.app.security;

import org.jspecify.annotations.NullMarked;

/** Repeating a request under the same Idempotency-Key. */
@NullMarked
package io.marcado.platform.replay;

import org.jspecify.annotations.NullMarked;

/** The audit trail of a business: what was changed, when, by whom. */
@NullMarked
package io.marcado.trail;

import org.jspecify.annotations.NullMarked;

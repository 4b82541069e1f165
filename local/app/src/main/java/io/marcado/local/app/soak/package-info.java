/**
 * Proof that nothing is booked twice: random histories under injected faults, a checker for them,
 * and a crowd on one slot.
 */
@NullMarked
package io.marcado.local.app.soak;

import org.jspecify.annotations.NullMarked;

/** Messages that are due later, and what delivers them then. */
@NullMarked
package io.marcado.schedules;

import org.jspecify.annotations.NullMarked;

/** Messages that are due later, and what delivers them then. */
@NullMarked
package io.marcado.messaging.schedules;

import org.jspecify.annotations.NullMarked;

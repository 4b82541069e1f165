/** The time that an invocation may still take. */
@NullMarked
package io.marcado.platform.deadline;

import org.jspecify.annotations.NullMarked;

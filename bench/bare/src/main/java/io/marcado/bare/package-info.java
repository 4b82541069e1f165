/** Handlers without framework, logging or rules, for comparison. */
@NullMarked
package io.marcado.bare;

import org.jspecify.annotations.NullMarked;

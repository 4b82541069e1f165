/** Who is an operator, and what operators did. */
@NullMarked
package io.marcado.operations.guard;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.marcado.operations.guard;

import org.jspecify.annotations.NullMarked;

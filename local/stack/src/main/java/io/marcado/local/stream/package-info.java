/** Reads the table's stream, in place of Lambda's event source mapping. */
@NullMarked
package io.marcado.local.stream;

import org.jspecify.annotations.NullMarked;

/** How much one machine takes. */
@NullMarked
package io.marcado.bench.load;

import org.jspecify.annotations.NullMarked;

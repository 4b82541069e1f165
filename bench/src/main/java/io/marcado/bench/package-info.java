/** Measures what Marcado costs and how fast it is; docs/performance.md shows the results. */
@NullMarked
package io.marcado.bench;

import org.jspecify.annotations.NullMarked;

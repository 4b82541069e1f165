/** Many writers at once on one day of one resource. */
@NullMarked
package io.marcado.bench.contention;

import org.jspecify.annotations.NullMarked;

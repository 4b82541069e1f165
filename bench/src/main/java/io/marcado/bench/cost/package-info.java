/** What a booking costs in the table. */
@NullMarked
package io.marcado.bench.cost;

import org.jspecify.annotations.NullMarked;

/** What a booking costs in money. */
@NullMarked
package io.marcado.bench.money;

import org.jspecify.annotations.NullMarked;

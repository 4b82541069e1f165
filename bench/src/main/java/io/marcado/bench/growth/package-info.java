/** What growth costs. */
@NullMarked
package io.marcado.bench.growth;

import org.jspecify.annotations.NullMarked;

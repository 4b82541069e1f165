/** What the capabilities weigh. */
@NullMarked
package io.marcado.bench.jars;

import org.jspecify.annotations.NullMarked;

/** How fast free times are found. */
@NullMarked
package io.marcado.bench.availability;

import org.jspecify.annotations.NullMarked;

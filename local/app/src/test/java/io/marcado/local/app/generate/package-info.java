/** Holds what {@code ./marcado generate} writes to what it follows from. */
@NullMarked
package io.marcado.local.app.generate;

import org.jspecify.annotations.NullMarked;

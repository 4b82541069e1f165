/** What {@code ./marcado generate} writes: all that follows from the contract. */
@NullMarked
package io.marcado.local.app.generate;

import org.jspecify.annotations.NullMarked;

/** The command behind {@code ./marcado}. */
@NullMarked
package io.marcado.local.app;

import org.jspecify.annotations.NullMarked;

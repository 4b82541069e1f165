/** A function's configuration, read once and complete. */
@NullMarked
package io.marcado.platform.config;

import org.jspecify.annotations.NullMarked;

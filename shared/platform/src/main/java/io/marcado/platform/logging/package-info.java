/** Structured logs and metrics, without personal data. */
@NullMarked
package io.marcado.platform.logging;

import org.jspecify.annotations.NullMarked;

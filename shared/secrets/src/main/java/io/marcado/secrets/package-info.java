/** Reads and writes secrets in Secrets Manager. */
@NullMarked
package io.marcado.secrets;

import org.jspecify.annotations.NullMarked;

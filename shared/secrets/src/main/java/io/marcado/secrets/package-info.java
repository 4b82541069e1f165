/** Reads secrets from Secrets Manager. */
@NullMarked
package io.marcado.secrets;

import org.jspecify.annotations.NullMarked;

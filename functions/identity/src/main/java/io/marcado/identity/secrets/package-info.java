/** Values of Secrets Manager. */
@NullMarked
package io.marcado.identity.secrets;

import org.jspecify.annotations.NullMarked;

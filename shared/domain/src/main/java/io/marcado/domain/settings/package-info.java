/** The rules a business sets for itself. */
@NullMarked
package io.marcado.domain.settings;

import org.jspecify.annotations.NullMarked;

/** What other capabilities may read of the catalogue. */
@NullMarked
package io.marcado.catalog.published;

import org.jspecify.annotations.NullMarked;

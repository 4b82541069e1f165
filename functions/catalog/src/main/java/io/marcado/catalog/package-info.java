/** Categories, services and resources of a business. */
@NullMarked
package io.marcado.catalog;

import org.jspecify.annotations.NullMarked;

/** Categories: words under which a business groups its services and resources. */
@NullMarked
package io.marcado.catalog.categories;

import org.jspecify.annotations.NullMarked;

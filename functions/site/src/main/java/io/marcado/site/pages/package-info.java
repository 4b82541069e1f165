/** Pages that need nothing but themselves. */
@NullMarked
package io.marcado.site.pages;

import org.jspecify.annotations.NullMarked;

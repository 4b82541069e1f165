/** Pages that need nothing but themselves. */
@NullMarked
package io.marcado.origin.pages;

import org.jspecify.annotations.NullMarked;

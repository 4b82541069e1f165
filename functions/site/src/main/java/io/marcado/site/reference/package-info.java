/** Makes the pages while the project is built. Not part of the jar. */
@NullMarked
package io.marcado.site.reference;

import org.jspecify.annotations.NullMarked;

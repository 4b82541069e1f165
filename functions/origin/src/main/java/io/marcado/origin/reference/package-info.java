/** Makes the pages while the project is built. Not part of the jar. */
@NullMarked
package io.marcado.origin.reference;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.marcado.origin.reference;

import org.jspecify.annotations.NullMarked;

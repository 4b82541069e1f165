@NullMarked
package io.marcado.origin;

import org.jspecify.annotations.NullMarked;

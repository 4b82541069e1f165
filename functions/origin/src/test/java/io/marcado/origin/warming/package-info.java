@NullMarked
package io.marcado.origin.warming;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.marcado.local.stream;

import org.jspecify.annotations.NullMarked;

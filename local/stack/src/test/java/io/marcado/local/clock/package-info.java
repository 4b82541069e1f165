@NullMarked
package io.marcado.local.clock;

import org.jspecify.annotations.NullMarked;

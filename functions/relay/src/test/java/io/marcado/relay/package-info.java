@NullMarked
package io.marcado.relay;

import org.jspecify.annotations.NullMarked;

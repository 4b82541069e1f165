@NullMarked
package io.marcado.platform.limits;

import org.jspecify.annotations.NullMarked;

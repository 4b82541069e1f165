@NullMarked
package io.marcado.platform.lambda;

import org.jspecify.annotations.NullMarked;

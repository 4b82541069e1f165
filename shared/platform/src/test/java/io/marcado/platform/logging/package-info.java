@NullMarked
package io.marcado.platform.logging;

import org.jspecify.annotations.NullMarked;

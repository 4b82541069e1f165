@NullMarked
package io.marcado.platform.replay;

import org.jspecify.annotations.NullMarked;

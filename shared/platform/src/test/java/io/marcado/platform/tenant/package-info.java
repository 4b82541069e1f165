@NullMarked
package io.marcado.platform.tenant;

import org.jspecify.annotations.NullMarked;

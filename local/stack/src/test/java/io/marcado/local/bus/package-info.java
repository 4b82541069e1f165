@NullMarked
package io.marcado.local.bus;

import org.jspecify.annotations.NullMarked;

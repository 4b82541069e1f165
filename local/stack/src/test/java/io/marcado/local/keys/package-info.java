@NullMarked
package io.marcado.local.keys;

import org.jspecify.annotations.NullMarked;

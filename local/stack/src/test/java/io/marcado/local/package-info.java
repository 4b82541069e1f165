@NullMarked
package io.marcado.local;

import org.jspecify.annotations.NullMarked;

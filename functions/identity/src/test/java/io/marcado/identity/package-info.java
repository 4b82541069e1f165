@NullMarked
package io.marcado.identity;

import org.jspecify.annotations.NullMarked;

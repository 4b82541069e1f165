@NullMarked
package io.marcado.identity.limits;

import org.jspecify.annotations.NullMarked;

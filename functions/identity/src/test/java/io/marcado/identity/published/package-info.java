@NullMarked
package io.marcado.identity.published;

import org.jspecify.annotations.NullMarked;

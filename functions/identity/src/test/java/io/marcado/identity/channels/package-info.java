@NullMarked
package io.marcado.identity.channels;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.marcado.identity.sessions;

import org.jspecify.annotations.NullMarked;

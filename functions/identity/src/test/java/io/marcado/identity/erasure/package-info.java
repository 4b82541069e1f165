@NullMarked
package io.marcado.identity.erasure;

import org.jspecify.annotations.NullMarked;

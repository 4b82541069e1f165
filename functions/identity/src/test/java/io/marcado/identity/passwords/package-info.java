@NullMarked
package io.marcado.identity.passwords;

import org.jspecify.annotations.NullMarked;

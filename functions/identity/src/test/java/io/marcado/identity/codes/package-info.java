@NullMarked
package io.marcado.identity.codes;

import org.jspecify.annotations.NullMarked;

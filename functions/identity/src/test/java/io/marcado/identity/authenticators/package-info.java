@NullMarked
package io.marcado.identity.authenticators;

import org.jspecify.annotations.NullMarked;

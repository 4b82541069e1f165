@NullMarked
package io.marcado.identity.stepup;

import org.jspecify.annotations.NullMarked;

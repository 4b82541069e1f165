@NullMarked
package io.marcado.privacy;

import org.jspecify.annotations.NullMarked;

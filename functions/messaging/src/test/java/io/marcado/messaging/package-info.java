@NullMarked
package io.marcado.messaging;

import org.jspecify.annotations.NullMarked;

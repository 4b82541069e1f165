@NullMarked
package io.marcado.messaging.texts;

import org.jspecify.annotations.NullMarked;

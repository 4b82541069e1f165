@NullMarked
package io.marcado.messaging.numbers;

import org.jspecify.annotations.NullMarked;

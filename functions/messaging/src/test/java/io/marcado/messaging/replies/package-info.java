@NullMarked
package io.marcado.messaging.replies;

import org.jspecify.annotations.NullMarked;

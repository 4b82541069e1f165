@NullMarked
package io.marcado.messaging.messages;

import org.jspecify.annotations.NullMarked;

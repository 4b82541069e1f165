/** What other capabilities may know of messages: which ones a person was sent. */
@NullMarked
package io.marcado.messaging.published;

import org.jspecify.annotations.NullMarked;

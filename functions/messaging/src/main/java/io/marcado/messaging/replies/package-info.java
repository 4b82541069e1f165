/** What people answer to messages by a word: what it means, what is done, what is said to it. */
@NullMarked
package io.marcado.messaging.replies;

import org.jspecify.annotations.NullMarked;

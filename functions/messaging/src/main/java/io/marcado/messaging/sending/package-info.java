/** Hands messages of all kinds over to the providers of their channels. */
@NullMarked
package io.marcado.messaging.sending;

import org.jspecify.annotations.NullMarked;

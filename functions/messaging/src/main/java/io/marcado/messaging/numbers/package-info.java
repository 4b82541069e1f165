/** A business's own WhatsApp number: linking it, what proves it, and its QR code. */
@NullMarked
package io.marcado.messaging.numbers;

import org.jspecify.annotations.NullMarked;

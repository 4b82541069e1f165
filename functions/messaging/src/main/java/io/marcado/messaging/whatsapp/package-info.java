/** What WhatsApp tells of messages, and what people write back: the webhook's two endpoints. */
@NullMarked
package io.marcado.messaging.whatsapp;

import org.jspecify.annotations.NullMarked;

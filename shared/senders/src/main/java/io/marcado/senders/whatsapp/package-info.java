/** Messages by WhatsApp: the port, its fake, and the Cloud API behind it. */
@NullMarked
package io.marcado.senders.whatsapp;

import org.jspecify.annotations.NullMarked;

/** Codes by WhatsApp: what a capability needs to send one, without the provider. */
@NullMarked
package io.marcado.platform.whatsapp;

import org.jspecify.annotations.NullMarked;

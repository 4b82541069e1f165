/** WhatsApp, as its Cloud API would be called. */
@NullMarked
package io.marcado.local.whatsapp;

import org.jspecify.annotations.NullMarked;

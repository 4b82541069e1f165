/**
 * The providers behind the ports for SMS, WhatsApp and e-mail. Nobody names these classes: whoever
 * sends asks for the port.
 */
@NullMarked
package io.marcado.identity.accounts.channels;

import org.jspecify.annotations.NullMarked;

/** What would have been sent by SMS, WhatsApp or email. */
@NullMarked
package io.marcado.local.outbox;

import org.jspecify.annotations.NullMarked;

/** E-mails to people: the port, its fake, and Amazon SES behind it. */
@NullMarked
package io.marcado.senders.email;

import org.jspecify.annotations.NullMarked;

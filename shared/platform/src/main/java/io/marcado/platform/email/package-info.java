/** E-mails to people: what a capability needs to send one, without the provider. */
@NullMarked
package io.marcado.platform.email;

import org.jspecify.annotations.NullMarked;

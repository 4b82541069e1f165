/** Text messages to phones: what a capability needs to send one, without the provider. */
@NullMarked
package io.marcado.platform.sms;

import org.jspecify.annotations.NullMarked;

/** Text messages to phones: the port, its fake, and Amazon SNS behind it. */
@NullMarked
package io.marcado.senders.sms;

import org.jspecify.annotations.NullMarked;

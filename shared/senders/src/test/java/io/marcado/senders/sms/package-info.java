@NullMarked
package io.marcado.senders.sms;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.marcado.messaging.reminders;

import org.jspecify.annotations.NullMarked;

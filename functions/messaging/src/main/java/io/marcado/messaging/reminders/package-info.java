/** When reminders are due: one-time schedules. */
@NullMarked
package io.marcado.messaging.reminders;

import org.jspecify.annotations.NullMarked;

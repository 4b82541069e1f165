/** When reminders are due: one-time schedules. */
@NullMarked
package io.marcado.notifications.reminders;

import org.jspecify.annotations.NullMarked;

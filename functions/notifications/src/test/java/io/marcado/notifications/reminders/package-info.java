@NullMarked
package io.marcado.notifications.reminders;

import org.jspecify.annotations.NullMarked;

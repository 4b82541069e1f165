/** One-time and recurring schedules on the local clock, in place of EventBridge Scheduler. */
@NullMarked
package io.marcado.local.schedule;

import org.jspecify.annotations.NullMarked;

package io.marcado.messaging.reminders;

/** Schedules reminders: at its time, each goes to the queue of due reminders. */
public interface ReminderSchedule {

  /**
   * Plans a reminder. Idempotent: an existing schedule stays as it is.
   *
   * @param reminder due in the future
   */
  void plan(Reminder reminder);
}

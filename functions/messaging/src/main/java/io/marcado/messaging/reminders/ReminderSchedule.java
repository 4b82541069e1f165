package io.marcado.messaging.reminders;

/** Sends reminders to the queue of due ones when their time has come. */
public interface ReminderSchedule {

  /**
   * Plans a reminder. One that is planned already, and still waits, stays as it is.
   *
   * @param reminder due in the future
   */
  void plan(Reminder reminder);
}

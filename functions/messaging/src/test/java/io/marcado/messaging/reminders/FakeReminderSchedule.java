package io.marcado.messaging.reminders;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps planned reminders in memory. */
final class FakeReminderSchedule implements ReminderSchedule {
  private final Map<String, Reminder> waiting = new LinkedHashMap<>();

  @Override
  public void plan(Reminder reminder) {
    waiting.putIfAbsent(reminder.scheduleName(), reminder);
  }

  /** What is planned and not taken yet, in the order in which it was planned. */
  List<Reminder> waiting() {
    return List.copyOf(waiting.values());
  }

  /** Takes out, and so sends, what is due at this moment. */
  List<Reminder> due(Instant now) {
    List<Reminder> due =
        waiting.values().stream().filter(reminder -> !reminder.dueAt().isAfter(now)).toList();
    due.forEach(reminder -> waiting.remove(reminder.scheduleName()));
    return due;
  }
}

package io.marcado.messaging.reminders;

import java.time.Instant;
import java.util.List;

class FakeReminderScheduleTest extends ReminderScheduleContract {
  private final FakeReminderSchedule fake = new FakeReminderSchedule();

  @Override
  ReminderSchedule schedule() {
    return fake;
  }

  @Override
  List<Reminder> sentUntil(Instant now) {
    return fake.due(now);
  }
}

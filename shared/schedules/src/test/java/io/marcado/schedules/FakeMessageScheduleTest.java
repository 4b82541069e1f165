package io.marcado.schedules;

import java.time.Instant;
import java.util.List;

class FakeMessageScheduleTest extends MessageScheduleContract {
  private final FakeMessageSchedule fake = new FakeMessageSchedule();

  @Override
  MessageSchedule schedule() {
    return fake;
  }

  @Override
  List<String> sentUntil(Instant now) {
    return fake.due(now).stream().map(DueMessage::toJson).toList();
  }
}

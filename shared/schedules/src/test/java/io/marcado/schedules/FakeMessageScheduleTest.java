package io.marcado.messaging.schedules;

import io.marcado.schedules.DueMessage;
import io.marcado.schedules.FakeMessageSchedule;
import io.marcado.schedules.MessageSchedule;
import java.time.Instant;
import java.util.List;

class FakeMessageScheduleTest extends MessageScheduleContract {
  private final FakeMessageSchedule fake = new FakeMessageSchedule();

  @Override
  MessageSchedule schedule() {
    return fake;
  }

  @Override
  List<DueMessage> sentUntil(Instant now) {
    return fake.due(now);
  }
}

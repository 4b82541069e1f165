package io.marcado.schedules;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps planned messages in memory. */
public final class FakeMessageSchedule implements MessageSchedule {
  private final Map<String, DueMessage> waiting = new LinkedHashMap<>();

  @Override
  public void plan(DueMessage message) {
    waiting.putIfAbsent(message.scheduleName(), message);
  }

  /** The planned messages that were not taken yet, in the order of their planning. */
  public List<DueMessage> waiting() {
    return List.copyOf(waiting.values());
  }

  /** Takes out, and so sends, what is due at this moment. */
  public List<DueMessage> due(Instant now) {
    List<DueMessage> due =
        waiting.values().stream().filter(message -> !message.dueAt().isAfter(now)).toList();
    due.forEach(message -> waiting.remove(message.scheduleName()));
    return due;
  }
}

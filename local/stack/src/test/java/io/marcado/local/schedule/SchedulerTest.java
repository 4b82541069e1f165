package io.marcado.local.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.marcado.local.clock.LocalClock;
import io.marcado.local.storage.Documents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SchedulerTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  private final Documents documents = Documents.inMemory();
  private final LocalClock clock = new LocalClock(InstantSource.fixed(NOW), Documents.inMemory());
  private final List<String> delivered = new CopyOnWriteArrayList<>();

  @Test
  void shouldFireWhatFellDueWhileItWasNotRunning() {
    try (Scheduler scheduler = Scheduler.start(documents, clock, this::deliver)) {
      scheduler.create(schedule("later", "at(2026-11-20T11:00:00)"));
    }
    clock.advance(Duration.ofHours(2));

    try (Scheduler scheduler = Scheduler.start(documents, clock, this::deliver)) {
      await().untilAsserted(() -> assertThat(delivered).containsExactly("queue later"));
      await().untilAsserted(() -> assertThat(scheduler.get("g", "later")).isEmpty());
    }
  }

  @Test
  void shouldFireInTheOrderOfTimeAndKeepWhatIsNotDue() {
    try (Scheduler scheduler = Scheduler.start(documents, clock, this::deliver)) {
      scheduler.create(schedule("b", "at(2026-11-20T12:00:00)"));
      scheduler.create(schedule("a", "at(2026-11-20T11:00:00)"));
      scheduler.create(schedule("c", "at(2026-11-20T13:00:00)"));
      clock.onAdvance(scheduler::fireDue);

      clock.advance(Duration.ofHours(2));

      assertThat(delivered).containsExactly("queue a", "queue b");
      assertThat(scheduler.list("g")).extracting(Schedule::name).containsExactly("c");
    }
  }

  @Test
  void shouldRepeatWithItsRate() {
    try (Scheduler scheduler = Scheduler.start(documents, clock, this::deliver)) {
      scheduler.declare("g", List.of(schedule("again", "rate(10 minutes)")));
      clock.onAdvance(scheduler::fireDue);

      clock.advance(Duration.ofMinutes(9));
      assertThat(delivered).isEmpty();
      clock.advance(Duration.ofMinutes(1));
      clock.advance(Duration.ofMinutes(35));
      scheduler.declare("g", List.of(schedule("again", "rate(10 minutes)")));
      clock.advance(Duration.ofMinutes(9));

      assertThat(delivered).hasSize(2);
    }
  }

  @Test
  void shouldTryAgainWhatTheTargetDidNotTake() {
    AtomicBoolean broken = new AtomicBoolean(true);
    try (Scheduler scheduler =
        Scheduler.start(
            documents,
            clock,
            (target, input) -> {
              if (broken.getAndSet(false)) {
                throw new IllegalStateException("not now");
              }
              deliver(target, input);
            })) {
      scheduler.create(schedule("due", "at(2026-11-20T09:00:00)"));

      await().untilAsserted(() -> assertThat(delivered).containsExactly("queue due"));
    }
  }

  @Test
  void shouldForgetDeclaredSchedulesThatAreDeclaredNoMore() {
    try (Scheduler scheduler = Scheduler.start(documents, clock, this::deliver)) {
      scheduler.declare("g", List.of(schedule("old", "rate(10 minutes)")));
      scheduler.declare("g", List.of(schedule("new", "rate(10 minutes)")));

      assertThat(scheduler.list("g")).extracting(Schedule::name).containsExactly("new");
    }
  }

  private void deliver(String target, String input) {
    delivered.add(target + " " + input);
  }

  private static Schedule schedule(String name, String expression) {
    return new Schedule(
        "g", name, expression, "UTC", "queue", name, "{}", true, true, NOW.toString(), "");
  }
}

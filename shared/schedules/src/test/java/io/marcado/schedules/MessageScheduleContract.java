package io.marcado.messaging.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.TenantId;
import io.marcado.messaging.reminders.Reminder;
import io.marcado.schedules.DueMessage;
import io.marcado.schedules.MessageSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every schedule of messages does. */
abstract class MessageScheduleContract {
  private static final Instant START = Instant.parse("2030-11-23T12:00:00Z");
  private static final TenantId TENANT = new TenantId("k3vq7d2hmxw5ra6t");

  abstract MessageSchedule schedule();

  /** Moves the clock there, and returns what has been sent since it was moved last. */
  abstract List<DueMessage> sentUntil(Instant now);

  @Test
  void shouldSendAReminderWhenItIsDueAndNotBefore() {
    Reminder reminder = reminder(START, 60, "ana");
    schedule().plan(reminder);

    assertThat(sentUntil(START.minus(Duration.ofMinutes(61)))).isEmpty();
    assertThat(sentUntil(START.minus(Duration.ofMinutes(60)))).containsExactly(reminder);
    assertThat(sentUntil(START.plus(Duration.ofDays(2)))).isEmpty();
  }

  @Test
  void shouldSendOnceWhatIsPlannedTwice() {
    Reminder reminder = reminder(START, 60, "ana");
    schedule().plan(reminder);
    schedule().plan(reminder(START, 60, "ana"));

    assertThat(sentUntil(START)).containsExactly(reminder);
  }

  @Test
  void shouldKeepApartWhatStatesDifferentFacts() {
    List<Reminder> reminders =
        List.of(
            reminder(START, 1440, "ana"),
            reminder(START, 60, "ana"),
            reminder(START, 60, "bia"),
            reminder(START, 60, "ana", "room"),
            reminder(START.plusSeconds(300), 60, "ana"));
    reminders.forEach(schedule()::plan);

    assertThat(sentUntil(START)).containsExactlyInAnyOrderElementsOf(reminders);
  }

  private static Reminder reminder(Instant start, int minutesBefore, String... resourceIds) {
    return new Reminder(
        TENANT, "b7qk2m4x6z3c5v7n2l4j6h3g5f", start, List.of(resourceIds), minutesBefore);
  }
}

package io.marcado.messaging.reminders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.domain.TenantId;
import io.marcado.messaging.bookings.BookingMessageKind;
import io.marcado.platform.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReminderTest {
  private final Reminder reminder =
      new Reminder(
          new TenantId("k3vq7d2hmxw5ra6t"),
          "b7qk2m4x6z3c5v7n2l4j6h3g5f",
          Instant.parse("2026-11-23T12:00:00Z"),
          List.of("ana", "room"),
          60);

  @Test
  void shouldBeReadAsItWasWritten() throws Exception {
    assertThat(Reminder.fromJson(Json.parse(reminder.toJson()))).isEqualTo(reminder);
  }

  @Test
  void shouldRefuseWhatIsNoReminder() {
    assertThatThrownBy(() -> Reminder.fromJson(Json.tree(Map.of("kind", "REMINDER"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Reminder.fromJson(Json.tree(Map.of())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldHaveANameThatSchedulesMayHave() {
    assertThat(reminder.scheduleName()).matches("r-[a-z2-7]{40}");
  }

  @Test
  void shouldHaveAnotherScheduleForOtherFacts() {
    List<Reminder> all =
        List.of(
            reminder,
            new Reminder(
                reminder.tenant(), reminder.bookingId(), reminder.start(), List.of("ana"), 60),
            new Reminder(
                reminder.tenant(), reminder.bookingId(), reminder.start(), List.of("bia"), 60),
            new Reminder(
                reminder.tenant(), reminder.bookingId(), reminder.start(), List.of("ana"), 1440),
            new Reminder(
                reminder.tenant(),
                reminder.bookingId(),
                reminder.start().plusSeconds(300),
                List.of("ana"),
                60));
    assertThat(all).extracting(Reminder::scheduleName).doesNotHaveDuplicates();
    assertThat(reminder.dueAt()).isEqualTo(Instant.parse("2026-11-23T11:00:00Z"));
  }

  @Test
  void shouldBecomeAMessageOfTheSameFacts() {
    assertThat(reminder.message().kind()).isEqualTo(BookingMessageKind.REMINDER);
    assertThat(reminder.message().start()).isEqualTo(reminder.start());
    assertThat(reminder.message().resourceIds()).isEqualTo(reminder.resourceIds());
  }
}

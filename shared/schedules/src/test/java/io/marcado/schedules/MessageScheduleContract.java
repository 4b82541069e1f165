package io.marcado.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every schedule of messages does. */
abstract class MessageScheduleContract {
  static final Instant DUE = Instant.parse("2030-11-23T11:00:00Z");

  /** A message that says which one it is. */
  record Note(String scheduleName, Instant dueAt) implements DueMessage {
    @Override
    public String toJson() {
      return "{\"note\":\"%s\"}".formatted(scheduleName);
    }
  }

  abstract MessageSchedule schedule();

  /** Moves the clock there, and returns the messages sent since it was moved last. */
  abstract List<String> sentUntil(Instant now);

  @Test
  void shouldSendAMessageWhenItIsDueAndNotBefore() {
    Note note = new Note("a", DUE);
    schedule().plan(note);

    assertThat(sentUntil(DUE.minus(Duration.ofMinutes(1)))).isEmpty();
    assertThat(sentUntil(DUE)).containsExactly(note.toJson());
    assertThat(sentUntil(DUE.plus(Duration.ofDays(2)))).isEmpty();
  }

  @Test
  void shouldSendOnceWhatIsPlannedTwice() {
    Note note = new Note("a", DUE);
    schedule().plan(note);
    schedule().plan(new Note("a", DUE));

    assertThat(sentUntil(DUE)).containsExactly(note.toJson());
  }

  @Test
  void shouldKeepApartWhatHasOtherNames() {
    List<Note> notes =
        List.of(new Note("a", DUE), new Note("b", DUE), new Note("c", DUE.minusSeconds(300)));
    notes.forEach(schedule()::plan);

    assertThat(sentUntil(DUE))
        .containsExactlyInAnyOrderElementsOf(notes.stream().map(DueMessage::toJson).toList());
  }
}

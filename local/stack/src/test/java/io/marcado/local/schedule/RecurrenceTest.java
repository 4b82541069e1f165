package io.marcado.local.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrenceTest {
  private static final LocalTimeline UTC = new LocalTimeline(Zone.of("UTC"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate(5 minutes)        | 2026-11-20T10:00:00Z | 2026-11-20T10:05:00Z",
        "rate(1 hour)           | 2026-11-20T10:00:00Z | 2026-11-20T11:00:00Z",
        "rate(2 days)           | 2026-11-20T10:00:00Z | 2026-11-22T10:00:00Z",
        "cron(0 3 * * ? *)      | 2026-11-20T10:00:00Z | 2026-11-21T03:00:00Z",
        "cron(0 3 * * ? *)      | 2026-11-20T03:00:00Z | 2026-11-21T03:00:00Z",
        "cron(*/15 * * * ? *)   | 2026-11-20T10:16:00Z | 2026-11-20T10:30:00Z",
        "cron(0 9 ? * MON-FRI *)| 2026-11-20T10:00:00Z | 2026-11-23T09:00:00Z",
        "cron(0 9 1 JAN ? *)    | 2026-11-20T10:00:00Z | 2027-01-01T09:00:00Z",
        "cron(0 9 29 2 ? *)     | 2026-11-20T10:00:00Z | 2028-02-29T09:00:00Z",
        "at(2026-11-20T10:00:01)| 2026-11-20T10:00:00Z | 2026-11-20T10:00:01Z"
      })
  void shouldFindTheNextTime(String expression, Instant from, Instant next) {
    assertThat(Recurrence.parse(expression, UTC).after(from)).isEqualTo(next);
  }

  @Test
  void shouldReadTimesInTheScheduleszone() {
    assertThat(
            Recurrence.parse(
                    "at(2026-11-20T10:00:00)", new LocalTimeline(Zone.of("America/Sao_Paulo")))
                .after(Instant.EPOCH))
        .isEqualTo(Instant.parse("2026-11-20T13:00:00Z"));
  }

  @Test
  void shouldEndWhenThereIsNoNextTime() {
    assertThat(
            Recurrence.parse("at(2026-11-20T10:00:00)", UTC)
                .after(Instant.parse("2026-11-20T10:00:00Z")))
        .isEqualTo(Instant.MAX);
    assertThat(
            Recurrence.parse("cron(0 0 1 1 ? 2020)", UTC)
                .after(Instant.parse("2026-11-20T10:00:00Z")))
        .isEqualTo(Instant.MAX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rate(0 minutes)",
        "rate(5 weeks)",
        "at(2026-13-01T00:00:00)",
        "at(2026-11-20)",
        "cron(0 3 * * ?)",
        "cron(61 3 * * ? *)",
        "cron(0 3 * * X *)",
        "every(5 minutes)"
      })
  void shouldRefuseWhatIsNoSchedule(String expression) {
    assertThatIllegalArgumentException().isThrownBy(() -> Recurrence.parse(expression, UTC));
  }
}

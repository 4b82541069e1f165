package io.marcado.domain.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalStartTest {

  @ParameterizedTest
  @CsvSource({
    // The rules have changed since; the last is a zone whose rules have not.
    "2026a, America/Vancouver, 2026-11-28T14:00, 2026-11-28T21:00:00Z",
    "2026a, Africa/Casablanca, 2026-11-28T14:00, 2026-11-28T14:00:00Z",
    "2026e, America/Havana, 2026-11-28T14:00, 2026-11-28T18:00:00Z",
    "2026e, America/Winnipeg, 2026-11-28T14:00,",
    "2025b, Europe/Lisbon, 2026-11-28T14:00,",
    // The hour before a change that is none any more.
    "2026a, America/Vancouver, 2027-03-14T01:30, 2027-03-14T08:30:00Z",
    "2026e, America/Havana, 2026-10-31T12:30,"
  })
  void shouldBeAtAnotherInstantWhenTheRulesHaveChanged(
      String release, String zone, LocalDateTime at, @Nullable Instant realigned) {
    LocalTimeline then = timeline(TzRelease.named(release).orElseThrow(), zone);
    Instant start = then.at(at);
    LocalStart agreed = LocalStart.of(start, then);

    assertThat(agreed).isEqualTo(new LocalStart(at, zone, release));
    LocalTimeline now = timeline(TzRelease.current(), zone);
    assertThat(agreed.realigned(start, now).orElse(null)).isEqualTo(realigned);
    assertThat(agreed.realigned(agreed.realigned(start, now).orElse(start), now)).isEmpty();
  }

  @Test
  void shouldStayAtTheSecondOccurrenceOfATimeThatClocksShowTwice() {
    LocalTimeline newYork = timeline(TzRelease.current(), "America/New_York");
    Instant second = Instant.parse("2026-11-01T06:30:00Z");

    assertThat(LocalStart.of(second, newYork).realigned(second, newYork)).isEmpty();
  }

  @Test
  void shouldStayWhereAGapMovedIt() {
    LocalTimeline newYork = timeline(TzRelease.current(), "America/New_York");
    LocalStart agreed =
        new LocalStart(LocalDateTime.of(2027, 3, 14, 2, 30), "America/New_York", "x");
    Instant moved = Instant.parse("2027-03-14T07:30:00Z");

    assertThat(agreed.realigned(moved, newYork)).isEmpty();
    assertThat(agreed.realigned(moved.minusSeconds(3600), newYork)).contains(moved);
  }

  private static LocalTimeline timeline(TzRelease release, String zone) {
    return new LocalTimeline(release.zone(zone).orElseThrow());
  }
}

package io.marcado.domain.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {
  private static final Duration CLOCKS_GO_BACK = Duration.ofHours(1);

  @ParameterizedTest
  @CsvSource({
    // Over midnight: before it, after it, at its first and its last moment, and beside it.
    "America/Sao_Paulo, 22:00, 08:00, 2026-11-24T01:00:00Z, 2026-11-24T11:00:00Z",
    "America/Sao_Paulo, 22:00, 08:00, 2026-11-24T05:00:00Z, 2026-11-24T11:00:00Z",
    "America/Sao_Paulo, 22:00, 08:00, 2026-11-24T10:59:59Z, 2026-11-24T11:00:00Z",
    "America/Sao_Paulo, 22:00, 08:00, 2026-11-24T11:00:00Z,",
    "America/Sao_Paulo, 22:00, 08:00, 2026-11-24T00:59:59Z,",
    // At noon, on one date.
    "America/Sao_Paulo, 12:00, 13:30, 2026-11-24T16:00:00Z, 2026-11-24T16:30:00Z",
    "America/Sao_Paulo, 12:00, 13:30, 2026-11-24T17:00:00Z,",
    // A night of nine hours for ten, and one of eleven.
    "America/New_York, 22:00, 08:00, 2026-03-08T03:00:00Z, 2026-03-08T12:00:00Z",
    "America/New_York, 22:00, 08:00, 2026-11-01T02:00:00Z, 2026-11-01T13:00:00Z",
    // Clocks go over the end: it is when they do. They go back over it: it is the last.
    "America/New_York, 22:00, 02:30, 2026-03-08T05:00:00Z, 2026-03-08T07:00:00Z",
    "America/New_York, 22:00, 01:30, 2026-11-01T05:10:00Z, 2026-11-01T06:30:00Z",
    "America/New_York, 22:00, 01:30, 2026-11-01T05:45:00Z, 2026-11-01T06:30:00Z",
    "America/New_York, 22:00, 01:30, 2026-11-01T06:10:00Z, 2026-11-01T06:30:00Z",
    "America/New_York, 22:00, 01:30, 2026-11-01T06:30:00Z,",
    // They go over all of it.
    "America/New_York, 02:10, 02:50, 2026-03-08T07:00:00Z,",
  })
  void shouldEndWhenClocksLastComeToTheEnd(
      String zone, LocalTime from, LocalTime to, Instant now, @Nullable Instant end) {
    assertThat(new QuietHours(from, to).end(now, new LocalTimeline(Zone.of(zone))))
        .isEqualTo(Optional.ofNullable(end));
  }

  @ParameterizedTest
  @CsvSource({
    "22:00, 08:00, true",
    "22:00, 14:00, true",
    "22:00, 14:01, false",
    "12:00, 13:00, true",
    "08:00, 08:00, false",
    "08:00, 07:59, false"
  })
  void shouldLeaveEightHoursOfTheDay(LocalTime from, LocalTime to, boolean sound) {
    assertThat(new QuietHours(from, to).faults().isEmpty()).isEqualTo(sound);
  }

  @Property(tries = 2000)
  void shouldBeQuietWhileClocksShowAQuietTimeAndNotAtTheEnd(
      @ForAll("zones") LocalTimeline timeline,
      @ForAll("moments") Instant now,
      @ForAll("times") LocalTime from,
      @ForAll("times") LocalTime to) {
    QuietHours quiet = new QuietHours(from, to);
    Assume.that(quiet.faults().isEmpty());

    Optional<Instant> end = quiet.end(now, timeline);

    if (shows(timeline, now, quiet)) {
      assertThat(end).isPresent();
    }
    if (end.isEmpty()) {
      return;
    }
    assertThat(end.get())
        .isAfter(now)
        .isBeforeOrEqualTo(now.plus(QuietHours.LONGEST).plus(CLOCKS_GO_BACK));
    assertThat(shows(timeline, end.get(), quiet)).isFalse();
    assertThat(quiet.end(end.get(), timeline)).isEmpty();
    assertThat(quiet.end(end.get().minusSeconds(1), timeline)).isEqualTo(end);
  }

  private static boolean shows(LocalTimeline timeline, Instant at, QuietHours quiet) {
    LocalTime shown = timeline.localOf(at).toLocalTime();
    return quiet.from().isBefore(quiet.to())
        ? !shown.isBefore(quiet.from()) && shown.isBefore(quiet.to())
        : !shown.isBefore(quiet.from()) || shown.isBefore(quiet.to());
  }

  @Provide
  Arbitrary<LocalTimeline> zones() {
    return Arbitraries.of(
            "America/New_York",
            "Europe/Lisbon",
            "Australia/Lord_Howe",
            "Asia/Beirut",
            "Africa/Cairo")
        .map(id -> new LocalTimeline(Zone.of(id)));
  }

  /** Days on which clocks of these zones change, and others. */
  @Provide
  Arbitrary<Instant> moments() {
    return Arbitraries.of(
            "2026-03-08T06:00:00Z",
            "2026-11-01T06:00:00Z",
            "2026-03-29T01:00:00Z",
            "2026-10-25T01:00:00Z",
            "2026-10-03T15:30:00Z",
            "2026-04-04T15:00:00Z",
            "2026-03-28T22:00:00Z",
            "2026-10-24T21:00:00Z",
            "2026-04-23T22:00:00Z",
            "2026-07-01T00:00:00Z")
        .flatMap(
            day ->
                Arbitraries.integers()
                    .between(-24 * 60, 24 * 60)
                    .map(minutes -> Instant.parse(day).plusSeconds(60L * minutes)));
  }

  @Provide
  Arbitrary<LocalTime> times() {
    return Arbitraries.integers()
        .between(0, 24 * 60 - 1)
        .map(m -> LocalTime.ofSecondOfDay(60L * m));
  }
}

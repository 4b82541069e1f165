package io.marcado.domain.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalTimelineTest {

  @ParameterizedTest
  @CsvSource({
    // Three days over the change to summer time, over that to winter time, and over none.
    "America/New_York, 2026-03-06T10:00, 4320, 2026-03-09T10:00, 4260",
    "America/New_York, 2026-10-30T10:00, 4320, 2026-11-02T10:00, 4380",
    "America/Sao_Paulo, 2026-11-20T10:00, 4320, 2026-11-23T10:00, 4320",
    "America/New_York, 2026-03-07T10:00, 1440, 2026-03-08T10:00, 1380",
    // Elapsed time is what is no whole number of days.
    "America/New_York, 2026-03-07T10:00, 1435, 2026-03-08T10:55, 1435",
    // A time that the clocks leave out comes later, one that they show twice is the first.
    "America/New_York, 2026-03-07T02:30, 1440, 2026-03-08T03:30, 1440",
    "America/New_York, 2026-10-31T01:30, 1440, 2026-11-01T01:30, 1440",
  })
  void shouldCountWholeDaysByTheCalendar(
      String zone, LocalDateTime start, int minutes, LocalDateTime end, long elapsed) {
    LocalTimeline timeline = new LocalTimeline(Zone.of(zone));
    Instant from = timeline.at(start);

    Interval lasting = timeline.lasting(from, minutes);

    assertThat(timeline.localOf(lasting.end())).isEqualTo(end);
    assertThat(lasting.minutes()).isEqualTo(elapsed);
    assertThat(timeline.minutes(lasting)).isEqualTo(minutes);
  }

  @Test
  void shouldPartStartsWhereWhatLastsDaysTakesAnotherTime() {
    LocalTimeline timeline = new LocalTimeline(Zone.of("America/New_York"));
    CellRange march =
        CellRange.covering(timeline.days(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 14)));

    List<LocalTimeline.Alike> alike = timeline.alike(march, 2880);

    assertThat(alike).extracting(LocalTimeline.Alike::cells).containsExactly(576, 564, 576);
    for (LocalTimeline.Alike some : alike) {
      for (long cell = some.starts().first(); cell < some.starts().end(); cell++) {
        assertThat(timeline.lasting(Cells.start(cell), 2880).minutes())
            .isEqualTo(5L * some.cells());
      }
    }
    assertThat(timeline.alike(march, 1435)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    // a normal time, a gap, an overlap, an overlap of half an hour, gaps and overlaps at midnight
    "America/Sao_Paulo, 2026-11-23T09:00, 2026-11-23T12:00:00Z",
    "Europe/Lisbon, 2026-03-29T01:30, 2026-03-29T01:30:00Z",
    "Europe/Lisbon, 2026-10-25T01:30, 2026-10-25T00:30:00Z",
    "America/New_York, 2026-03-08T02:30, 2026-03-08T07:30:00Z",
    "America/New_York, 2026-11-01T01:30, 2026-11-01T05:30:00Z",
    "Australia/Lord_Howe, 2026-10-04T02:10, 2026-10-03T15:40:00Z",
    "Australia/Lord_Howe, 2026-04-05T01:45, 2026-04-04T14:45:00Z",
    "Asia/Beirut, 2026-03-29T00:00, 2026-03-28T22:00:00Z",
    "Asia/Beirut, 2026-10-24T23:30, 2026-10-24T20:30:00Z",
    "Africa/Cairo, 2026-04-24T00:15, 2026-04-23T22:15:00Z",
  })
  void shouldMoveAGapForwardAndTakeTheEarlierOfAnOverlap(
      String zone, LocalDateTime local, Instant expected) {
    assertThat(new LocalTimeline(Zone.of(zone)).at(local)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "America/Sao_Paulo, 2026-11-23, 1440",
    "Europe/Lisbon, 2026-03-29, 1380",
    "Europe/Lisbon, 2026-10-25, 1500",
    "Australia/Lord_Howe, 2026-10-04, 1410",
    "Australia/Lord_Howe, 2026-04-05, 1470",
    "Asia/Beirut, 2026-03-29, 1380",
    "Asia/Beirut, 2026-10-24, 1500",
    "Africa/Cairo, 2026-04-24, 1380",
    "America/Nuuk, 2026-03-28, 1380",
  })
  void shouldGiveALocalDayItsRealLength(String zone, LocalDate date, long minutes) {
    LocalTimeline timeline = new LocalTimeline(Zone.of(zone));

    assertThat(timeline.day(date).minutes()).isEqualTo(minutes);
    assertThat(timeline.day(date).end()).isEqualTo(timeline.day(date.plusDays(1)).start());
    assertThat(timeline.days(date.minusDays(1), date.plusDays(1)).minutes())
        .isEqualTo(minutes + 2880);
    assertThat(timeline.dateOf(timeline.startOf(date))).isEqualTo(date);
    assertThat(timeline.dateOf(timeline.startOf(date).minusSeconds(1)))
        .isEqualTo(date.minusDays(1));
  }

  /** Each change of clocks, with the dates around it as the first, a middle and the last ones. */
  @Test
  void shouldTellTheSameTimesWhetherOrNotClocksChangeDuringTheDates() {
    for (String id : TzRelease.current().ids()) {
      LocalTimeline timeline = new LocalTimeline(Zone.of(id));
      ZoneOffsetTransition change =
          timeline.zone().rules().nextTransition(Instant.parse("2026-01-01T00:00:00Z"));
      for (int changes = 0; change != null && changes < 3; changes++) {
        LocalDate date = timeline.dateOf(change.getInstant());
        for (int before = -1; before <= 3; before++) {
          LocalDate first = date.minusDays(before);
          LocalTimeline during = timeline.during(first, first.plusDays(2));
          for (int minute = 0; minute <= 3 * 1440; minute += 15) {
            LocalDateTime local = first.atStartOfDay().plusMinutes(minute);
            assertThat(during.at(local)).as("%s %s", id, local).isEqualTo(timeline.at(local));
          }
        }
        change = timeline.zone().rules().nextTransition(change.getInstant());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // As the clocks of Madrid would show it, by the offset before or after the change.
    "2027-03-28T02:30:00+01:00, true",
    "2027-03-28T02:30:00+02:00, true",
    "2027-03-28T02:00:00+01:00, true",
    "2027-03-28T01:59:00+01:00, false",
    "2027-03-28T03:00:00+02:00, false",
    // Moments, by somebody who knows nothing of Madrid.
    "2027-03-28T02:30:00Z, false",
    "2027-03-28T02:30:00-03:00, false",
    "2027-10-31T02:30:00+01:00, false"
  })
  void shouldKnowWhatClocksNeverShow(OffsetDateTime told, boolean skipped) {
    assertThat(new LocalTimeline(Zone.of("Europe/Madrid")).gap(told).isPresent())
        .isEqualTo(skipped);
  }

  @Test
  void shouldSayOverWhatTheClocksGo() {
    assertThat(
            new LocalTimeline(Zone.of("Europe/Madrid"))
                .gap(OffsetDateTime.parse("2027-03-28T02:30:00+01:00"))
                .orElseThrow()
                .detail())
        .contains("from 2027-03-28 02:00 to 2027-03-28 03:00");
  }

  @Test
  void shouldCountAWindowInElapsedTime() {
    LocalTimeline lisbon = new LocalTimeline(Zone.of("Europe/Lisbon"));
    DailyWindow night = DailyWindow.of("00:00", "06:00");

    assertThat(lisbon.on(LocalDate.of(2026, 3, 29), night).orElseThrow().minutes()).isEqualTo(300);
    assertThat(lisbon.on(LocalDate.of(2026, 10, 25), night).orElseThrow().minutes()).isEqualTo(420);
    assertThat(
            lisbon
                .on(LocalDate.of(2026, 3, 29), DailyWindow.of("01:30", "02:00"))
                .map(Interval::minutes))
        .isEmpty();
    assertThat(
            lisbon.on(LocalDate.of(2026, 10, 25), DailyWindow.of("12:00", "24:00")).orElseThrow())
        .isEqualTo(
            new Interval(
                Instant.parse("2026-10-25T12:00:00Z"), Instant.parse("2026-10-26T00:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Lisbon, 2026-07-01T09:00:00Z, 2026-07-01T10:00:00Z, +01:00",
    "Europe/Lisbon, 2026-12-01T09:00:00Z, 2026-12-01T10:00:00Z, Z",
    "Etc/UTC, 2026-12-01T09:00:00Z, 2026-12-01T10:00:00Z, Z",
    // Until clocks change, and until the first occurrence of what they show twice.
    "Europe/Lisbon, 2026-03-28T23:00:00Z, 2026-03-29T00:55:00Z, Z",
    "Europe/Lisbon, 2026-10-24T23:15:00Z, 2026-10-25T00:15:00Z, +01:00",
    // Over the change, up to it, in the second occurrence, and from that on.
    "Europe/Lisbon, 2026-03-28T23:00:00Z, 2026-03-29T02:00:00Z,",
    "Europe/Lisbon, 2026-03-28T23:00:00Z, 2026-03-29T01:00:00Z,",
    "Europe/Lisbon, 2026-10-25T00:30:00Z, 2026-10-25T01:30:00Z,",
    "Europe/Lisbon, 2026-10-25T01:15:00Z, 2026-10-25T01:45:00Z,",
    "Europe/Lisbon, 2026-10-25T01:15:00Z, 2026-10-25T03:15:00Z,",
    "Europe/Lisbon, 2026-10-25T02:00:00Z, 2026-10-25T03:00:00Z, Z"
  })
  void shouldKnowTheOneOffsetByWhichLocalTimeTellsAnInterval(
      String zone, Instant start, Instant end, @Nullable ZoneOffset offset) {
    assertThat(new LocalTimeline(Zone.of(zone)).offsetDuring(new Interval(start, end)))
        .isEqualTo(Optional.ofNullable(offset));
  }

  @Test
  void shouldWriteTheOffsetOfTheZone() {
    Instant instant = Instant.parse("2026-11-23T12:00:00.123Z");

    assertThat(new LocalTimeline(Zone.of("America/Sao_Paulo")).format(instant))
        .isEqualTo("2026-11-23T09:00:00-03:00");
    assertThat(new LocalTimeline(Zone.of("Europe/Lisbon")).format(instant))
        .isEqualTo("2026-11-23T12:00:00+00:00");
  }
}

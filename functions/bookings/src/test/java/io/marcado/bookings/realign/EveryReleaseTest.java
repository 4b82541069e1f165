package io.marcado.bookings.realign;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.realign.Realigned.Outcome;
import io.marcado.bookings.realign.Realignment.Keep;
import io.marcado.domain.BookingId;
import io.marcado.domain.time.LocalStart;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.TzRelease;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All zones under all releases since 2025b, each realigned under the next. */
class EveryReleaseTest {
  private static final List<String> RELEASES =
      List.of("2025b", "2026a", "2026b", "2026c", "2026d", "2026e", "2026f");
  private static final LocalDate FROM = LocalDate.of(2026, 10, 20);

  /** A zone that a release has changed, and the first day on which the two differ. */
  record Change(String zone, String before, String after, LocalDate day) {}

  static Stream<Change> changes() {
    List<Change> changes = new ArrayList<>();
    for (int i = 1; i < RELEASES.size(); i++) {
      for (String zone : release(RELEASES.get(i)).ids()) {
        firstDifference(zone, RELEASES.get(i - 1), RELEASES.get(i)).ifPresent(changes::add);
      }
    }
    return changes.stream();
  }

  @Test
  void shouldKnowWhatTheReleasesOf2026Changed() {
    assertThat(changes().map(Change::zone))
        .contains(
            "America/Vancouver",
            "America/Edmonton",
            "Africa/Casablanca",
            "America/Inuvik",
            "America/Winnipeg",
            "America/Havana");
  }

  /** Every six hours of two years, in every zone, from each release to the next. */
  @Test
  void shouldKeepEveryLocalTimeOfTheWorldThatStillExists() {
    for (int i = 1; i < RELEASES.size(); i++) {
      for (String id : release(RELEASES.get(i)).ids()) {
        LocalTimeline before = timeline(RELEASES.get(i - 1), id);
        LocalTimeline after = timeline(RELEASES.get(i), id);
        if (before.zone().rules().equals(after.zone().rules())) {
          continue;
        }
        for (LocalDateTime at = FROM.atTime(4, 30);
            at.isBefore(FROM.plusYears(2).atStartOfDay());
            at = at.plusHours(6)) {
          Instant start = before.at(at);
          LocalStart agreed = LocalStart.of(start, before);
          Instant realigned = agreed.realigned(start, after).orElse(start);
          assertThat(after.localOf(realigned)).as("%s %s", id, at).isEqualTo(agreed.at());
          assertThat(agreed.realigned(realigned, after)).isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("changes")
  void shouldKeepABusyDiaryAndLoseNothing(Change change) {
    Random random = new Random(change.hashCode());
    try (Diary diary = new Diary(change.zone())) {
      Map<BookingId, LocalDateTime> agreed = new HashMap<>();
      for (int i = 0; i < 25; i++) {
        LocalDateTime at =
            change
                .day()
                .plusDays(random.nextInt(3) - 1L)
                .atTime(LocalTime.of(8 + random.nextInt(10), 5 * random.nextInt(12)));
        diary
            .tryToBook(
                change.before(),
                at,
                30 + 5 * random.nextInt(18),
                random.nextBoolean() ? "one" : "two")
            .ifPresent(id -> agreed.put(id, at));
      }

      List<Realigned> done =
          diary.realigner.apply(
              diary.salon.tenant,
              new Realignment(release(change.after()), Optional.empty(), Keep.LOCAL_TIMES),
              Diary.NOW);

      assertThat(done).isNotEmpty().allMatch(one -> one.outcome() == Outcome.DONE);
      LocalTimeline now = diary.timeline(change.after());
      assertThat(agreed).hasSameSizeAs(diary.made);
      agreed.forEach(
          (id, at) -> {
            Booking booking = diary.booking(id);
            assertThat(booking.localStart().map(LocalStart::at)).contains(at);
            assertThat(now.localOf(booking.time().start())).isEqualTo(at);
          });
      diary.recount();
    }
  }

  private static Optional<Change> firstDifference(String zone, String before, String after) {
    LocalTimeline one = timeline(before, zone);
    LocalTimeline other = timeline(after, zone);
    if (one.zone().rules().equals(other.zone().rules())) {
      return Optional.empty();
    }
    return FROM.datesUntil(FROM.plusYears(2))
        .filter(day -> !one.at(day, 720).equals(other.at(day, 720)))
        .findFirst()
        .map(day -> new Change(zone, before, after, day.plusDays(2)));
  }

  private static LocalTimeline timeline(String release, String zone) {
    return new LocalTimeline(release(release).zone(zone).orElseThrow());
  }

  private static TzRelease release(String name) {
    return RELEASE_CACHE.computeIfAbsent(name, id -> TzRelease.named(id).orElseThrow());
  }

  private static final Map<String, TzRelease> RELEASE_CACHE =
      new java.util.concurrent.ConcurrentHashMap<>();
}

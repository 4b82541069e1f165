package io.marcado.domain.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RecurrenceTest {

  @Test
  void shouldCountWeeksFromMondayInBothDirections() {
    Recurrence every = new Recurrence.EveryWeeks(2, LocalDate.parse("2026-11-26"));

    assertThat(on(every, "2026-11-23")).isTrue();
    assertThat(on(every, "2026-11-29")).isTrue();
    assertThat(on(every, "2026-11-22")).isFalse();
    assertThat(on(every, "2026-11-30")).isFalse();
    assertThat(on(every, "2026-12-07")).isTrue();
    assertThat(on(every, "2026-11-09")).isTrue();
  }

  @Test
  void shouldKnowTheFirstAndTheLastOfAMonth() {
    Recurrence first = new Recurrence.WeeksOfMonth(List.of(1));
    Recurrence last = new Recurrence.WeeksOfMonth(List.of(-1));

    assertThat(on(first, "2026-11-07")).isTrue();
    assertThat(on(first, "2026-11-08")).isFalse();
    assertThat(on(last, "2026-11-30")).isTrue();
    assertThat(on(last, "2026-11-24")).isTrue();
    assertThat(on(last, "2026-11-23")).isFalse();
    assertThat(on(last, "2027-02-22")).isTrue();
    assertThat(on(new Recurrence.WeeksOfMonth(List.of(5)), "2026-11-29")).isTrue();
  }

  @Test
  void shouldRefuseWhatIsNoRecurrence() {
    LocalDate date = LocalDate.parse("2026-11-23");
    assertThatThrownBy(() -> new Recurrence.EveryWeeks(1, date))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Recurrence.EveryWeeks(9, date))
        .isInstanceOf(IllegalArgumentException.class);
    for (List<Integer> weeks : List.of(List.<Integer>of(), List.of(0), List.of(6), List.of(-2))) {
      assertThatThrownBy(() -> new Recurrence.WeeksOfMonth(weeks))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Property(tries = 200)
  void shouldMeetExactlyWhereDatesAreShared(@ForAll long seed) {
    Random random = new Random(seed);
    Recurrence one = any(random);
    Recurrence other = any(random);
    LocalDate monday = LocalDate.parse("2024-01-01");

    boolean shared = false;
    for (int week = 0; week < 52 * 28 && !shared; week++) {
      LocalDate date = monday.plusWeeks(week);
      shared = one.includes(date) && other.includes(date);
    }

    assertThat(one.meets(other)).isEqualTo(shared);
    assertThat(other.meets(one)).isEqualTo(shared);
    assertThat(Recurrence.parse(one.toString())).isEqualTo(one);
  }

  private static Recurrence any(Random random) {
    return random.nextBoolean()
        ? new Recurrence.EveryWeeks(
            2 + random.nextInt(7), LocalDate.parse("2026-11-23").plusDays(random.nextInt(100)))
        : new Recurrence.WeeksOfMonth(
            List.of(random.nextInt(6) == 0 ? -1 : 1 + random.nextInt(5), 1 + random.nextInt(5)));
  }

  @Test
  void shouldRunOverTheNewYear() {
    Season winter = season("12-01", "03-15", OptionalInt.empty());
    Season once = season("12-01", "03-15", OptionalInt.of(2026));
    Season leap = season("02-29", "03-01", OptionalInt.empty());

    assertThat(winter.includes(LocalDate.parse("2026-12-01"))).isTrue();
    assertThat(winter.includes(LocalDate.parse("2027-03-15"))).isTrue();
    assertThat(winter.includes(LocalDate.parse("2027-03-16"))).isFalse();
    assertThat(once.includes(LocalDate.parse("2026-03-15"))).isFalse();
    assertThat(once.includes(LocalDate.parse("2026-12-01"))).isTrue();
    assertThat(once.includes(LocalDate.parse("2027-03-15"))).isTrue();
    assertThat(once.includes(LocalDate.parse("2027-12-01"))).isFalse();
    assertThat(leap.includes(LocalDate.parse("2027-02-28"))).isFalse();
    assertThat(leap.includes(LocalDate.parse("2027-03-01"))).isTrue();
    assertThat(leap.includes(LocalDate.parse("2028-02-29"))).isTrue();
  }

  @Test
  void shouldPutTheSeasonOfOneYearFirst() {
    Season winter = season("12-01", "03-15", OptionalInt.empty());
    Season thisYear = season("12-10", "12-20", OptionalInt.of(2026));
    List<Season> both = List.of(winter, thisYear);

    assertThat(Season.faults(both, "")).isEmpty();
    assertThat(Season.on(LocalDate.parse("2026-12-10"), both)).contains(thisYear);
    assertThat(Season.on(LocalDate.parse("2027-12-10"), both)).contains(winter);
    assertThat(Season.on(LocalDate.parse("2026-12-09"), both)).contains(winter);
    assertThat(Season.on(LocalDate.parse("2026-11-30"), both)).isEmpty();
  }

  /** Seasons without faults never leave a date to two of them. */
  @Property(tries = 300)
  void shouldNameSeasonsThatOverlap(@ForAll long seed) {
    Random random = new Random(seed);
    Season one = any(random, OptionalInt.of(2027));
    Season other = any(random, OptionalInt.of(2027 + random.nextInt(2)));
    if (random.nextBoolean()) {
      one = new Season(one.from(), one.to(), OptionalInt.empty(), WeeklyHours.NONE);
      other = new Season(other.from(), other.to(), OptionalInt.empty(), WeeklyHours.NONE);
    }
    boolean shared = false;
    for (LocalDate date = LocalDate.parse("2026-01-01");
        date.getYear() < 2031;
        date = date.plusDays(1)) {
      shared |= one.includes(date) && other.includes(date);
    }

    assertThat(Season.faults(List.of(one, other), "").isEmpty()).isEqualTo(!shared);
  }

  private static Season any(Random random, OptionalInt year) {
    return new Season(day(random), day(random), year, WeeklyHours.NONE);
  }

  private static MonthDay day(Random random) {
    return MonthDay.from(LocalDate.parse("2028-01-01").plusDays(random.nextInt(366)));
  }

  private static Season season(String from, String to, OptionalInt year) {
    return new Season(
        MonthDay.parse("--" + from), MonthDay.parse("--" + to), year, WeeklyHours.NONE);
  }

  private static boolean on(Recurrence recurrence, String date) {
    return recurrence.includes(LocalDate.parse(date));
  }
}

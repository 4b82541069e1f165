package io.marcado.domain.time;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningHoursTest {

  @Test
  void shouldReadTimesUpToTheEndOfTheDay() {
    assertThat(DailyWindow.minuteOfDay("00:00")).hasValue(0);
    assertThat(DailyWindow.minuteOfDay("09:05")).hasValue(545);
    assertThat(DailyWindow.minuteOfDay("24:00")).hasValue(1440);
    assertThat(DailyWindow.minuteOfDay("26:30")).hasValue(1590);
    assertThat(DailyWindow.minuteOfDay("36:00")).hasValue(2160);
    assertThat(DailyWindow.of("20:00", "24:00").closesText()).isEqualTo("24:00");
    assertThat(DailyWindow.of("09:05", "24:00").opensText()).isEqualTo("09:05");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "9:00", "36:01", "37:00", "12:60", "12:00:00", "-1:00", "noon"})
  void shouldRefuseWhatIsNoTimeOfDay(String text) {
    assertThat(DailyWindow.minuteOfDay(text)).isEmpty();
    assertThatThrownBy(() -> DailyWindow.of(text, "24:00"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldSayEverythingThatIsWrongWithAWeek() {
    WeeklyHours hours =
        new WeeklyHours(
            List.of(
                WeeklyHours.Entry.of(MONDAY, "13:00", "18:00"),
                WeeklyHours.Entry.of(MONDAY, "09:00", "13:00"),
                WeeklyHours.Entry.of(MONDAY, "12:30", "14:00"),
                WeeklyHours.Entry.of(TUESDAY, "12:00", "12:00"),
                WeeklyHours.Entry.of(TUESDAY, "22:00", "02:00"),
                WeeklyHours.Entry.of(TUESDAY, "09:03", "10:01"),
                new WeeklyHours.Entry(TUESDAY, new DailyWindow(-5, 2165))));

    assertThat(hours.faults("/weeklyHours"))
        .extracting(Fault::pointer)
        .containsExactly(
            "/weeklyHours/2",
            "/weeklyHours/3/closes",
            "/weeklyHours/4/closes",
            "/weeklyHours/5/opens",
            "/weeklyHours/5/closes",
            "/weeklyHours/6/opens",
            "/weeklyHours/6/closes",
            "/weeklyHours/6");
    assertThat(hours.on(LocalDate.parse("2026-11-23")).stream().map(DailyWindow::toString))
        .containsExactly("09:00-13:00", "12:30-14:00", "13:00-18:00");
  }

  @Test
  void shouldRefuseMoreThanTwelveWindowsOfADay() {
    List<WeeklyHours.Entry> entries = new ArrayList<>();
    for (int hour = 0; hour < 14; hour++) {
      DailyWindow window = new DailyWindow(hour * 60, hour * 60 + 30);
      entries.add(new WeeklyHours.Entry(MONDAY, window));
      entries.add(new WeeklyHours.Entry(DayOfWeek.of(2 + hour % 6), window));
    }

    assertThat(new WeeklyHours(entries).faults(""))
        .extracting(Fault::pointer, Fault::code)
        .containsExactly(tuple("/24", FaultCode.TOO_LONG));
  }

  @Test
  void shouldAcceptWindowsThatTouch() {
    WeeklyHours hours =
        new WeeklyHours(
            List.of(
                WeeklyHours.Entry.of(MONDAY, "09:00", "12:00"),
                WeeklyHours.Entry.of(MONDAY, "12:00", "24:00"),
                WeeklyHours.Entry.of(TUESDAY, "00:00", "02:00")));

    assertThat(hours.faults("")).isEmpty();
    assertThat(WeeklyHours.NONE.faults("")).isEmpty();
  }

  @Test
  void shouldRefuseMoreWindowsThanAWeekCanUse() {
    WeeklyHours hours =
        new WeeklyHours(Collections.nCopies(169, WeeklyHours.Entry.of(MONDAY, "09:00", "12:00")));

    assertThat(hours.faults("/businessHours"))
        .extracting(Fault::pointer)
        .containsExactly("/businessHours");
  }

  @Test
  void shouldKeepAnOverrideAsShortText() {
    DayOverride open =
        DayOverride.open(
            List.of(DailyWindow.of("09:00", "12:00"), DailyWindow.of("13:00", "24:00")));

    assertThat(open).hasToString("09:00-12:00,13:00-24:00");
    assertThat(DayOverride.parse(open.toString())).isEqualTo(open);
    assertThat(DayOverride.CLOSED).hasToString("-");
    assertThat(DayOverride.parse("-")).isEqualTo(DayOverride.CLOSED);
    assertThat(DayOverride.CLOSED.isClosed()).isTrue();
    assertThatThrownBy(() -> DayOverride.parse("09:00")).isInstanceOf(RuntimeException.class);
  }

  @Test
  void shouldSayEverythingThatIsWrongWithAnOverride() {
    DayOverride override =
        DayOverride.open(
            List.of(
                DailyWindow.of("09:00", "12:00"),
                DailyWindow.of("11:00", "13:00"),
                DailyWindow.of("14:00", "13:00")));

    assertThat(override.faults("/windows"))
        .extracting(Fault::pointer)
        .containsExactly("/windows/1", "/windows/2/closes");
    assertThat(
            DayOverride.open(Collections.nCopies(25, DailyWindow.of("09:00", "12:00")))
                .faults("/windows"))
        .extracting(Fault::pointer)
        .containsExactly("/windows");
  }
}

package io.marcado.platform.schedule;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.settings.BusinessHolidays;
import io.marcado.domain.time.DailyWindow;
import io.marcado.domain.time.DayOverride;
import io.marcado.domain.time.HolidayHours;
import io.marcado.domain.time.HolidayKind;
import io.marcado.domain.time.HolidayRules;
import io.marcado.domain.time.Recurrence;
import io.marcado.domain.time.Season;
import io.marcado.domain.time.SpecialDate;
import io.marcado.domain.time.WeeklyHours;
import io.marcado.domain.time.WindowBooking;
import io.marcado.platform.table.Item;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HoursTest {
  private static final WeeklyHours EVERYTHING =
      new WeeklyHours(
          List.of(
              WeeklyHours.Entry.of(MONDAY, "09:00", "12:00"),
              new WeeklyHours.Entry(
                  FRIDAY,
                  DailyWindow.of("18:00", "26:00")
                      .startingBy("25:00")
                      .bookedBy(WindowBooking.APPROVAL),
                  Optional.of(new Recurrence.EveryWeeks(2, LocalDate.parse("2026-11-27")))),
              new WeeklyHours.Entry(
                  SUNDAY,
                  DailyWindow.of("20:00", "36:00").bookedBy(WindowBooking.STAFF),
                  Optional.of(new Recurrence.WeeksOfMonth(List.of(-1, 1, 3))))));

  @Test
  void shouldKeepAllThatHoursSay() {
    Item.Builder item = Item.builder();
    List<Season> seasons =
        List.of(
            new Season(MonthDay.of(12, 1), MonthDay.of(2, 29), OptionalInt.of(2026), EVERYTHING),
            new Season(
                MonthDay.of(7, 1), MonthDay.of(7, 1), OptionalInt.empty(), WeeklyHours.NONE));
    List<SpecialDate> dates =
        List.of(
            SpecialDate.of(LocalDate.parse("2026-12-24"), DayOverride.CLOSED),
            new SpecialDate(
                LocalDate.parse("2026-12-27"),
                LocalDate.parse("2027-01-02"),
                DayOverride.open(
                    List.of(
                        DailyWindow.of("09:00", "12:00"),
                        DailyWindow.of("18:00", "26:00").startingBy("25:00")))));
    Hours.store(EVERYTHING, "hours", item);
    Calendars.storeSeasons(seasons, item);
    Calendars.storeSpecialDates(dates, item);

    assertThat(Hours.load(item.build(), "hours")).isEqualTo(EVERYTHING);
    assertThat(Calendars.loadSeasons(item.build())).isEqualTo(seasons);
    assertThat(Calendars.loadSpecialDates(item.build())).isEqualTo(dates);
    assertThat(Calendars.loadSeasons(Item.builder().build())).isEmpty();
    assertThat(Calendars.loadSpecialDates(Item.builder().build())).isEmpty();
  }

  @Test
  void shouldKeepHolidays() {
    SortedMap<LocalDate, HolidayHours> days = new TreeMap<>();
    days.put(LocalDate.parse("2026-11-20"), new HolidayHours(HolidayHours.Rule.OPEN, List.of()));
    days.put(
        LocalDate.parse("2027-01-25"),
        HolidayHours.in(List.of(DailyWindow.of("10:00", "26:00").startingBy("25:00"))));
    HolidayRules rules =
        new HolidayRules(new HolidayHours(HolidayHours.Rule.SUNDAY, List.of()), days);
    BusinessHolidays holidays =
        new BusinessHolidays(
            "BR", Optional.of("SP"), Set.of(HolidayKind.PUBLIC, HolidayKind.BANK), rules);
    Item.Builder business = Item.builder();
    Item.Builder resource = Item.builder();
    HolidayFields.store(holidays, business);
    HolidayFields.store(rules, resource);

    assertThat(HolidayFields.loadOfBusiness(business.build())).contains(holidays);
    assertThat(HolidayFields.loadOfResource(resource.build())).contains(rules);
    assertThat(HolidayFields.loadOfBusiness(Item.builder().build())).isEmpty();
    assertThat(HolidayFields.loadOfResource(Item.builder().build())).isEmpty();
  }

  @Test
  void shouldReadAnEveningAndItsNightAsTheOneWindowThatTheyMeant() {
    assertThat(
            stored(
                "FRIDAY 12:00-15:00",
                "FRIDAY 18:00-24:00",
                "SATURDAY 00:00-02:00",
                "SATURDAY 10:00-14:00",
                "SUNDAY 22:00-24:00",
                "MONDAY 00:00-12:00"))
        .containsExactly(
            WeeklyHours.Entry.of(FRIDAY, "12:00", "15:00"),
            WeeklyHours.Entry.of(FRIDAY, "18:00", "26:00"),
            WeeklyHours.Entry.of(SATURDAY, "10:00", "14:00"),
            WeeklyHours.Entry.of(SUNDAY, "22:00", "36:00"));
  }

  @Test
  void shouldLeaveDaysAloneThatAreOpenAllTheTime() {
    String[] always =
        Arrays.stream(DayOfWeek.values()).map(day -> day + " 00:00-24:00").toArray(String[]::new);
    assertThat(stored(always)).hasSize(7).allMatch(entry -> entry.window().closes() == 1440);
    assertThat(stored("FRIDAY 01:00-24:00", "SATURDAY 00:00-02:00")).hasSize(2);
    assertThat(stored("FRIDAY 18:00-24:00", "SATURDAY 00:00-12:05")).hasSize(2);
    assertThat(stored("FRIDAY 18:00-23:00", "SATURDAY 00:00-02:00")).hasSize(2);
    assertThat(stored("FRIDAY 18:00-24:00", "SUNDAY 00:00-02:00")).hasSize(2);
  }

  @Test
  void shouldLeaveAloneWhatIsWrittenAsTwoToday() {
    Item.Builder item = Item.builder();
    WeeklyHours two =
        new WeeklyHours(
            List.of(
                WeeklyHours.Entry.of(FRIDAY, "18:00", "24:00"),
                WeeklyHours.Entry.of(SATURDAY, "00:00", "02:00")));
    Hours.store(two, "hours", item);

    assertThat(Hours.load(item.build(), "hours")).isEqualTo(two);
  }

  private static List<WeeklyHours.Entry> stored(String... texts) {
    return Hours.load(Item.builder().texts("hours", List.of(texts)).build(), "hours").entries();
  }
}

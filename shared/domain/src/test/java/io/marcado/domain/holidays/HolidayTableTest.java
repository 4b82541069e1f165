package io.marcado.domain.holidays;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.time.HolidayKind;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the tables with a third opinion: the laws of some countries, as fixed dates, days from
 * Easter, and n-th weekdays.
 */
class HolidayTableTest {
  private static final Set<HolidayKind> PUBLIC = EnumSet.of(HolidayKind.PUBLIC);

  static IntStream years() {
    return IntStream.rangeClosed(2025, 2036);
  }

  static Stream<String> countries() {
    return HolidayTable.countries().stream();
  }

  @ParameterizedTest
  @MethodSource("years")
  void shouldKnowBrazilsNationalHolidays(int year) {
    assertThat(dates("BR", "", PUBLIC, year))
        .isEqualTo(
            dates(
                year,
                List.of(
                    "01-01", "04-21", "05-01", "09-07", "10-12", "11-02", "11-15", "11-20",
                    "12-25"),
                -2));
    assertThat(dates("BR", "", EnumSet.of(HolidayKind.OPTIONAL), year))
        .isEqualTo(dates(year, List.of("10-28", "12-24", "12-31"), -48, -47, -46, 60));
  }

  @ParameterizedTest
  @CsvSource({
    "AC,06-15", "AL,09-16", "AM,09-05", "AP,09-13", "BA,07-02", "CE,03-25", "DF,11-30", "GO,07-26",
    "MA,07-28", "MS,10-11", "PA,08-15", "PB,08-05", "PE,03-06", "PI,10-19", "RJ,04-23", "RN,10-03",
    "RO,01-04", "RR,10-05", "RS,09-20", "SE,07-08", "SP,07-09", "TO,10-05"
  })
  void shouldKnowTheDaysOfBrazilsStates(String state, String day) {
    HolidayTable brazil = HolidayTable.of("BR").orElseThrow();
    years()
        .mapToObj(year -> LocalDate.parse(year + "-" + day))
        .forEach(
            date ->
                assertThat(brazil.on(Optional.of(state), PUBLIC, date)).as("%s", date).isPresent());
  }

  @ParameterizedTest
  @MethodSource("years")
  void shouldKnowPortugalsHolidays(int year) {
    assertThat(dates("PT", "", PUBLIC, year))
        .isEqualTo(
            dates(
                year,
                List.of(
                    "01-01", "04-25", "05-01", "06-10", "08-15", "10-05", "11-01", "12-01", "12-08",
                    "12-25"),
                -2,
                0,
                60));
  }

  @ParameterizedTest
  @MethodSource("years")
  void shouldKnowGermanysHolidays(int year) {
    List<String> fixed = List.of("01-01", "05-01", "10-03", "12-25", "12-26");
    assertThat(dates("DE", "", PUBLIC, year)).isEqualTo(dates(year, fixed, -2, 1, 39, 50));
    Set<LocalDate> bavaria = dates(year, fixed, -2, 1, 39, 50, 60);
    bavaria.add(LocalDate.of(year, 1, 6));
    bavaria.add(LocalDate.of(year, 11, 1));
    assertThat(dates("DE", "BY", PUBLIC, year)).isEqualTo(bavaria);
  }

  @ParameterizedTest
  @MethodSource("years")
  void shouldKnowTheFederalHolidaysOfTheUnitedStates(int year) {
    Set<LocalDate> expected =
        new TreeSet<>(
            List.of(
                nth(3, DayOfWeek.MONDAY, Month.JANUARY, year),
                nth(3, DayOfWeek.MONDAY, Month.FEBRUARY, year),
                nth(-1, DayOfWeek.MONDAY, Month.MAY, year),
                nth(1, DayOfWeek.MONDAY, Month.SEPTEMBER, year),
                nth(2, DayOfWeek.MONDAY, Month.OCTOBER, year),
                nth(4, DayOfWeek.THURSDAY, Month.NOVEMBER, year)));
    // The day itself and the day on which offices are closed for it.
    Stream.of("01-01", "06-19", "07-04", "11-11", "12-25")
        .map(day -> LocalDate.parse(year + "-" + day))
        .forEach(
            date -> {
              expected.add(date);
              expected.add(observed(date));
            });
    expected.add(observed(LocalDate.of(year + 1, 1, 1)));
    expected.removeIf(date -> date.getYear() != year);
    assertThat(dates("US", "", PUBLIC, year)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("countries")
  void shouldReadEveryTable(String country) {
    HolidayTable holidays = HolidayTable.of(country).orElseThrow();
    assertThat(holidays.firstYear()).isEqualTo(2025);
    assertThat(holidays.lastYear()).isEqualTo(2036);
    Stream.concat(
            Stream.of(Optional.<String>empty()), holidays.regions().stream().map(Optional::of))
        .forEach(
            region ->
                years()
                    .forEach(
                        year -> {
                          List<Holiday> found =
                              of(year, holidays, region, EnumSet.allOf(HolidayKind.class));
                          assertThat(found)
                              .as("%s %s %s", country, region, year)
                              .hasSizeBetween(4, 60);
                          assertThat(found)
                              .allSatisfy(
                                  holiday -> {
                                    assertThat(holiday.name()).isNotBlank().doesNotContain("estim");
                                    assertThat(holiday.englishName()).isNotBlank();
                                  });
                        }));
  }

  @Test
  void shouldNameAHolidayInTheCountrysLanguageAndInEnglish() {
    HolidayTable brazil = HolidayTable.of("BR").orElseThrow();
    assertThat(brazil.all(Optional.of("SP"), LocalDate.of(2026, 7, 9)))
        .containsExactly(
            new Holiday(
                LocalDate.of(2026, 7, 9),
                "Revolução Constitucionalista",
                "Constitutionalist Revolution",
                HolidayKind.PUBLIC,
                Certainty.CONFIRMED));
    assertThat(brazil.all(Optional.empty(), LocalDate.of(2026, 7, 9))).isEmpty();
  }

  @Test
  void shouldTellHolidaysByTheMoonAsEstimates() {
    HolidayTable guyana = HolidayTable.of("GY").orElseThrow();
    assertThat(of(2030, guyana, Optional.empty(), PUBLIC))
        .filteredOn(holiday -> holiday.englishName().contains("Eid"))
        .extracting(Holiday::certainty)
        .containsOnly(Certainty.ESTIMATED)
        .isNotEmpty();
  }

  @Test
  void shouldGiveTheMostBindingKindOfADate() {
    HolidayTable rio = HolidayTable.of("BR").orElseThrow();
    LocalDate carnival = LocalDate.of(2027, 2, 9);
    Set<HolidayKind> all = EnumSet.allOf(HolidayKind.class);
    assertThat(rio.on(Optional.of("RJ"), all, carnival).map(Holiday::kind))
        .contains(HolidayKind.PUBLIC);
    assertThat(rio.on(Optional.of("SP"), all, carnival).map(Holiday::kind))
        .contains(HolidayKind.OPTIONAL);
    assertThat(rio.on(Optional.of("SP"), PUBLIC, carnival)).isEmpty();
  }

  @Test
  void shouldKnowNothingOutsideTheTables() {
    HolidayTable brazil = HolidayTable.of("BR").orElseThrow();
    assertThat(brazil.all(Optional.empty(), LocalDate.of(2024, 12, 25))).isEmpty();
    assertThat(brazil.all(Optional.empty(), LocalDate.of(2037, 1, 1))).isEmpty();
    assertThat(HolidayTable.of("XX")).isEmpty();
    assertThat(HolidayTable.of("../BR")).isEmpty();
  }

  private static Set<LocalDate> dates(
      String country, String region, Set<HolidayKind> kinds, int year) {
    HolidayTable holidays = HolidayTable.of(country).orElseThrow();
    return of(year, holidays, Optional.of(region).filter(code -> !code.isEmpty()), kinds).stream()
        .map(Holiday::date)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Holiday> of(
      int year, HolidayTable holidays, Optional<String> region, Set<HolidayKind> kinds) {
    return LocalDate.of(year, 1, 1)
        .datesUntil(LocalDate.of(year + 1, 1, 1))
        .flatMap(date -> holidays.all(region, date).stream())
        .filter(holiday -> kinds.contains(holiday.kind()))
        .toList();
  }

  private static Set<LocalDate> dates(int year, List<String> fixed, int... fromEaster) {
    LocalDate easter = easter(year);
    return Stream.concat(
            fixed.stream().map(day -> LocalDate.parse(year + "-" + day)),
            Arrays.stream(fromEaster).mapToObj(easter::plusDays))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static LocalDate nth(int ordinal, DayOfWeek day, Month month, int year) {
    return LocalDate.of(year, month, 1).with(TemporalAdjusters.dayOfWeekInMonth(ordinal, day));
  }

  private static LocalDate observed(LocalDate date) {
    return switch (date.getDayOfWeek()) {
      case SATURDAY -> date.minusDays(1);
      case SUNDAY -> date.plusDays(1);
      default -> date;
    };
  }

  /** Easter Sunday of the Gregorian calendar, by Gauss's rule in the form of Meeus and Butcher. */
  private static LocalDate easter(int year) {
    int golden = year % 19;
    int century = year / 100;
    int inCentury = year % 100;
    int epact =
        (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    int weekday = (32 + 2 * (century % 4) + 2 * (inCentury / 4) - epact - inCentury % 4) % 7;
    int late = (golden + 11 * epact + 22 * weekday) / 451;
    int days = epact + weekday - 7 * late + 114;
    return LocalDate.of(year, days / 31, days % 31 + 1);
  }
}

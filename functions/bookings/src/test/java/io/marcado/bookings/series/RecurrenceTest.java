package io.marcado.bookings.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.series.Recurrence.End;
import io.marcado.bookings.series.Recurrence.Fault;
import io.marcado.bookings.series.Recurrence.Pattern;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrenceTest {
  private static final LocalTimeline MADRID = new LocalTimeline(Zone.of("Europe/Madrid"));
  private static final LocalDateTime MONDAY = LocalDateTime.parse("2026-11-23T09:00");

  @Test
  void shouldKeepLocalTimeOverClockChanges() {
    LocalDateTime first = LocalDateTime.parse("2027-03-21T09:00");

    List<Instant> starts =
        new Recurrence(new Pattern.Weekly(Set.of(DayOfWeek.SUNDAY)), 1, new End.Count(3))
            .starts(MADRID.at(first), MADRID)
            .starts();

    assertThat(starts.stream().map(MADRID::format))
        .containsExactly(
            "2027-03-21T09:00:00+01:00", "2027-03-28T09:00:00+02:00", "2027-04-04T09:00:00+02:00");
  }

  @Test
  void shouldMoveWhatTheClocksLeaveOutAndBeBackTheNextDay() {
    LocalDateTime first = LocalDateTime.parse("2027-03-27T02:30");

    assertThat(local(new Pattern.Daily(), 1, new End.Count(3), first))
        .containsExactly("2027-03-27T02:30", "2027-03-28T03:30", "2027-03-29T02:30");
  }

  @Test
  void shouldBeginWithTheHourThatWasAskedForWhereClocksShowItTwice() {
    Instant second = Instant.parse("2027-10-31T01:30:00Z");

    assertThat(
            new Recurrence(new Pattern.Daily(), 1, new End.Count(2))
                .starts(second, MADRID).starts().stream().map(MADRID::format))
        .containsExactly("2027-10-31T02:30:00+01:00", "2027-11-01T02:30:00+01:00");
  }

  @Test
  void shouldLeaveOutMonthsWithoutTheDay() {
    LocalDateTime first = LocalDateTime.parse("2026-12-31T09:00");

    assertThat(local(new Pattern.Monthly(31), 1, new End.Count(3), first))
        .containsExactly("2026-12-31T09:00", "2027-01-31T09:00", "2027-03-31T09:00");
    assertThat(local(new Pattern.Monthly(-1), 1, new End.Count(3), first))
        .containsExactly("2026-12-31T09:00", "2027-01-31T09:00", "2027-02-28T09:00");
    assertThat(local(new Pattern.MonthlyOn(5, DayOfWeek.FRIDAY), 1, new End.Count(2), first))
        .containsExactly("2027-01-29T09:00", "2027-04-30T09:00");
  }

  @Test
  void shouldBeginWithTheFirstDateThatFits() {
    assertThat(
            local(
                new Pattern.Weekly(Set.of(DayOfWeek.TUESDAY, DayOfWeek.SUNDAY)),
                2,
                new End.Until(LocalDate.parse("2026-12-13")),
                MONDAY))
        .containsExactly(
            "2026-11-24T09:00", "2026-11-29T09:00", "2026-12-08T09:00", "2026-12-13T09:00");
  }

  @Test
  void shouldSayWhyItMakesNoSeries() {
    assertThat(fault(new Pattern.Daily(), 1, new End.Until(LocalDate.parse("2027-04-01"))))
        .contains(Fault.TOO_MANY);
    assertThat(fault(new Pattern.Monthly(1), 12, new End.Count(4))).contains(Fault.TOO_FAR);
    assertThat(fault(new Pattern.Monthly(30), 99, new End.Count(2))).contains(Fault.TOO_FAR);
    assertThat(fault(new Pattern.Daily(), 1, new End.Until(LocalDate.parse("2026-11-22"))))
        .contains(Fault.NONE);
    assertThat(fault(new Pattern.Daily(), 1, new End.Count(104))).isEmpty();
    assertThat(fault(new Pattern.Weekly(Set.of(DayOfWeek.MONDAY)), 1, new End.Count(104)))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FREQ=DAILY;COUNT=5",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=8;WKST=MO",
        "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270601",
        "FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20270601T080000Z"
      })
  void shouldReadRules(String text) {
    RecurrenceText.Read read = RecurrenceText.read(text, MONDAY.toLocalDate());

    assertThat(read.why()).isEmpty();
    assertThat(read.recurrence()).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FREQ=YEARLY;COUNT=2 | take DAILY",
        "FREQ=DAILY | COUNT or UNTIL",
        "FREQ=DAILY;COUNT=105 | at most 104",
        "FREQ=DAILY;COUNT=0 | RFC 5545",
        "FREQ=DAILY;COUNT=2;UNTIL=20270101 | RFC 5545",
        "FREQ=DAILY;COUNT=2;BYHOUR=9 | BYHOUR",
        "FREQ=DAILY;COUNT=2;BYDAY=MO | take DAILY",
        "FREQ=WEEKLY;COUNT=2;WKST=SU | begins on MO",
        "FREQ=WEEKLY;COUNT=2;BYDAY=2MO | RFC 5545",
        "FREQ=WEEKLY;COUNT=2;BYSETPOS=1 | ",
        "FREQ=MONTHLY;COUNT=2;BYDAY=MO | number",
        "FREQ=MONTHLY;COUNT=2;BYDAY=-2MO | number",
        "FREQ=MONTHLY;COUNT=2;BYMONTHDAY=1,15 | take DAILY",
        "FREQ=MONTHLY;COUNT=2;BYMONTHDAY=-2 | BYMONTHDAY",
        "FREQ=MONTHLY;UNTIL=20270101T090000 | UTC",
        "FREQ=WEEKLY;UNTIL=20270231 | UNTIL",
        "FREQ=WEEKLY;UNTIL=00000000 | UNTIL",
        "FREQ=WEEKLY;UNTIL=20270229T100000Z | UNTIL",
        "FREQ=WEEKLY;UNTIL=20270228T235960Z | UNTIL",
        "FREQ=DAILY;INTERVAL=100;COUNT=2 | INTERVAL",
        "every monday | RFC 5545",
        "RRULE:FREQ=DAILY;COUNT=2 | RFC 5545"
      })
  void shouldRefuseOtherRules(String text, String why) {
    RecurrenceText.Read read = RecurrenceText.read(text, MONDAY.toLocalDate());

    assertThat(read.recurrence()).isEmpty();
    assertThat(read.why()).contains(why == null ? "" : why);
  }

  @Property(tries = 300)
  void shouldHaveTheDatesOfAnotherReader(
      @ForAll("rules") String rule, @ForAll @IntRange(min = 0, max = 400) int day)
      throws Exception {
    LocalDate from = LocalDate.parse("2026-06-01").plusDays(day);
    Recurrence recurrence = RecurrenceText.read(rule, from).recurrence().orElseThrow();
    List<Instant> some = recurrence.starts(MADRID.at(from.atTime(9, 0)), MADRID).starts();
    if (some.isEmpty()) {
      return;
    }
    // By the standard the first date is always one of them, and counts, even where it does not fit.
    LocalDate first = MADRID.dateOf(some.getFirst());
    Recurrence.Starts starts = recurrence.starts(some.getFirst(), MADRID);
    if (starts.fault().isPresent()) {
      return;
    }

    List<LocalDate> others = new ArrayList<>();
    RecurrenceRuleIterator iterator =
        new RecurrenceRule(rule)
            .iterator(
                new DateTime(
                    TimeZone.getTimeZone("UTC"),
                    first.getYear(),
                    first.getMonthValue() - 1,
                    first.getDayOfMonth(),
                    9,
                    0,
                    0));
    while (iterator.hasNext()) {
      DateTime next = iterator.nextDateTime();
      others.add(LocalDate.of(next.getYear(), next.getMonth() + 1, next.getDayOfMonth()));
    }
    assertThat(starts.starts().stream().map(MADRID::dateOf).toList()).isEqualTo(others);
  }

  @Provide
  Arbitrary<String> rules() {
    Arbitrary<String> day = Arbitraries.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");
    Arbitrary<String> pattern =
        Arbitraries.oneOf(
            Arbitraries.just("FREQ=DAILY"),
            day.set()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(days -> "FREQ=WEEKLY;BYDAY=" + String.join(",", days)),
            Arbitraries.integers()
                .between(-1, 31)
                .filter(date -> date != 0)
                .map(date -> "FREQ=MONTHLY;BYMONTHDAY=" + date),
            Combinators.combine(Arbitraries.integers().between(-1, 5).filter(nth -> nth != 0), day)
                .as((nth, one) -> "FREQ=MONTHLY;BYDAY=" + nth + one));
    return Combinators.combine(
            pattern, Arbitraries.integers().between(1, 4), Arbitraries.integers().between(1, 20))
        .as((one, interval, count) -> one + ";INTERVAL=" + interval + ";COUNT=" + count);
  }

  private static List<String> local(Pattern pattern, int interval, End end, LocalDateTime first) {
    Recurrence.Starts starts =
        new Recurrence(pattern, interval, end).starts(MADRID.at(first), MADRID);
    assertThat(starts.fault()).isEmpty();
    return starts.starts().stream().map(start -> MADRID.localOf(start).toString()).toList();
  }

  private static Optional<Fault> fault(Pattern pattern, int interval, End end) {
    return new Recurrence(pattern, interval, end).starts(MADRID.at(MONDAY), MADRID).fault();
  }
}

package io.marcado.bookings.rules;

import static io.marcado.bookings.rules.Business.id;
import static io.marcado.bookings.rules.Business.ids;
import static io.marcado.bookings.rules.Business.needs;
import static io.marcado.bookings.rules.Business.resource;
import static io.marcado.bookings.rules.Business.service;
import static io.marcado.bookings.rules.SchedulingRule.DURATION;
import static io.marcado.bookings.rules.SchedulingRule.HORIZON;
import static io.marcado.bookings.rules.SchedulingRule.INTERVAL;
import static io.marcado.bookings.rules.SchedulingRule.NOTICE;
import static io.marcado.bookings.rules.SchedulingRule.OPENING_HOURS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.marcado.domain.ServiceId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.catalog.ResourceCalendar;
import io.marcado.domain.catalog.ResourceKind;
import io.marcado.domain.catalog.ServiceKind;
import io.marcado.domain.settings.BusinessCalendar;
import io.marcado.domain.settings.BusinessHolidays;
import io.marcado.domain.time.DailyWindow;
import io.marcado.domain.time.DayOverride;
import io.marcado.domain.time.HolidayHours;
import io.marcado.domain.time.HolidayKind;
import io.marcado.domain.time.HolidayRules;
import io.marcado.domain.time.Season;
import io.marcado.domain.time.SpecialDate;
import io.marcado.domain.time.WeeklyHours;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BookingRulesTest {
  /** A Friday, 09:00 in São Paulo. */
  private static final Instant NOW = at("2026-11-20T09:00");

  private static final Business SHOP =
      Business.open("America/Sao_Paulo", "09:00-12:00", "13:00-18:00");

  @Test
  void shouldAcceptAStartOnTheGridOfAnyWindow() {
    assertThat(judge(SHOP, 60, "2026-11-23T09:00")).isEmpty();
    assertThat(judge(SHOP, 60, "2026-11-23T11:00")).isEmpty();
    assertThat(judge(SHOP, 60, "2026-11-23T17:00")).isEmpty();
  }

  @Test
  void shouldEndWhileStillOpen() {
    assertThat(judge(SHOP, 60, "2026-11-23T11:30")).containsExactly(OPENING_HOURS);
    assertThat(judge(SHOP, 60, "2026-11-23T17:30")).containsExactly(OPENING_HOURS);
    assertThat(judge(SHOP, 60, "2026-11-23T08:30")).containsExactly(OPENING_HOURS);
    assertThat(judge(SHOP, 240, "2026-11-23T11:00")).containsExactly(OPENING_HOURS);
  }

  @Test
  void shouldTreatTouchingWindowsAsOneStretchWithTwoGrids() {
    Business shop = Business.open("America/Sao_Paulo", "09:00-12:10", "12:10-18:00");

    assertThat(judge(shop, 60, "2026-11-23T12:00")).isEmpty();
    assertThat(judge(shop, 60, "2026-11-23T12:10")).isEmpty();
    assertThat(judge(shop, 60, "2026-11-23T12:30")).containsExactly(INTERVAL);
    assertThat(judge(shop, 60, "2026-11-23T12:40")).isEmpty();
  }

  @Test
  void shouldRunOverMidnightWhenWindowsTouchThere() {
    Business bar = Business.open("America/Sao_Paulo", "20:00-24:00", "00:00-02:00");

    assertThat(judge(bar, 180, "2026-11-23T23:00")).isEmpty();
    assertThat(judge(bar, 180, "2026-11-23T23:30")).containsExactly(OPENING_HOURS);
  }

  @Test
  void shouldCountNoticeFromNow() {
    assertThat(judge(SHOP.withNotice(120), 60, "2026-11-20T11:00")).isEmpty();
    assertThat(judge(SHOP.withNotice(121), 60, "2026-11-20T11:00")).containsExactly(NOTICE);
    assertThat(judge(SHOP, 60, "2026-11-20T09:00")).isEmpty();
    assertThat(judge(SHOP, 60, "2026-11-19T09:00")).containsExactly(NOTICE);
  }

  @Test
  void shouldCountTheHorizonInLocalDates() {
    assertThat(judge(SHOP.upTo(3), 60, "2026-11-23T17:00")).isEmpty();
    assertThat(judge(SHOP.upTo(3), 60, "2026-11-24T09:00")).containsExactly(HORIZON);
    // Late in the evening it is already tomorrow in UTC; the shop's date counts.
    BookingRules late = new BookingRules(SHOP.upTo(1).settings(), at("2026-11-20T22:00"));
    assertThat(rules(late, needs(service(60), resource("r")), 60, "2026-11-22T09:00"))
        .containsExactly(HORIZON);
  }

  @Test
  void shouldTakeOnlyTheServicesDuration() {
    assertThat(rules(SHOP, needs(service(60), resource("r")), 30, "2026-11-23T09:00"))
        .containsExactly(DURATION);
  }

  @Test
  void shouldReportEveryBrokenRule() {
    Business shop = SHOP.upTo(1);

    assertThat(rules(shop, needs(service(60), resource("r")), 90, "2026-12-01T11:10"))
        .containsExactly(OPENING_HOURS, HORIZON, INTERVAL, DURATION);
    assertThat(rules(shop, needs(service(60), resource("r")), 60, "2026-11-19T19:10"))
        .containsExactly(OPENING_HOURS, NOTICE);
  }

  @Test
  void shouldPreferAnOverrideToAClosedDateToWeeklyHours() {
    LocalDate christmas = LocalDate.of(2026, 12, 25);
    Business shop = SHOP.closedOn(christmas, LocalDate.of(2026, 12, 24));
    BookableResource own = resource("own", "07:00-09:00");
    BookableResource busy =
        resource(
            "busy",
            1,
            Optional.empty(),
            Map.of(
                christmas,
                DayOverride.open(List.of(DailyWindow.of("20:00", "22:00"))),
                LocalDate.of(2026, 12, 28),
                DayOverride.CLOSED));

    assertThat(rules(shop, needs(service(60), own), 60, "2026-12-23T07:00")).isEmpty();
    assertThat(rules(shop, needs(service(60), own), 60, "2026-12-23T10:00"))
        .containsExactly(OPENING_HOURS);
    assertThat(rules(shop, needs(service(60), own), 60, "2026-12-24T07:00"))
        .containsExactly(OPENING_HOURS);
    assertThat(rules(shop, needs(service(60), busy), 60, "2026-12-25T20:00")).isEmpty();
    assertThat(rules(shop, needs(service(60), busy), 60, "2026-12-25T09:00"))
        .containsExactly(OPENING_HOURS);
    assertThat(rules(shop, needs(service(60), busy), 60, "2026-12-28T09:00"))
        .containsExactly(OPENING_HOURS);
  }

  @Test
  void shouldCloseTheWholeEveningWithADateAndCutNoNightByTheNextOne() {
    LocalDate friday = LocalDate.of(2026, 12, 25);
    Business bar = Business.open("America/Sao_Paulo", "18:00-26:00");
    ServiceNeeds table = needs(service(30), resource("r"));

    assertThat(rules(bar, table, 30, "2026-12-26T01:30")).isEmpty();
    assertThat(rules(bar, table, 30, "2026-12-26T02:00")).containsExactly(OPENING_HOURS);
    Business closed = bar.closedOn(friday);
    assertThat(rules(closed, table, 30, "2026-12-25T18:00")).containsExactly(OPENING_HOURS);
    assertThat(rules(closed, table, 30, "2026-12-26T00:00")).containsExactly(OPENING_HOURS);
    assertThat(rules(closed, table, 30, "2026-12-26T01:30")).containsExactly(OPENING_HOURS);
    assertThat(rules(closed, table, 30, "2026-12-25T01:30")).isEmpty();
    for (BusinessCalendar special :
        List.of(
            special(friday, DayOverride.CLOSED),
            special(friday, DayOverride.open(List.of(DailyWindow.of("10:00", "12:00")))))) {
      assertThat(rules(bar.with(special), table, 30, "2026-12-25T01:30")).isEmpty();
      assertThat(rules(bar.with(special), table, 30, "2026-12-26T01:30"))
          .containsExactly(OPENING_HOURS);
    }
  }

  private static BusinessCalendar special(LocalDate date, DayOverride day) {
    return new BusinessCalendar(List.of(), List.of(SpecialDate.of(date, day)), Optional.empty());
  }

  @Test
  void shouldRunTheGridOnOverMidnightAndOpenBothWindowsWhereTheyMeet() {
    Business bar = Business.open("America/Sao_Paulo", "18:00-26:00", "01:00-10:00").every(45);
    ServiceNeeds table = needs(service(30), resource("r"));

    assertThat(rules(bar, table, 30, "2026-12-25T23:15")).isEmpty();
    assertThat(rules(bar, table, 30, "2026-12-26T00:00")).isEmpty();
    assertThat(rules(bar, table, 30, "2026-12-26T00:45")).isEmpty();
    assertThat(rules(bar, table, 30, "2026-12-26T00:30")).containsExactly(INTERVAL);
    // By the grid of the evening, and by that of the morning.
    assertThat(rules(bar, table, 30, "2026-12-26T01:30")).isEmpty();
    assertThat(rules(bar, table, 30, "2026-12-26T01:45")).isEmpty();
    assertThat(rules(bar, table, 30, "2026-12-26T02:15")).containsExactly(INTERVAL);
  }

  @Test
  void shouldLetABookingThatStartsInTimeEndAfterClosing() {
    Business shop =
        SHOP.open(
            week(
                DailyWindow.of("09:00", "12:00").startingBy("11:00"),
                DailyWindow.of("12:00", "18:00").startingBy("17:30")));

    assertThat(judge(shop, 60, "2026-11-23T11:00")).isEmpty();
    assertThat(judge(shop, 60, "2026-11-23T11:30")).containsExactly(OPENING_HOURS);
    assertThat(judge(shop, 60, "2026-11-23T12:00")).isEmpty();
    assertThat(judge(shop, 90, "2026-11-23T17:30")).isEmpty();
    assertThat(judge(shop, 5, "2026-11-23T18:00")).containsExactly(OPENING_HOURS);
    // A start in a window without a last start needs open time, in any window.
    Business mixed =
        SHOP.open(
            week(
                DailyWindow.of("09:00", "12:00"),
                DailyWindow.of("12:00", "13:00").startingBy("12:00")));
    assertThat(judge(mixed, 60, "2026-11-23T11:30")).isEmpty();
    assertThat(judge(mixed, 90, "2026-11-23T11:30")).isEmpty();
    assertThat(judge(mixed, 120, "2026-11-23T11:30")).containsExactly(OPENING_HOURS);
  }

  @Test
  void shouldPreferSeasonsToWeeklyHoursAndTheResourceToTheBusiness() {
    BusinessCalendar summer =
        new BusinessCalendar(
            List.of(season("12-01", "01-31", "07:00-08:00")), List.of(), Optional.empty());
    Business shop = SHOP.with(summer);
    BookableResource same = resource("same");
    BookableResource own = resource("own", "10:00-11:00");
    BookableResource seasonal =
        resource(
            "seasonal",
            1,
            Optional.of(Business.daily("10:00-11:00")),
            Map.of(),
            new ResourceCalendar(
                List.of(season("12-10", "12-20", "15:00-16:00")), Optional.empty()));

    assertThat(rules(shop, needs(service(60), same), 60, "2026-11-30T07:00"))
        .containsExactly(OPENING_HOURS);
    assertThat(rules(shop, needs(service(60), same), 60, "2026-12-01T07:00")).isEmpty();
    assertThat(rules(shop, needs(service(60), own), 60, "2026-12-01T10:00")).isEmpty();
    assertThat(rules(shop, needs(service(60), seasonal), 60, "2026-12-09T10:00")).isEmpty();
    assertThat(rules(shop, needs(service(60), seasonal), 60, "2026-12-10T10:00"))
        .containsExactly(OPENING_HOURS);
    assertThat(rules(shop, needs(service(60), seasonal), 60, "2026-12-10T15:00")).isEmpty();
  }

  @Test
  void shouldKeepHolidaysAsTheResourceDoesOrElseTheBusiness() {
    // 25 December 2026 is a Friday, the 20th of November too; the 25th of January is a Monday.
    HolidayRules closed = HolidayRules.of(HolidayHours.CLOSED);
    Business shop = SHOP.with(holidays(closed));
    ServiceNeeds same = needs(service(60), resource("same"));
    ServiceNeeds open = needs(service(60), keeping(HolidayHours.Rule.OPEN));
    ServiceNeeds sunday = needs(service(60), keeping(HolidayHours.Rule.SUNDAY));

    assertThat(rules(shop, same, 60, "2026-12-25T09:00")).containsExactly(OPENING_HOURS);
    assertThat(rules(shop, same, 60, "2026-12-28T09:00")).isEmpty();
    assertThat(rules(shop, open, 60, "2026-12-25T09:00")).isEmpty();
    assertThat(rules(shop.open(weekWithSunday()), sunday, 60, "2026-12-25T20:00")).isEmpty();
    assertThat(rules(shop.open(weekWithSunday()), sunday, 60, "2026-12-25T09:00"))
        .containsExactly(OPENING_HOURS);
    assertThat(rules(SHOP, sunday, 60, "2026-12-25T09:00")).isEmpty();

    SortedMap<LocalDate, HolidayHours> days = new TreeMap<>();
    days.put(LocalDate.parse("2026-12-25"), new HolidayHours(HolidayHours.Rule.OPEN, List.of()));
    days.put(LocalDate.parse("2027-01-26"), HolidayHours.CLOSED);
    Business otherwise = SHOP.with(holidays(new HolidayRules(HolidayHours.CLOSED, days)));
    assertThat(rules(otherwise, same, 60, "2026-12-25T09:00")).isEmpty();
    assertThat(rules(otherwise, sunday, 60, "2026-12-25T09:00")).isEmpty();
    assertThat(rules(otherwise, same, 60, "2027-01-26T09:00")).containsExactly(OPENING_HOURS);
    assertThat(rules(otherwise, open, 60, "2027-01-26T09:00")).isEmpty();
    // What the business says of one date goes before.
    BusinessCalendar special =
        new BusinessCalendar(
            List.of(),
            List.of(
                SpecialDate.of(
                    LocalDate.parse("2026-12-25"),
                    DayOverride.open(List.of(DailyWindow.of("20:00", "22:00"))))),
            holidays(closed).holidays());
    assertThat(rules(SHOP.with(special), same, 60, "2026-12-25T20:00")).isEmpty();
    assertThat(rules(SHOP.with(special), open, 60, "2026-12-25T20:00")).isEmpty();
  }

  private static BusinessCalendar holidays(HolidayRules rules) {
    return new BusinessCalendar(
        List.of(),
        List.of(),
        Optional.of(
            new BusinessHolidays("BR", Optional.empty(), Set.of(HolidayKind.PUBLIC), rules)));
  }

  private static BookableResource keeping(HolidayHours.Rule rule) {
    return resource(
        "keeping",
        1,
        Optional.empty(),
        Map.of(),
        new ResourceCalendar(
            List.of(), Optional.of(HolidayRules.of(new HolidayHours(rule, List.of())))));
  }

  private static WeeklyHours weekWithSunday() {
    return new WeeklyHours(
        List.of(
            WeeklyHours.Entry.of(DayOfWeek.FRIDAY, "09:00", "12:00"),
            WeeklyHours.Entry.of(DayOfWeek.SUNDAY, "20:00", "22:00")));
  }

  private static Season season(String from, String to, String... windows) {
    return new Season(
        MonthDay.parse("--" + from),
        MonthDay.parse("--" + to),
        OptionalInt.empty(),
        Business.daily(windows));
  }

  private static WeeklyHours week(DailyWindow... windows) {
    return new WeeklyHours(
        Arrays.stream(DayOfWeek.values())
            .flatMap(day -> Arrays.stream(windows).map(w -> new WeeklyHours.Entry(day, w)))
            .toList());
  }

  @Test
  void shouldNeedEveryResourceOpenButOnlyTheMainOnesGrid() {
    BookableResource tutor = resource("tutor", "09:00-18:00");
    BookableResource room = resource("room", "09:10-12:00");
    ServiceNeeds lesson = new ServiceNeeds(service(60), List.of(tutor), List.of(List.of(room)));

    assertThat(rules(SHOP, lesson, 60, "2026-11-23T09:30")).isEmpty();
    assertThat(rules(SHOP, lesson, 60, "2026-11-23T09:00")).containsExactly(OPENING_HOURS);
    assertThat(rules(SHOP, lesson, 60, "2026-11-23T12:00")).containsExactly(OPENING_HOURS);
  }

  @Test
  void shouldNotGiveOneResourceTwoParts() {
    BookableResource ana = resource("ana");
    BookableResource rui = resource("rui", "09:00-10:00");
    ServiceNeeds two = new ServiceNeeds(service(60), List.of(ana), List.of(List.of(ana, rui)));

    assertThat(rules(SHOP, two, 60, "2026-11-23T09:00")).isEmpty();
    assertThat(rules(SHOP, two, 60, "2026-11-23T10:00")).containsExactly(OPENING_HOURS);
    assertThat(two.isPossible()).isTrue();
    assertThat(new ServiceNeeds(service(60), List.of(ana), List.of(List.of(ana))).isPossible())
        .isFalse();
  }

  @Test
  void shouldJudgeByTheMainResourceThatSuitsBest() {
    BookableResource early = resource("early", "06:00-09:00");

    assertThat(rules(SHOP, needs(service(60), resource("r"), early), 60, "2026-11-23T06:00"))
        .isEmpty();
    assertThat(rules(SHOP, needs(service(60), early, resource("r")), 60, "2026-11-23T09:10"))
        .hasSize(1);
    assertThat(rules(SHOP, needs(service(60)), 60, "2026-11-23T06:00")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(SchedulingRule.class)
  void shouldLetStaffIgnoreEachRuleByItsName(SchedulingRule rule) {
    Business shop = SHOP.upTo(1);
    ServiceNeeds needs = needs(service(60), resource("r"));
    Instant late = at("2026-12-01T11:10");
    Set<SchedulingRule> others = EnumSet.complementOf(EnumSet.of(rule));

    assertThat(new BookingRules(shop.settings(), NOW).judge(needs, late, 90, Set.of(rule)))
        .extracting(BrokenRule::rule)
        .doesNotContain(rule);
    assertThat(new BookingRules(shop.settings(), NOW).judge(needs, late, 90, others))
        .extracting(BrokenRule::rule)
        .isSubsetOf(rule);
    assertThat(
            new BookingRules(shop.settings(), NOW)
                .judge(needs, late, 90, EnumSet.allOf(SchedulingRule.class)))
        .isEmpty();
  }

  @Test
  void shouldNeverIgnoreTimesThatCannotBeTaken() {
    BookingRules rules = new BookingRules(SHOP.settings(), NOW);
    ServiceNeeds needs = needs(service(60), resource("r"));
    Set<SchedulingRule> all = EnumSet.allOf(SchedulingRule.class);
    Instant start = at("2026-11-23T09:00");

    assertThat(rules.judge(needs, start.plusSeconds(30), 61, all))
        .extracting(BrokenRule::rule)
        .containsExactly(INTERVAL, DURATION);
    assertThat(rules.judge(needs, start, 0, all))
        .extracting(BrokenRule::pointer)
        .containsExactly("/durationMinutes");
    assertThat(rules.judge(needs, start, 1445, all)).hasSize(1);
    assertThat(rules.judge(needs, Instant.MAX, 60, all))
        .extracting(BrokenRule::rule)
        .containsExactly(HORIZON, INTERVAL);
    assertThat(rules.judge(needs, Instant.MIN, 60, all))
        .extracting(BrokenRule::rule)
        .containsExactly(NOTICE);
  }

  @Test
  void shouldTakeAnyMinuteOffTheGridWhileItIsOpen() {
    BookingRules rules = new BookingRules(SHOP.settings(), NOW);
    ServiceNeeds needs = needs(service(30), resource("r"));
    Instant seven = at("2026-11-23T10:07");

    assertThat(rules.judge(needs, seven, 30, Set.of()))
        .extracting(BrokenRule::rule)
        .containsExactly(INTERVAL);
    assertThat(rules.judge(needs, seven, 30, Set.of(INTERVAL))).isEmpty();
    assertThat(rules.keeping(seven, Set.of(INTERVAL)).judge(needs, seven, 30, Set.of())).isEmpty();
    assertThat(rules.judge(needs, at("2026-11-23T11:31"), 30, Set.of(INTERVAL)))
        .extracting(BrokenRule::rule)
        .containsExactly(OPENING_HOURS);
    assertThat(rules.judge(needs, at("2026-11-23T11:29"), 30, Set.of(INTERVAL))).isEmpty();
    assertThat(rules.judge(needs, at("2026-11-23T08:58"), 30, Set.of(INTERVAL)))
        .extracting(BrokenRule::rule)
        .containsExactly(OPENING_HOURS);
  }

  @Test
  void shouldSayWhatTheRuleAsksFor() {
    BookingRules rules = new BookingRules(SHOP.upTo(1).withNotice(61).settings(), NOW);
    ServiceNeeds needs = needs(service(60), resource("r"));

    assertThat(rules.judge(needs, at("2026-11-20T09:00"), 60, Set.of()))
        .containsExactly(new BrokenRule(NOTICE, "the earliest start is 2026-11-20T10:05:00-03:00"));
    assertThat(rules.judge(needs, at("2026-11-23T09:00"), 60, Set.of()))
        .containsExactly(new BrokenRule(HORIZON, "the last date that can be booked is 2026-11-21"));
    assertThat(rules.judge(needs, at("2026-11-20T11:10"), 30, Set.of()))
        .extracting(BrokenRule::detail)
        .containsExactly(
            "starts are every 30 minutes from the opening on", "this service takes 60 minutes");
    assertThat(rules.judge(needs, at("2026-11-20T11:30"), 60, Set.of()))
        .extracting(BrokenRule::detail, BrokenRule::pointer)
        .containsExactly(tuple("it is not open for a booking of this length then", "/start"));
  }

  @Test
  void shouldLookUpOnlyActiveResources() {
    BookableResource gone =
        new BookableResource(
            id("gone"), "Gone", ResourceKind.SPACE, 1, Optional.empty(), Map.of(), false);
    BookableService service =
        new BookableService(
            new ServiceId("s"),
            "S",
            60,
            0,
            0,
            10,
            Optional.empty(),
            ids("a", "gone", "missing", "b"),
            List.of(ids("b", "gone")),
            ServiceKind.APPOINTMENT,
            true);

    ServiceNeeds needs =
        ServiceNeeds.of(
            service, Map.of(id("a"), resource("a"), id("b"), resource("b"), id("gone"), gone));

    assertThat(needs.mains())
        .extracting(BookableResource::id)
        .containsExactlyElementsOf(ids("a", "b"));
    assertThat(needs.groups()).hasSize(1);
    assertThat(needs.resources())
        .extracting(BookableResource::id)
        .containsExactlyElementsOf(ids("a", "b"));
    assertThat(needs.onlyChoice()).isEmpty();
    assertThat(needs.withMain(id("a")).onlyChoice().orElseThrow())
        .extracting(BookableResource::id)
        .containsExactlyElementsOf(ids("a", "b"));
    assertThat(needs.withMain(id("b")).onlyChoice()).isEmpty();
    assertThat(needs.withMain(id("gone")).isPossible()).isFalse();
    assertThat(service.allResourceIds())
        .containsExactlyElementsOf(ids("a", "gone", "missing", "b"));
  }

  @Test
  void shouldLetClientsCancelUpToTheWindowAndNeverAfterTheStart() {
    Instant start = at("2026-11-23T09:00");
    CancellationRule day = CancellationRule.of(SHOP.settings());

    assertThat(day.deadline(start)).isEqualTo(at("2026-11-22T09:00"));
    assertThat(day.allows(start, at("2026-11-22T09:00"))).isTrue();
    assertThat(day.allows(start, at("2026-11-22T09:00").plusMillis(1))).isFalse();
    assertThat(new CancellationRule(0).allows(start, start.minusMillis(1))).isTrue();
    assertThat(new CancellationRule(0).allows(start, start)).isFalse();
  }

  private static List<SchedulingRule> judge(Business business, int minutes, String local) {
    return rules(business, needs(service(minutes), resource("r")), minutes, local);
  }

  private static List<SchedulingRule> rules(
      Business business, ServiceNeeds needs, int minutes, String local) {
    return rules(new BookingRules(business.settings(), NOW), needs, minutes, local);
  }

  private static List<SchedulingRule> rules(
      BookingRules rules, ServiceNeeds needs, int minutes, String local) {
    return rules.judge(needs, at(local), minutes, Set.of()).stream().map(BrokenRule::rule).toList();
  }

  /** Local time of São Paulo, which has no daylight saving in 2026. */
  private static Instant at(String local) {
    return OffsetDateTime.parse(local + ":00-03:00").toInstant();
  }
}

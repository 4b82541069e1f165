package io.marcado.domain.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.marcado.domain.Channel;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.time.DailyWindow;
import io.marcado.domain.time.DayOverride;
import io.marcado.domain.time.Season;
import io.marcado.domain.time.SpecialDate;
import io.marcado.domain.time.WeeklyHours;
import io.marcado.domain.time.Zone;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrganizationSettingsTest {
  private static final LocalDate FRIDAY = LocalDate.parse("2026-11-27");
  private static final Currency BRL = Currency.getInstance("BRL");

  @ParameterizedTest
  @EnumSource(BusinessTemplate.class)
  void shouldBeginWithoutFaults(BusinessTemplate template) {
    for (String tag : List.of("pt-BR", "en", "es-AR")) {
      assertThat(defaults(template, Locale.forLanguageTag(tag)).faults()).isEmpty();
    }
  }

  @Test
  void shouldBeginWithTheHabitsOfItsKindOfBusiness() {
    OrganizationSettings consultation =
        defaults(BusinessTemplate.CONSULTATION, Locale.forLanguageTag("pt-BR"));
    OrganizationSettings serviceTable =
        defaults(BusinessTemplate.SERVICE_TABLE, Locale.forLanguageTag("pt-BR"));

    assertThat(consultation.bookings().slotIntervalMinutes()).isEqualTo(30);
    assertThat(consultation.bookings().minimumNoticeMinutes()).isEqualTo(60);
    assertThat(consultation.bookings().maximumAdvanceDays()).isEqualTo(60);
    assertThat(consultation.bookings().cancellationWindowMinutes()).isEqualTo(1440);
    assertThat(consultation.reminders().reminderMinutesBefore()).containsExactly(1440, 60);
    assertThat(consultation.businessHours().on(FRIDAY)).hasSize(2);
    assertThat(consultation.businessHours().on(FRIDAY.plusDays(1))).isEmpty();
    assertThat(consultation.labels()).containsEntry("resource", "Profissional");
    assertThat(consultation.branding().displayName()).isEqualTo("Barbearia");
    assertThat(serviceTable.bookings().slotIntervalMinutes()).isEqualTo(15);
    assertThat(serviceTable.businessHours().on(FRIDAY.plusDays(1))).hasSize(1);
    assertThat(serviceTable.labels()).containsEntry("resource", "Cadeira");
  }

  @Test
  void shouldTellClientsBySmsAtLeast() {
    ReminderPolicy without =
        new ReminderPolicy(
            List.of(),
            SmsAccents.FOLD,
            0,
            null,
            null,
            List.of(Channel.WHATSAPP, Channel.WHATSAPP),
            1441);

    assertThat(without.faults())
        .extracting(Fault::pointer)
        .containsExactly("/messageChannels", "/messageChannels/1", "/fallBackAfterMinutes");
  }

  /** It stands in headers and in {@code mailto:} addresses as it is. */
  @ParameterizedTest
  @ValueSource(
      strings = {"josé@salao.example", "a?b@salao.example", "a%41@salao.example", "a&b@x.example"})
  void shouldTakeAnswersAtAPlainAddressAlone(String email) {
    assertThat(answersAt(email).faults())
        .extracting(Fault::pointer)
        .containsExactly("/replyToEmail");
    assertThat(answersAt("oi+sim@salao-da-rita.example").faults()).isEmpty();
  }

  private static ReminderPolicy answersAt(String email) {
    return new ReminderPolicy(List.of(), SmsAccents.FOLD, 0, null, email, List.of(Channel.SMS), 0);
  }

  @Test
  void shouldReportEveryFaultAtOnce() {
    OrganizationSettings settings =
        new OrganizationSettings(
            Zone.of("America/Sao_Paulo"),
            Locale.forLanguageTag("fr-FR"),
            BRL,
            new WeeklyHours(
                List.of(
                    WeeklyHours.Entry.of(DayOfWeek.MONDAY, "09:00", "12:00"),
                    WeeklyHours.Entry.of(DayOfWeek.MONDAY, "11:00", "13:00"))),
            new BookingPolicy(
                7, -1, 731, BookingPolicy.MAXIMUM_LEAD + 1, Approval.MANUAL, 0, PublicBooking.OPEN),
            new ReminderPolicy(List.of(60, 60, 0, 43201, 1, 2)),
            Map.of("a/b", "", "resource", "x".repeat(61)),
            new Branding(" ", Optional.of("http://example.com/logo.png"), Optional.of("blue")),
            List.of("https://ok.example", "https://ok.example", "https://a.example/", "*"),
            List.of(LocalDate.of(2026, 12, 25), LocalDate.of(2026, 12, 25)),
            List.of("BR", "BR", "br", "ZZ"));

    assertThat(settings.faults())
        .extracting(Fault::pointer)
        .containsExactlyInAnyOrder(
            "/locale",
            "/businessHours/1",
            "/slotIntervalMinutes",
            "/minimumNoticeMinutes",
            "/maximumAdvanceDays",
            "/cancellationWindowMinutes",
            "/approvalDeadlineMinutes",
            "/reminderMinutesBefore",
            "/reminderMinutesBefore/1",
            "/reminderMinutesBefore/2",
            "/reminderMinutesBefore/3",
            "/reminderMinutesBefore/4",
            "/reminderMinutesBefore/5",
            "/labels/a~1b",
            "/labels/a~1b",
            "/labels/resource",
            "/branding/displayName",
            "/branding/logoUrl",
            "/branding/primaryColor",
            "/corsOrigins/1",
            "/corsOrigins/2",
            "/corsOrigins/3",
            "/closedDates/1",
            "/phoneCountries/1",
            "/phoneCountries/2",
            "/phoneCountries/3");
  }

  @Test
  void shouldBoundEveryList() {
    OrganizationSettings given = defaults(BusinessTemplate.CONSULTATION, Locale.ENGLISH);
    LocalDate newYear = LocalDate.of(2027, 1, 1);
    OrganizationSettings settings =
        new OrganizationSettings(
            given.timeZone(),
            given.locale(),
            given.currency(),
            given.businessHours(),
            given.bookings(),
            given.reminders(),
            IntStream.range(0, 51)
                .boxed()
                .collect(Collectors.toMap(i -> "k" + i, i -> "label " + i)),
            given.branding(),
            IntStream.range(0, 21).mapToObj(i -> "https://" + i + ".example").toList(),
            newYear.datesUntil(newYear.plusDays(367)).toList(),
            Arrays.stream(Locale.getISOCountries()).limit(51).toList());

    assertThat(settings.faults())
        .extracting(Fault::pointer)
        .containsExactlyInAnyOrder("/labels", "/corsOrigins", "/closedDates", "/phoneCountries");
  }

  @Test
  void shouldNameADateThatIsOpenAndClosed() {
    LocalDate christmas = LocalDate.of(2026, 12, 25);
    DayOverride open = DayOverride.open(List.of(DailyWindow.of("09:00", "12:00")));
    BusinessCalendar calendar =
        new BusinessCalendar(
            List.of(),
            List.of(
                SpecialDate.of(christmas.minusDays(1), open),
                new SpecialDate(christmas, christmas.plusDays(1), open),
                new SpecialDate(christmas.plusDays(2), christmas.plusDays(4), DayOverride.CLOSED)),
            Optional.empty());

    assertThat(with(calendar, List.of(christmas, christmas.plusDays(3))).faults())
        .extracting(Fault::pointer)
        .containsExactly("/specialDates/1");
  }

  @Test
  void shouldBoundWhatACalendarTakesOfItsItem() {
    List<DailyWindow> twelve =
        IntStream.range(0, 12).mapToObj(i -> new DailyWindow(i * 60, i * 60 + 30)).toList();
    WeeklyHours full =
        new WeeklyHours(
            Arrays.stream(DayOfWeek.values())
                .flatMap(day -> twelve.stream().map(each -> new WeeklyHours.Entry(day, each)))
                .toList());
    LocalDate newYear = LocalDate.of(2027, 1, 1);
    BusinessCalendar calendar =
        new BusinessCalendar(
            IntStream.range(1, 5)
                .mapToObj(
                    m ->
                        new Season(MonthDay.of(m, 1), MonthDay.of(m, 9), OptionalInt.empty(), full))
                .toList(),
            IntStream.range(0, 84)
                .mapToObj(day -> SpecialDate.of(newYear.plusDays(day), new DayOverride(twelve)))
                .toList(),
            Optional.empty());

    assertThat(with(calendar, List.of()).faults())
        .extracting(Fault::pointer, Fault::code)
        .containsExactly(
            tuple("/seasons", FaultCode.TOO_LONG), tuple("/specialDates", FaultCode.TOO_LONG));
  }

  private static OrganizationSettings with(BusinessCalendar calendar, List<LocalDate> closed) {
    OrganizationSettings given = defaults(BusinessTemplate.CONSULTATION, Locale.ENGLISH);
    return new OrganizationSettings(
        given.timeZone(),
        given.locale(),
        given.currency(),
        given.businessHours(),
        given.bookings(),
        given.reminders(),
        given.labels(),
        given.branding(),
        given.corsOrigins(),
        closed,
        given.phoneCountries(),
        calendar);
  }

  private static OrganizationSettings defaults(BusinessTemplate template, Locale locale) {
    return OrganizationSettings.forTemplate(
        template, Zone.of("America/Sao_Paulo"), locale, BRL, "Barbearia");
  }
}

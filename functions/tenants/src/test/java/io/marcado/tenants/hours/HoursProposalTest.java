package io.marcado.tenants.hours;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.settings.BusinessHolidays;
import io.marcado.domain.time.DailyWindow;
import io.marcado.domain.time.HolidayHours;
import io.marcado.domain.time.HolidayKind;
import io.marcado.domain.time.HolidayRules;
import io.marcado.domain.time.Season;
import io.marcado.domain.time.SpecialDate;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoursProposalTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);
  private static final Optional<BusinessHolidays> BRAZIL =
      Optional.of(
          new BusinessHolidays(
              "BR",
              Optional.of("SP"),
              Set.of(HolidayKind.PUBLIC),
              HolidayRules.of(HolidayHours.CLOSED)));

  /** The understood parts in words and the others with their reasons, each with strokes between. */
  @ParameterizedTest
  @CsvFileSource(
      resources = "texts.tsv",
      delimiter = '\t',
      quoteCharacter = '\'',
      emptyValue = "",
      nullValues = "NULL",
      maxCharsPerColumn = 10000)
  void shouldUnderstand(String text, String understood, String notUnderstood) {
    HoursProposal proposal = read(text.replace("\\n", "\n"));
    assertThat(String.join(" | ", HoursWords.ENGLISH.of(proposal))).isEqualTo(understood);
    assertThat(
            proposal.notUnderstood().stream()
                .map(part -> part.reason() + " " + part.text().replace("\n", "\\n"))
                .collect(Collectors.joining(" | ")))
        .isEqualTo(notUnderstood);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Seg-Sex 9h às 18h",
        "Mon–Fri 9am-6pm",
        "Mo-Fr 09:00-18:00",
        "segunda a sexta das 9h às 18h",
        "Lunes a viernes de 9 a 18 hs",
        "2ª a 6ª feira 9h00 - 18h00",
        "2ª a 6ª 9h-18h",
        "seg-sex 9-18",
        "L-V 9-18",
        "L a V de 9 a 18 h",
        "L. M. X. J. V. 9:00-18:00",
        "L, M, X, J y V: 9-18",
        "M-F 9am-6pm",
        "Weekdays 9:00 a.m. to 6:00 p.m.",
        "dias úteis, 9.00-18.00",
        "MO-FR 0900-1800",
        "lun, mar, mié, jue y vie: 9-18h",
        "Monday\n9 AM–6 PM\nTuesday\n9 AM–6 PM\nWednesday\n9 AM–6 PM\nThursday\n9 AM–6 PM\nFriday\n"
            + "9 AM–6 PM\nSaturday\nClosed\nSunday\nClosed",
        "segunda-feira 09:00–18:00 / terça-feira 09:00–18:00 / quarta-feira 09:00–18:00"
            + " / quinta-feira 09:00–18:00 / sexta-feira 09:00–18:00 / sábado Fechado / domingo Fechado",
      })
  void shouldUnderstandTheSameHoweverItIsWritten(String text) {
    HoursProposal proposal = read(text);
    assertThat(proposal.isWhole()).isTrue();
    assertThat(proposal.businessHours()).isEqualTo(read("Mo-Fr 09:00-18:00").businessHours());
    assertThat(proposal.businessHours().entries()).hasSize(5);
  }

  @Test
  void shouldSayWhereAPartStandsThatItDoesNotUnderstand() {
    String text = "Mo-Fr 09:00-18:00; SH off; Sa bananas 10:00-12:00";
    List<NotUnderstood> parts = read(text).notUnderstood();
    assertThat(parts)
        .extracting(NotUnderstood::reason)
        .containsExactly(NotUnderstood.Reason.SCHOOL_HOLIDAYS, NotUnderstood.Reason.UNKNOWN_WORD);
    assertThat(parts)
        .allSatisfy(
            part ->
                assertThat(text.substring(part.position(), part.position() + part.text().length()))
                    .isEqualTo(part.text()));
    assertThat(read(text).isWhole()).isFalse();
  }

  @Test
  void shouldKnowNoHolidaysOfAnUnknownCountry() {
    HoursProposal proposal = HoursProposal.of("Mo-Fr 9-18; PH off", TODAY, Optional.empty());
    assertThat(proposal.holidays()).isEmpty();
    assertThat(proposal.notUnderstood())
        .containsExactly(
            new NotUnderstood("PH off", 12, NotUnderstood.Reason.HOLIDAYS_OF_NO_COUNTRY));
  }

  @Test
  void shouldOpenOnAHolidayThatIsNamedAfterTheRuleOfHolidays() {
    HoursProposal proposal = read("Mo-Su 09:00-18:00; PH off; Dec 25 10:00-12:00");
    assertThat(proposal.specialDates())
        .extracting(SpecialDate::from)
        .containsExactly(LocalDate.of(2026, 12, 25), LocalDate.of(2027, 12, 25));
  }

  @Test
  void shouldTakeManyRulesForSomethingElse() {
    String text = "Mo 09:00-10:00; Tu 09:00-11:00; ".repeat(31);
    assertThat(read(text).notUnderstood())
        .extracting(NotUnderstood::reason)
        .containsExactly(NotUnderstood.Reason.NOT_IN_SETTINGS);
  }

  @ParameterizedTest
  @CsvSource({
    "en-GB,'Monday to Friday: 09:00–12:00, 13:00–18:00',Holidays: as on Sundays",
    "pt-BR,'segunda a sexta: 09:00–12:00, 13:00–18:00',Feriados: como aos domingos",
    "es-MX,'lunes a viernes: 09:00–12:00, 13:00–18:00',Festivos: como los domingos",
    "fr-FR,'Monday to Friday: 09:00–12:00, 13:00–18:00',Holidays: as on Sundays"
  })
  void shouldSayItInTheLanguageOfTheBusiness(Locale locale, String week, String holidays) {
    HoursProposal proposal = read("Mo-Fr 09:00-12:00,13:00-18:00; Su,PH 10:00-12:00");
    assertThat(HoursWords.of(locale).of(proposal)).contains(week, holidays);
  }

  @Property(tries = 2000)
  void shouldNeverFailOnATextAndNeverProposeWhatCannotBeStored(@ForAll("texts") String text) {
    HoursProposal proposal = read(text);
    assertThat(proposal.businessHours().faults("")).isEmpty();
    assertThat(Season.faults(List.copyOf(proposal.seasons()), "")).isEmpty();
    assertThat(SpecialDate.faults(List.copyOf(proposal.specialDates()), "")).isEmpty();
    proposal
        .holidays()
        .ifPresent(
            hours ->
                assertThat(hours.windows())
                    .allSatisfy(window -> assertThat(window.faults("")).isEmpty()));
    assertThat(HoursWords.ENGLISH.of(proposal)).isNotNull();
    assertThat(proposal.notUnderstood())
        .allSatisfy(
            part -> assertThat(text.substring(part.position()).startsWith(part.text())).isTrue());
  }

  /** A proposal that is written down in the syntax of opening_hours reads as the same again. */
  @Property(tries = 300)
  void shouldReadBackTheHoursOfAWeek(@ForAll("texts") String text) {
    HoursProposal proposal = read(text);
    boolean plain =
        proposal.businessHours().entries().stream()
            .allMatch(
                entry ->
                    entry.recurrence().isEmpty()
                        && entry.window().booking() == io.marcado.domain.time.WindowBooking.DIRECT);
    if (plain && !proposal.businessHours().entries().isEmpty()) {
      String again =
          proposal.businessHours().entries().stream()
              .map(entry -> entry.day().name().substring(0, 2) + " " + span(entry.window()))
              .collect(Collectors.joining(", "));
      assertThat(read(again).businessHours()).isEqualTo(proposal.businessHours());
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> words =
        Arbitraries.of(
            "Mo",
            "Tu-Fr",
            "Sa,Su",
            "seg",
            "PH",
            "SH",
            "09:00-12:00",
            "13-18",
            "9h às 17h",
            "22:00-02:00",
            "18:00+",
            "off",
            "closed",
            "\"by appointment\"",
            "unknown",
            ";",
            ",",
            "||",
            "\n",
            " / ",
            "Jun-Sep",
            "Dec 24-26",
            "2027 Feb 3",
            "week 1-53/2",
            "[1]",
            "[-1]",
            "[2-4]",
            "easter",
            "easter -2 days",
            "24/7",
            "daily",
            "-",
            "+",
            ":",
            "sunrise",
            "x",
            "24 de dezembro",
            "2026-12-31",
            "12",
            "99:99",
            "0900-1730",
            "5pm");
    Arbitrary<String> sentences =
        words.list().ofMinSize(1).ofMaxSize(10).map(list -> String.join(" ", list));
    return Arbitraries.oneOf(
        sentences,
        sentences,
        words.list().ofMaxSize(6).map(list -> String.join("", list)),
        Arbitraries.strings().ofMaxLength(30));
  }

  private static String span(DailyWindow window) {
    return window.opensText() + "-" + window.closesText();
  }

  private static HoursProposal read(String text) {
    return HoursProposal.of(text, TODAY, BRAZIL);
  }
}

package io.marcado.bookings.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.Business;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.domain.catalog.AssignmentRule;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.catalog.Durations;
import io.marcado.domain.catalog.Pricing;
import io.marcado.domain.catalog.Terms;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.DailyWindow;
import io.marcado.domain.time.DayOverride;
import io.marcado.domain.time.Interval;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What people read, in each language. */
class ExplanationTextsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final LocalDate DATE = LocalDate.parse("2026-11-23");
  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void shouldHaveTheSameTextsInEachLanguage() throws IOException {
    Set<String> keys = new TreeSet<>(load("en").stringPropertyNames());
    for (String language : OrganizationSettings.LANGUAGES) {
      Properties texts = load(language);
      assertThat(new TreeSet<>(texts.stringPropertyNames())).as(language).isEqualTo(keys);
      texts.forEach(
          (key, text) -> assertThat(text.toString()).as("%s %s", language, key).isNotBlank());
      for (String key : keys) {
        assertThat(places(texts.getProperty(key)))
            .as("%s %s", language, key)
            .isEqualTo(places(load("en").getProperty(key)));
      }
    }
  }

  @Test
  void shouldSayWhenItIsOpen() {
    BookableResource ana = Business.resource("ana");
    assertThat(said(ana, Check.ofHours(CheckCode.OPEN, false, DATE)))
        .isEqualTo(
            "Not open for the whole of this time. Hours on Mon 23 Nov 2026: 09:00–12:00,"
                + " 13:00–24:00.");
    assertThat(said(ana, Check.ofHours(CheckCode.CLOSED, false, DATE.plusDays(2))))
        .isEqualTo("The business is closed on Wed 25 Nov 2026.");
    assertThat(
            said(
                overridden(ana, new DayOverride(List.of(DailyWindow.of("10:00", "11:00")))),
                Check.ofHours(CheckCode.OVERRIDE, true, DATE)))
        .isEqualTo("Open. Special hours on Mon 23 Nov 2026: 10:00–11:00.");
    assertThat(
            said(
                overridden(ana, new DayOverride(List.of())),
                Check.ofHours(CheckCode.OVERRIDE, false, DATE)))
        .isEqualTo("Away or closed on Mon 23 Nov 2026.");
  }

  @Test
  void shouldSayThatDaysMustBeginAndEndWhileItIsOpen() {
    assertThat(
            said(
                Business.resource("ana"),
                Check.ofHours(CheckCode.OPEN, false, DATE),
                Terms.fixed(2880, Optional.empty())))
        .isEqualTo(
            "It must begin and end while it is open. Hours on Mon 23 Nov 2026: 09:00–12:00,"
                + " 13:00–24:00.");
  }

  @Test
  void shouldSayWhatEachRuleDemands() {
    BookableResource ana = Business.resource("ana");
    assertThat(said(ana, Check.of(CheckCode.NOTICE, false)))
        .isEqualTo("Too soon: the earliest start is Fri 20 Nov 2026, 10:00.");
    assertThat(said(ana, Check.of(CheckCode.HORIZON, false)))
        .isEqualTo("Too far ahead: the last date is Sat 20 Nov 2027.");
    assertThat(said(ana, Check.of(CheckCode.BUFFER, false)))
        .isEqualTo("There must be 5 minutes free before it and 10 after it.");
    assertThat(saidOfBuffer(0, 10)).isEqualTo("There must be 10 minutes free after it.");
    assertThat(saidOfBuffer(5, 0)).isEqualTo("There must be 5 minutes free before it.");
    assertThat(said(ana, Check.held(NOW.plusSeconds(600))))
        .isEqualTo(
            "Somebody is booking this time. It may be free again at Fri 20 Nov 2026, 09:10.");
    assertThat(said(ana, Check.setAside(CheckCode.NOTICE))).startsWith("Does not count");
  }

  @Test
  void shouldSayWhichDurationsThereAre() {
    assertThat(said(Durations.only(60))).isEqualTo("It can take 60 minutes.");
    assertThat(said(new Durations.Choices(List.of(30, 60, 90))))
        .isEqualTo("It can take 30, 60 or 90 minutes.");
    assertThat(said(new Durations.Range(60, 180, 40)))
        .isEqualTo("It can take 60 to 180 minutes, in steps of 40.");
    assertThat(said(Durations.only(1440))).isEqualTo("It can take 1 day.");
    assertThat(said(new Durations.Choices(List.of(60, 1440))))
        .isEqualTo("It can take 60 or 1440 minutes.");
    assertThat(said(new Durations.Choices(List.of(1440, 2880, 7200))))
        .isEqualTo("It can take 1, 2 or 5 days.");
    assertThat(said(new Durations.Range(1440, 10080, 1440))).isEqualTo("It can take 1 to 7 days.");
    assertThat(said(new Durations.Range(2880, 8640, 2880)))
        .isEqualTo("It can take 2 to 6 days, in steps of 2.");
  }

  @Test
  void shouldSayWhyForEachRuleInEachLanguage() throws IOException {
    for (String language : OrganizationSettings.LANGUAGES) {
      for (AssignmentRule.Kind kind : AssignmentRule.Kind.values()) {
        assertThat(load(language).getProperty("chosen." + kind.name().toLowerCase(Locale.ROOT)))
            .as("%s %s", language, kind)
            .contains("{name}");
      }
    }
  }

  /** Every check of every language can be said. */
  @Test
  void shouldFindATextForEachCheck() {
    BookableResource ana = Business.resource("ana");
    // What a session says has a test with sessions.
    EnumSet<CheckCode> ofResources =
        EnumSet.complementOf(EnumSet.of(CheckCode.SESSION, CheckCode.SEATS));
    for (CheckCode code : ofResources) {
      Check broken =
          switch (code) {
            case OPEN, OVERRIDE, SPECIAL, HOLIDAY, SEASON -> Check.ofHours(code, false, DATE);
            case CLOSED -> Check.ofHours(code, false, DATE.plusDays(2));
            case HELD -> Check.held(NOW);
            case NOTICE,
                HORIZON,
                INTERVAL,
                DURATION,
                BUFFER,
                TAKEN,
                BLOCK,
                CAPACITY,
                SESSION,
                SEATS,
                BARRED,
                LIMIT ->
                Check.of(code, false);
          };
      assertThat(said(ana, broken)).isNotEmpty().doesNotContain("{");
    }
  }

  private static BookableResource overridden(BookableResource resource, DayOverride override) {
    return Business.resource(
        resource.id().value(), 1, resource.weeklyHours(), Map.of(DATE, override));
  }

  private static String said(BookableResource resource, Check check) {
    return said(resource, check, Terms.fixed(60, Optional.empty()));
  }

  private static String said(Durations durations) {
    return said(
        Business.resource("ana"),
        Check.of(CheckCode.DURATION, false),
        new Terms(60, durations, Pricing.fixed(Optional.empty())));
  }

  private static String saidOfBuffer(int before, int after) {
    return said(
        Business.resource("ana"),
        Check.of(CheckCode.BUFFER, false),
        Terms.fixed(60, Optional.empty()),
        Business.service(60, before, after));
  }

  private static String said(BookableResource resource, Check check, Terms terms) {
    return said(resource, check, terms, Business.service(60, 5, 10));
  }

  private static String said(
      BookableResource resource, Check check, Terms terms, BookableService service) {
    OrganizationSettings settings =
        Business.open("America/Sao_Paulo", "09:00-12:00", "13:00-24:00")
            .withNotice(60)
            .closedOn(DATE.plusDays(2))
            .settings();
    BookingRules rules = new BookingRules(settings, NOW);
    ServiceNeeds needs = Business.needs(service, resource);
    return ExplanationTexts.of(
            new Explanation(
                settings,
                rules,
                settings.timeline(),
                NOW,
                needs,
                Interval.ofMinutes(START, 60),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                true,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty()))
        .check(
            check,
            new Candidate(
                resource,
                needs.service().on(terms),
                Interval.ofMinutes(START, 60),
                List.of(check)));
  }

  private static Set<String> places(String text) {
    Set<String> places = new TreeSet<>();
    Pattern.compile("\\{[a-z]+}")
        .matcher(text)
        .results()
        .forEach(found -> places.add(found.group()));
    return places;
  }

  private static Properties load(String language) throws IOException {
    Properties texts = new Properties();
    try (InputStream file = ExplanationTexts.class.getResourceAsStream(language + ".properties")) {
      texts.load(new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8));
    }
    return texts;
  }
}

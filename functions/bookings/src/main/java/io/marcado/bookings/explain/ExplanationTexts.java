package io.marcado.bookings.explain;

import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.catalog.Durations;
import io.marcado.domain.catalog.OpenWindow;
import io.marcado.domain.settings.BookingPolicy;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Says an explanation in the language of the business. Texts are fit for clients: they tell nothing
 * of other bookings.
 */
public final class ExplanationTexts {
  private static final Map<String, Properties> LANGUAGES = new ConcurrentHashMap<>();

  private final Explained explained;
  private final Properties texts;
  private final Locale locale;
  private final LocalTimeline timeline;

  private ExplanationTexts(Explained explained, Properties texts) {
    this.explained = explained;
    this.texts = texts;
    this.locale = explained.settings().locale();
    this.timeline = explained.settings().timeline();
  }

  public static ExplanationTexts of(Explained explained) {
    return new ExplanationTexts(
        explained,
        LANGUAGES.computeIfAbsent(
            explained.settings().locale().getLanguage(), ExplanationTexts::load));
  }

  /**
   * The answer in a sentence.
   *
   * @param code of the refusal; empty when it works
   */
  public String answer(Optional<String> code) {
    return text(code.map(this::keyOf).orElse("works"));
  }

  private String keyOf(String code) {
    return switch (explained) {
      // Where each resource is open, but none is left for some need, the hours of one say nothing.
      case Explanation explanation
          when code.equals(SchedulingRule.OPENING_HOURS.code())
              && explanation.candidates().stream()
                  .allMatch(need -> need.stream().anyMatch(ExplanationTexts::isOpen)) ->
          code + ".apart";
      case Explanation explanation
          when code.equals(SchedulingRule.OPENING_HOURS.code())
              && explanation.candidates().stream()
                  .flatMap(List::stream)
                  .anyMatch(Candidate::lastsDays) ->
          code + ".days";
      case ExplainedClass ofClass
          when code.equals(SchedulingRule.NOTICE.code()) && ofClass.hasBegun() ->
          code + ".begun";
      case Explained _ when code.equals(SchedulingRule.NOTICE.code()) && isPast() -> code + ".past";
      // Each part could be done, but by the same one, or only if the others took less.
      case ExplainedVisit visit
          when visit.eachWorks() && visit.ofClient().stream().allMatch(Check::works) ->
          "visit.apart";
      case Explained _ -> code;
    };
  }

  private boolean isPast() {
    return !explained.time().start().isAfter(explained.now());
  }

  private static boolean isOpen(Candidate candidate) {
    return candidate.checks().getFirst().works();
  }

  /** Why this main resource would do it: how a business shares its work is not for clients. */
  public String chosen(Explanation explanation, BookableResource main) {
    boolean alone =
        explanation.candidates().getFirst().stream().filter(Candidate::works).count() == 1;
    String why =
        alone
            ? "only"
            : !explanation.tellsRule()
                ? "free"
                : explanation.needs().service().assignment().kind().name().toLowerCase(Locale.ROOT);
    return text("chosen." + why).replace("{name}", main.name());
  }

  /** What a check of the client says. */
  public String check(Check check) {
    return text(key(check, false));
  }

  /** What a check of a resource says. */
  public String check(Check check, Candidate candidate) {
    if (check.setAside()) {
      return text("set-aside");
    }
    BookableResource resource = candidate.resource();
    String hours = check.date().map(date -> hours(resource, date)).orElse("");
    BookingPolicy policy = explained.settings().bookings();
    BookableService service = candidate.service();
    return switch (check.code()) {
      case OPEN, OVERRIDE, CLOSED, SPECIAL, HOLIDAY, SEASON ->
          text(key(check, hours.isEmpty()) + (hours.isEmpty() ? "" : ofDays(check, candidate)))
              .replace("{date}", check.date().map(this::date).orElse(""))
              .replace("{hours}", hours);
      case NOTICE -> !check.works() && isPast() ? text("notice.past") : notice(check);
      case HORIZON -> horizon(check);
      case INTERVAL ->
          text(key(check, false)).replace("{interval}", number(policy.slotIntervalMinutes()));
      case DURATION ->
          text(key(check, false)).replace("{durations}", durations(service.terms().durations()));
      case BUFFER ->
          text(key(check, false) + (check.works() ? "" : sideOfBuffer(service)))
              .replace("{before}", number(service.bufferBeforeMinutes()))
              .replace("{after}", number(service.bufferAfterMinutes()));
      case CAPACITY -> text(key(check, false)).replace("{capacity}", number(resource.capacity()));
      case HELD ->
          text(key(check, false)).replace("{until}", check.until().map(this::when).orElse(""));
      case TAKEN, BLOCK, SESSION, SEATS, BARRED, LIMIT -> text(key(check, false));
    };
  }

  /** What a check of a session says. */
  public String check(Check check, ExplainedSession session) {
    if (check.setAside()) {
      return text("set-aside");
    }
    return switch (check.code()) {
      case NOTICE ->
          !check.works() && session.hasBegun(explained.now())
              ? text("notice.begun")
              : notice(check);
      case HORIZON -> horizon(check);
      case SEATS ->
          text(key(check, false))
              .replace("{left}", number(session.seatsLeft()))
              .replace("{seats}", number(session.session().seats()));
      default -> text(key(check, false));
    };
  }

  private String notice(Check check) {
    return text(key(check, false))
        .replace(
            "{earliest}",
            when(
                Cells.start(
                    Cells.notBefore(
                        explained
                            .now()
                            .plus(
                                Duration.ofMinutes(
                                    explained.settings().bookings().minimumNoticeMinutes()))))));
  }

  private String horizon(Check check) {
    return text(key(check, false))
        .replace(
            "{last}",
            date(
                timeline
                    .dateOf(explained.now())
                    .plusDays(explained.settings().bookings().maximumAdvanceDays())));
  }

  private static String ofDays(Check check, Candidate candidate) {
    return !check.works() && candidate.lastsDays() ? ".days" : "";
  }

  private String durations(Durations durations) {
    return switch (durations) {
      case Durations.Choices(List<Integer> minutes) -> {
        boolean days = minutes.stream().allMatch(ExplanationTexts::isDays);
        List<String> numbers =
            minutes.stream().map(one -> number(days ? one / Cells.MINUTES_OF_DAY : one)).toList();
        String key = days ? "durations.days" : "durations";
        String last = numbers.getLast();
        yield numbers.size() == 1
            ? text(days && last.equals("1") ? "durations.day" : key + ".one")
                .replace("{last}", last)
            : text(key + ".choices")
                .replace("{first}", String.join(", ", numbers.subList(0, numbers.size() - 1)))
                .replace("{last}", last);
      }
      case Durations.Range range -> {
        boolean days = isDays(range.shortest()) && isDays(range.step());
        int unit = days ? Cells.MINUTES_OF_DAY : 1;
        String key =
            !days
                ? "durations.range"
                : range.step() == unit ? "durations.days.range" : "durations.days.range.steps";
        yield text(key)
            .replace("{shortest}", number(range.shortest() / unit))
            .replace("{longest}", number(range.longest() / unit))
            .replace("{step}", number(range.step() / unit));
      }
    };
  }

  private static boolean isDays(int minutes) {
    return minutes % Cells.MINUTES_OF_DAY == 0;
  }

  private static String sideOfBuffer(BookableService service) {
    return service.bufferBeforeMinutes() == 0
        ? ".after"
        : service.bufferAfterMinutes() == 0 ? ".before" : "";
  }

  private static String key(Check check, boolean never) {
    String how = check.works() ? ".works" : never ? ".never" : ".broken";
    return check.code().code() + how;
  }

  /** The windows that open on a date, as clocks show them; clients see those that they may book. */
  private String hours(BookableResource resource, LocalDate date) {
    return explained instanceof Explanation explanation
        ? explanation.rules().windows().opening(resource, date).stream()
            .filter(window -> window.booking().isReachedBy(explanation.rules().reach()))
            .map(window -> hours(window, date))
            .collect(Collectors.joining(", "))
        : "";
  }

  private String hours(OpenWindow window, LocalDate date) {
    Interval open = window.cells().interval();
    return time(open.start())
        + "–"
        + closing(open.end(), date)
        + (window.lastStart().isEmpty()
            ? ""
            : " "
                + text("last-start")
                    .replace("{time}", time(Cells.start(window.lastStart().getAsLong()))));
  }

  private String closing(Instant end, LocalDate date) {
    return end.equals(timeline.startOf(date.plusDays(1))) ? "24:00" : time(end);
  }

  private String time(Instant at) {
    return format("time", timeline.localOf(at));
  }

  private String date(LocalDate date) {
    return format("date", date);
  }

  private String when(Instant at) {
    return date(timeline.dateOf(at)) + ", " + time(at);
  }

  private String format(String pattern, TemporalAccessor what) {
    return DateTimeFormatter.ofPattern(text(pattern), locale).format(what);
  }

  private static String number(int number) {
    return Integer.toString(number);
  }

  private String text(String key) {
    return Objects.requireNonNull(texts.getProperty(key), key);
  }

  private static Properties load(String language) {
    Properties texts = new Properties();
    try (InputStream file =
            Objects.requireNonNull(
                ExplanationTexts.class.getResourceAsStream(language + ".properties"), language);
        Reader reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
      texts.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }
}

package io.marcado.platform.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.marcado.domain.FaultCode;
import io.marcado.domain.time.DayOverride;
import io.marcado.domain.time.Season;
import io.marcado.domain.time.SpecialDate;
import io.marcado.domain.time.WeeklyHours;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import io.marcado.platform.json.Schema;
import io.marcado.platform.table.Item;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Seasons and special dates, as requests, answers and items have them. */
public final class Calendars {
  private static final String SEASONS = "seasons";
  private static final String SPECIAL_DATES = "specialDates";

  private Calendars() {}

  /**
   * A season in an answer.
   *
   * @param from as {@code 12-01}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SeasonView(
      String from, String to, @Nullable Integer year, List<Hours.WeeklyWindowView> hours) {}

  /** A special date in an answer: of one date, or of several from one to another. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SpecialDateView(
      @Nullable LocalDate date,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      @Nullable Boolean closed,
      @Nullable List<Hours.WindowView> windows) {}

  /** Reads seasons. */
  public static FieldReader<List<Season>> seasons() {
    return Readers.list(Readers.object(Calendars::season), 0, Season.MAXIMUM, Season::faults);
  }

  /** Reads special dates. */
  public static FieldReader<List<SpecialDate>> specialDates() {
    return Readers.list(
        Readers.object(Calendars::specialDate), 0, SpecialDate.MAXIMUM, SpecialDate::faults);
  }

  private static @Nullable Season season(Fields fields) {
    MonthDay from = fields.required("from", monthDay());
    MonthDay to = fields.required("to", monthDay());
    Optional<Integer> year = fields.optional("year", Readers.integer(2000, 2099));
    WeeklyHours hours = fields.required("hours", Hours.weekly());
    return fields.sound()
        ? new Season(from, to, year.map(OptionalInt::of).orElse(OptionalInt.empty()), hours)
        : null;
  }

  private static @Nullable SpecialDate specialDate(Fields fields) {
    Optional<LocalDate> date = fields.optional("date", Readers.date());
    Optional<LocalDate> from = fields.optional("from", Readers.date());
    Optional<LocalDate> to = fields.optional("to", Readers.date());
    DayOverride day = Hours.day(fields);
    if (fields.has("date")) {
      for (String other : List.of("from", "to")) {
        if (fields.has(other)) {
          fields.fault("/" + other, FaultCode.CONFLICT, "must not be there together with date");
        }
      }
    } else if (!fields.has("from") && !fields.has("to")) {
      fields.fault("/date", FaultCode.REQUIRED, "is required, unless there are from and to");
    } else {
      for (String other : List.of("from", "to")) {
        if (!fields.has(other)) {
          fields.fault("/" + other, FaultCode.REQUIRED, "is required, as there is no date");
        }
      }
    }
    return fields.sound()
        ? new SpecialDate(date.or(() -> from).orElseThrow(), date.or(() -> to).orElseThrow(), day)
        : null;
  }

  private static FieldReader<MonthDay> monthDay() {
    FieldReader<MonthDay> reader =
        (value, pointer, faults) -> {
          try {
            if (value.isTextual() && value.textValue().length() == 5) {
              return MonthDay.parse("--" + value.textValue());
            }
          } catch (DateTimeException e) {
            // falls through to the fault
          }
          faults.add(
              pointer,
              value.isTextual() ? FaultCode.PATTERN : FaultCode.TYPE,
              "must be a month and a day such as 12-24");
          return null;
        };
    return reader.takes(
        new Schema(Map.of("type", "string")).with("pattern", "^[01][0-9]-[0-3][0-9]$"));
  }

  public static List<SeasonView> viewOfSeasons(List<Season> seasons) {
    return seasons.stream()
        .map(
            season ->
                new SeasonView(
                    text(season.from()),
                    text(season.to()),
                    season.year().isPresent() ? season.year().getAsInt() : null,
                    Hours.view(season.hours())))
        .toList();
  }

  public static List<SpecialDateView> viewOfSpecialDates(List<SpecialDate> dates) {
    return dates.stream()
        .map(
            special -> {
              boolean single = special.from().equals(special.to());
              boolean closed = special.day().isClosed();
              return new SpecialDateView(
                  single ? special.from() : null,
                  single ? null : special.from(),
                  single ? null : special.to(),
                  closed ? true : null,
                  closed ? null : Hours.view(special.day()));
            })
        .toList();
  }

  /** Keeps seasons in an item. */
  public static void storeSeasons(List<Season> seasons, Item.Builder item) {
    if (!seasons.isEmpty()) {
      item.items(
          SEASONS,
          seasons.stream()
              .map(
                  season -> {
                    Item.Builder one =
                        Item.builder()
                            .text("from", text(season.from()))
                            .text("to", text(season.to()))
                            .texts("hours", Hours.toTexts(season.hours()));
                    season.year().ifPresent(year -> one.number("year", year));
                    return one.build();
                  })
              .toList());
    }
  }

  /** The seasons of an item; none in one that is older than they are. */
  public static List<Season> loadSeasons(Item item) {
    return item.items(SEASONS).stream()
        .map(
            season ->
                new Season(
                    MonthDay.parse("--" + season.text("from")),
                    MonthDay.parse("--" + season.text("to")),
                    season
                        .optionalNumber("year")
                        .map(year -> OptionalInt.of(Math.toIntExact(year)))
                        .orElse(OptionalInt.empty()),
                    new WeeklyHours(Hours.fromTexts(season.texts("hours")))))
        .toList();
  }

  /** Keeps special dates in an item, as texts such as {@code 2026-12-24/2026-12-31 09:00-12:00}. */
  public static void storeSpecialDates(List<SpecialDate> dates, Item.Builder item) {
    if (!dates.isEmpty()) {
      item.texts(
          SPECIAL_DATES,
          dates.stream()
              .map(special -> special.from() + "/" + special.to() + " " + special.day())
              .toList());
    }
  }

  /** The special dates of an item; none in one that is older than they are. */
  public static List<SpecialDate> loadSpecialDates(Item item) {
    return item.texts(SPECIAL_DATES).stream()
        .map(
            text -> {
              int slash = text.indexOf('/');
              int space = text.indexOf(' ');
              return new SpecialDate(
                  LocalDate.parse(text.substring(0, slash)),
                  LocalDate.parse(text.substring(slash + 1, space)),
                  DayOverride.parse(text.substring(space + 1)));
            })
        .toList();
  }

  private static String text(MonthDay day) {
    return day.toString().substring(2);
  }
}

package io.marcado.platform.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.marcado.domain.FaultCode;
import io.marcado.domain.time.DailyWindow;
import io.marcado.domain.time.DayOverride;
import io.marcado.domain.time.Recurrence;
import io.marcado.domain.time.WeeklyHours;
import io.marcado.domain.time.WindowBooking;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import io.marcado.platform.json.Schema;
import io.marcado.platform.table.Item;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Weekly hours and the windows of a day, as requests, answers and items have them. */
public final class Hours {
  private static final FieldReader<Integer> OPENS =
      time("^([01][0-9]|2[0-3]):[0-5][05]$", "up to 23:55");
  private static final FieldReader<Integer> CLOSES = closing();
  private static final FieldReader<Integer> LAST_START =
      time("^([012][0-9]|3[0-5]):[0-5][05]$", "up to 35:55");

  private static final FieldReader<WindowBooking> BOOKING = Readers.oneOf(WindowBooking.class);

  private static final FieldReader<Integer> EVERY_WEEKS =
      Readers.integer(Recurrence.LEAST_WEEKS, Recurrence.MOST_WEEKS);
  private static final FieldReader<List<Integer>> WEEKS_OF_MONTH =
      Readers.distinct(weekOfMonth(), 1, Recurrence.MOST_OF_MONTH);

  /** Windows over midnight are written as one; an item without it has two instead. */
  private static final String OVER_MIDNIGHT = "overMidnight";

  private Hours() {}

  /** One window of a week in an answer. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record WeeklyWindowView(
      String day,
      String opens,
      String closes,
      @Nullable String lastStart,
      @Nullable WindowBooking booking,
      @Nullable Integer everyWeeks,
      @Nullable LocalDate fromDate,
      @Nullable List<Integer> weeksOfMonth) {}

  /** One window of a day in an answer. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record WindowView(
      String opens, String closes, @Nullable String lastStart, @Nullable WindowBooking booking) {}

  /** Reads weekly hours; overlaps and times off the five-minute grid are faults. */
  public static FieldReader<WeeklyHours> weekly() {
    FieldReader<List<WeeklyHours.Entry>> entries =
        Readers.list(
            Readers.object(
                fields -> {
                  DayOfWeek day = fields.required("day", Readers.oneOf(DayOfWeek.class));
                  DailyWindow window = window(fields);
                  Optional<Recurrence> recurrence = recurrence(fields);
                  return window == null || !fields.sound()
                      ? null
                      : new WeeklyHours.Entry(day, window, recurrence);
                }),
            0,
            WeeklyHours.MAXIMUM_A_WEEK,
            WeeklyHours::faults);
    FieldReader<WeeklyHours> reader =
        (value, pointer, faults) -> {
          List<WeeklyHours.Entry> read = entries.read(value, pointer, faults);
          return read == null ? null : new WeeklyHours(read);
        };
    return reader.takes(entries.schema());
  }

  /** Reads the windows of a day that is open. */
  public static FieldReader<List<DailyWindow>> windows() {
    return Readers.list(
        Readers.object(Hours::window), 1, DailyWindow.MAXIMUM_A_DAY, DayOverride::faults);
  }

  /** The hours of a date: either {@code "closed":true} or {@code "windows":[…]}. */
  public static DayOverride day(Fields fields) {
    boolean closed = fields.optional("closed", Readers.yes()).isPresent();
    Optional<List<DailyWindow>> windows = fields.optional("windows", windows());
    if (closed && windows.isPresent()) {
      fields.fault("/windows", FaultCode.CONFLICT, "must not be there together with closed");
    } else if (!fields.has("closed") && !fields.has("windows")) {
      fields.fault("/closed", FaultCode.REQUIRED, "is required, unless there are windows");
    }
    return windows.map(DayOverride::open).orElse(DayOverride.CLOSED);
  }

  public static List<WeeklyWindowView> view(WeeklyHours hours) {
    return hours.entries().stream()
        .map(
            entry -> {
              DailyWindow window = entry.window();
              Recurrence recurrence = entry.recurrence().orElse(null);
              return new WeeklyWindowView(
                  entry.day().name(),
                  window.opensText(),
                  window.closesText(),
                  lastStart(window),
                  booking(window),
                  recurrence instanceof Recurrence.EveryWeeks every ? every.weeks() : null,
                  recurrence instanceof Recurrence.EveryWeeks every ? every.from() : null,
                  recurrence instanceof Recurrence.WeeksOfMonth some ? some.weeks() : null);
            })
        .toList();
  }

  public static List<WindowView> view(DayOverride override) {
    return view(override.windows());
  }

  public static List<WindowView> view(List<DailyWindow> windows) {
    return windows.stream()
        .map(
            window ->
                new WindowView(
                    window.opensText(), window.closesText(), lastStart(window), booking(window)))
        .toList();
  }

  private static @Nullable WindowBooking booking(DailyWindow window) {
    return window.booking() == WindowBooking.DIRECT ? null : window.booking();
  }

  private static @Nullable String lastStart(DailyWindow window) {
    return window.lastStart().isPresent()
        ? DailyWindow.timeOf(window.lastStart().getAsInt())
        : null;
  }

  /** Keeps weekly hours as an item's attribute. */
  public static void store(WeeklyHours hours, String attribute, Item.Builder item) {
    item.texts(attribute, toTexts(hours)).flag(OVER_MIDNIGHT, true);
  }

  /**
   * The weekly hours of an item's attribute. An item from before windows ran over midnight has an
   * evening and the night after it as two windows, which become the one that they mean; the next
   * write keeps it so.
   */
  public static WeeklyHours load(Item item, String attribute) {
    List<WeeklyHours.Entry> entries = fromTexts(item.texts(attribute));
    return new WeeklyHours(item.flag(OVER_MIDNIGHT) ? entries : joined(entries));
  }

  /** As texts such as {@code MONDAY 09:00-12:00} or {@code MONDAY 09:00-12:00 W2@2026-11-23}. */
  static List<String> toTexts(WeeklyHours hours) {
    return hours.entries().stream()
        .map(
            entry ->
                entry.day()
                    + " "
                    + entry.window()
                    + entry.recurrence().map(recurrence -> " " + recurrence).orElse(""))
        .toList();
  }

  static List<WeeklyHours.Entry> fromTexts(List<String> texts) {
    return texts.stream()
        .map(
            text -> {
              String[] parts = text.split(" ", -1);
              return new WeeklyHours.Entry(
                  DayOfWeek.valueOf(parts[0]),
                  DailyWindow.parse(parts[1]),
                  parts.length > 2 ? Optional.of(Recurrence.parse(parts[2])) : Optional.empty());
            })
        .toList();
  }

  /**
   * Joins what ends at midnight with what begins then and ends by noon, but not to more than a day:
   * who never closes closes at no midnight either.
   */
  private static List<WeeklyHours.Entry> joined(List<WeeklyHours.Entry> entries) {
    Map<DayOfWeek, WeeklyHours.Entry> nights =
        entries.stream()
            .filter(entry -> entry.window().opens() == 0)
            .filter(entry -> entry.window().closes() <= DailyWindow.LATEST - DailyWindow.DAY)
            .collect(Collectors.toMap(WeeklyHours.Entry::day, entry -> entry, (one, _) -> one));
    List<WeeklyHours.Entry> joined = new ArrayList<>(entries);
    for (WeeklyHours.Entry evening : entries) {
      WeeklyHours.Entry night = nights.get(evening.day().plus(1));
      if (evening.window().closes() == DailyWindow.DAY
          && night != null
          && night.window().closes() <= evening.window().opens()) {
        joined.set(
            joined.indexOf(evening),
            new WeeklyHours.Entry(
                evening.day(),
                new DailyWindow(
                    evening.window().opens(), DailyWindow.DAY + night.window().closes())));
        joined.remove(night);
      }
    }
    return joined;
  }

  private static @Nullable DailyWindow window(Fields fields) {
    Integer opens = fields.required("opens", OPENS);
    Integer closes = fields.required("closes", CLOSES);
    Optional<Integer> lastStart = fields.optional("lastStart", LAST_START);
    Optional<WindowBooking> booking = fields.optional("booking", BOOKING);
    return opens == null || closes == null
        ? null
        : new DailyWindow(
            opens,
            closes,
            lastStart.map(OptionalInt::of).orElse(OptionalInt.empty()),
            booking.orElse(WindowBooking.DIRECT));
  }

  private static Optional<Recurrence> recurrence(Fields fields) {
    Optional<Integer> everyWeeks = fields.optional("everyWeeks", EVERY_WEEKS);
    Optional<LocalDate> fromDate = fields.optional("fromDate", Readers.date());
    Optional<List<Integer>> weeksOfMonth = fields.optional("weeksOfMonth", WEEKS_OF_MONTH);
    if (fields.has("everyWeeks") && !fields.has("fromDate")) {
      fields.fault("/fromDate", FaultCode.REQUIRED, "is required together with everyWeeks");
    }
    if (fields.has("fromDate") && !fields.has("everyWeeks")) {
      fields.fault("/everyWeeks", FaultCode.REQUIRED, "is required together with fromDate");
    }
    if (fields.has("everyWeeks") && fields.has("weeksOfMonth")) {
      fields.fault(
          "/weeksOfMonth", FaultCode.CONFLICT, "must not be there together with everyWeeks");
    }
    if (everyWeeks.isPresent() && fromDate.isPresent()) {
      return Optional.of(new Recurrence.EveryWeeks(everyWeeks.get(), fromDate.get()));
    }
    return weeksOfMonth.map(Recurrence.WeeksOfMonth::new);
  }

  private static FieldReader<Integer> weekOfMonth() {
    List<Integer> weeks = List.of(1, 2, 3, 4, 5, Recurrence.LAST);
    FieldReader<Integer> reader =
        (value, pointer, faults) -> {
          if (!value.isInt() || !weeks.contains(value.intValue())) {
            faults.add(
                pointer,
                value.isIntegralNumber() ? FaultCode.NOT_ONE_OF : FaultCode.TYPE,
                "must be 1 to 5, or -1 for the last one of the month");
            return null;
          }
          return value.intValue();
        };
    return reader.takes(new Schema(Map.of("type", "integer")).with("enum", weeks));
  }

  /** As an end, 00:00 and 23:59 mean midnight. */
  private static FieldReader<Integer> closing() {
    FieldReader<Integer> time =
        time("^(([012][0-9]|3[0-5]):[0-5][05]|36:00|23:59)$", "up to 36:00");
    FieldReader<Integer> reader =
        (value, pointer, faults) -> {
          Integer minute = time.read(value, pointer, faults);
          return minute != null && (minute == 0 || minute == DailyWindow.DAY - 1)
              ? Integer.valueOf(DailyWindow.DAY)
              : minute;
        };
    return reader.takes(time.schema());
  }

  private static FieldReader<Integer> time(String form, String bound) {
    FieldReader<Integer> reader =
        (value, pointer, faults) -> {
          OptionalInt minute =
              value.isTextual() ? DailyWindow.minuteOfDay(value.textValue()) : OptionalInt.empty();
          if (minute.isEmpty()) {
            faults.add(
                pointer,
                value.isTextual() ? FaultCode.PATTERN : FaultCode.TYPE,
                "must be a time of day such as 09:00, " + bound);
            return null;
          }
          return minute.getAsInt();
        };
    return reader.takes(new Schema(Map.of("type", "string")).with("pattern", form));
  }
}

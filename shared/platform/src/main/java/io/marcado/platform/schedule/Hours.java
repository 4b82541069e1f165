package io.marcado.platform.schedule;

import io.marcado.domain.FaultCode;
import io.marcado.domain.time.DailyWindow;
import io.marcado.domain.time.DayOverride;
import io.marcado.domain.time.WeeklyHours;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import io.marcado.platform.json.Schema;
import io.marcado.platform.table.Item;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Weekly hours and the windows of a day, as requests, answers and items have them. */
public final class Hours {
  private static final FieldReader<Integer> OPENS = timeOfDay("^([01][0-9]|2[0-3]):[0-5][05]$");
  private static final FieldReader<Integer> CLOSES =
      timeOfDay("^(([01][0-9]|2[0-3]):[0-5][05]|24:00)$");

  private Hours() {}

  /** One window of a week in an answer. */
  public record WeeklyWindowView(String day, String opens, String closes) {}

  /** One window of a day in an answer. */
  public record WindowView(String opens, String closes) {}

  /** Reads weekly hours; overlaps and times off the five-minute grid are faults. */
  public static FieldReader<WeeklyHours> weekly() {
    FieldReader<List<WeeklyHours.Entry>> entries =
        Readers.list(
            Readers.object(
                fields -> {
                  DayOfWeek day = fields.required("day", Readers.oneOf(DayOfWeek.class));
                  DailyWindow window = window(fields);
                  return window == null || !fields.sound()
                      ? null
                      : new WeeklyHours.Entry(day, window);
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

  public static List<WeeklyWindowView> view(WeeklyHours hours) {
    return hours.entries().stream()
        .map(
            entry ->
                new WeeklyWindowView(
                    entry.day().name(), entry.window().opensText(), entry.window().closesText()))
        .toList();
  }

  public static List<WindowView> view(DayOverride override) {
    return override.windows().stream()
        .map(window -> new WindowView(window.opensText(), window.closesText()))
        .toList();
  }

  /** As texts such as {@code MONDAY 09:00-12:00}. */
  public static List<String> toTexts(WeeklyHours hours) {
    return hours.entries().stream().map(entry -> entry.day() + " " + entry.window()).toList();
  }

  /** From the texts of an item's attribute. */
  public static WeeklyHours fromTexts(Item item, String attribute) {
    return new WeeklyHours(
        item.texts(attribute).stream()
            .map(
                text -> {
                  int space = text.indexOf(' ');
                  return new WeeklyHours.Entry(
                      DayOfWeek.valueOf(text.substring(0, space)),
                      DailyWindow.parse(text.substring(space + 1)));
                })
            .toList());
  }

  private static @Nullable DailyWindow window(Fields fields) {
    Integer opens = fields.required("opens", OPENS);
    Integer closes = fields.required("closes", CLOSES);
    return opens == null || closes == null ? null : new DailyWindow(opens, closes);
  }

  private static FieldReader<Integer> timeOfDay(String form) {
    FieldReader<Integer> reader =
        (value, pointer, faults) -> {
          OptionalInt minute =
              value.isTextual() ? DailyWindow.minuteOfDay(value.textValue()) : OptionalInt.empty();
          if (minute.isEmpty()) {
            faults.add(
                pointer,
                value.isTextual() ? FaultCode.PATTERN : FaultCode.TYPE,
                "must be a time of day such as 09:00, up to 24:00");
            return null;
          }
          return minute.getAsInt();
        };
    return reader.takes(new Schema(Map.of("type", "string")).with("pattern", form));
  }
}

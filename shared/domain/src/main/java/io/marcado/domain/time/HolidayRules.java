package io.marcado.domain.time;

import io.marcado.domain.Bounds;
import io.marcado.domain.Fault;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The hours of holidays. They may hold bad values from a request; {@link #faults} lists their
 * faults.
 *
 * @param all of every holiday
 * @param days of single dates, holidays or not, which count first
 */
public record HolidayRules(HolidayHours all, SortedMap<LocalDate, HolidayHours> days) {
  /** Most single dates. */
  public static final int MAXIMUM_DAYS = 366;

  /** Most windows of all single dates together: what their item has room for. */
  public static final int MAXIMUM_WINDOWS = 400;

  public HolidayRules {
    days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
  }

  /** The same hours on every holiday. */
  public static HolidayRules of(HolidayHours all) {
    return new HolidayRules(all, new TreeMap<>(Map.of()));
  }

  /** Everything that is wrong, as pointers below {@code path}. */
  public List<Fault> faults(String path) {
    List<Fault> faults = new ArrayList<>(new DayOverride(all.windows()).faults(path + "/windows"));
    int windows = days.values().stream().mapToInt(day -> day.windows().size()).sum();
    Bounds.atMost(faults, path + "/days", days.values(), MAXIMUM_DAYS);
    Bounds.atMost(faults, path + "/days", windows, MAXIMUM_WINDOWS, "windows together");
    return faults;
  }
}

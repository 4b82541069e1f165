package io.marcado.domain.time;

import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opening hours by day of the week, several windows a day, in the order they were given. It may
 * hold bad values from a request; {@link #faults} lists their faults. A day without a window is
 * closed.
 */
public record WeeklyHours(List<Entry> entries) {
  /** Closed all week. */
  public static final WeeklyHours NONE = new WeeklyHours(List.of());

  /** More windows than this in a week are a mistake. */
  public static final int MAXIMUM_A_WEEK = 7 * DailyWindow.MAXIMUM_A_DAY;

  /** One window of one day of the week. */
  public record Entry(DayOfWeek day, DailyWindow window) {
    /** From text such as {@code 09:00} and {@code 24:00}; meant for constants. */
    public static Entry of(DayOfWeek day, String opens, String closes) {
      return new Entry(day, DailyWindow.of(opens, closes));
    }
  }

  public WeeklyHours {
    entries = List.copyOf(entries);
  }

  /** The windows of one day, by opening. */
  public List<DailyWindow> on(DayOfWeek day) {
    List<DailyWindow> windows = new ArrayList<>(2);
    for (Entry entry : entries) {
      if (entry.day() == day) {
        windows.add(entry.window());
      }
    }
    windows.sort(DailyWindow.BY_OPENING);
    return windows;
  }

  /**
   * Everything that is wrong, as pointers below {@code path}, for example {@code path/2/closes}.
   */
  public List<Fault> faults(String path) {
    List<Fault> faults = new ArrayList<>();
    if (entries.size() > MAXIMUM_A_WEEK) {
      faults.add(
          new Fault(
              path, FaultCode.TOO_LONG, "must not have more than " + MAXIMUM_A_WEEK + " windows"));
      return faults;
    }
    faults.addAll(faults(entries, path));
    return faults;
  }

  /**
   * The same for entries of which some could not be read.
   *
   * @param entries by index; null for one that has faults of its own already
   */
  public static List<Fault> faults(List<@Nullable Entry> entries, String path) {
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (entry == null) {
        continue;
      }
      faults.addAll(entry.window().faults(path + "/" + i));
      for (int j = 0; j < i; j++) {
        Entry other = entries.get(j);
        if (other != null
            && other.day() == entry.day()
            && other.window().overlaps(entry.window())) {
          faults.add(
              new Fault(
                  path + "/" + i, FaultCode.CONFLICT, "overlaps window " + j + " of the same day"));
          break;
        }
      }
    }
    return faults;
  }
}

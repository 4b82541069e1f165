package io.marcado.domain.time;

import io.marcado.domain.Bounds;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** One window of one day of the week; without a recurrence it holds every week. */
  public record Entry(DayOfWeek day, DailyWindow window, Optional<Recurrence> recurrence) {
    /** A window of every week. */
    public Entry(DayOfWeek day, DailyWindow window) {
      this(day, window, Optional.empty());
    }

    /** From text such as {@code 09:00} and {@code 24:00}; meant for constants. */
    public static Entry of(DayOfWeek day, String opens, String closes) {
      return new Entry(day, DailyWindow.of(opens, closes));
    }

    /** True when both hold a minute of one date. */
    boolean overlaps(Entry other) {
      return day == other.day
          && window.overlaps(other.window)
          && (recurrence.isEmpty()
              || other.recurrence.isEmpty()
              || recurrence.get().meets(other.recurrence.get()));
    }
  }

  public WeeklyHours {
    entries = List.copyOf(entries);
  }

  /** The windows of a date, by opening. */
  public List<DailyWindow> on(LocalDate date) {
    return on(date.getDayOfWeek(), date);
  }

  /**
   * The windows that a date would have as another day of its week, by opening.
   *
   * @param date says whether windows hold that are not of every week
   */
  public List<DailyWindow> on(DayOfWeek day, LocalDate date) {
    List<DailyWindow> windows = new ArrayList<>(2);
    for (Entry entry : entries) {
      if (entry.day() == day
          && (entry.recurrence().isEmpty() || entry.recurrence().get().includes(date))) {
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
    Bounds.atMost(faults, path, entries.size(), MAXIMUM_A_WEEK, "windows");
    return faults.isEmpty() ? faults(entries, path) : faults;
  }

  /**
   * The same for entries of which some could not be read.
   *
   * @param entries by index; null for one that has faults of its own already
   */
  public static List<Fault> faults(List<@Nullable Entry> entries, String path) {
    List<Fault> faults = new ArrayList<>();
    Map<DayOfWeek, Integer> windows = new EnumMap<>(DayOfWeek.class);
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (entry == null) {
        continue;
      }
      String at = path + "/" + i;
      faults.addAll(entry.window().faults(at));
      if (windows.merge(entry.day(), 1, Integer::sum) == DailyWindow.MAXIMUM_A_DAY + 1) {
        faults.add(
            new Fault(
                at,
                FaultCode.TOO_LONG,
                "is one too many: a day has at most " + DailyWindow.MAXIMUM_A_DAY + " windows"));
      }
      Bounds.clashing(entries, i, entry::overlaps)
          .ifPresent(
              other ->
                  faults.add(
                      new Fault(
                          at,
                          FaultCode.CONFLICT,
                          "overlaps window " + other + " of the same day")));
    }
    return faults;
  }
}

package io.marcado.domain.time;

import io.marcado.domain.Bounds;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The hours of one date instead of the weekly hours: closed, or open at other times. It may hold
 * bad values from a request; {@link #faults} lists their faults.
 *
 * @param windows the opening hours of that date, by opening; none when closed
 */
public record DayOverride(List<DailyWindow> windows) {
  /** Closed on that date. */
  public static final DayOverride CLOSED = new DayOverride(List.of());

  private static final String CLOSED_TEXT = "-";

  /** Keeps the order in which the windows were given, so that faults name the right one. */
  public DayOverride {
    windows = List.copyOf(windows);
  }

  /** Open in these windows and at no other time. */
  public static DayOverride open(List<DailyWindow> windows) {
    return new DayOverride(windows);
  }

  /**
   * Reads the text made by {@link #toString}.
   *
   * @throws IllegalArgumentException when it is no such text
   */
  public static DayOverride parse(String text) {
    return text.equals(CLOSED_TEXT)
        ? CLOSED
        : new DayOverride(Stream.of(text.split(",", -1)).map(DailyWindow::parse).toList());
  }

  /** True when there is no window. */
  public boolean isClosed() {
    return windows.isEmpty();
  }

  /**
   * Everything that is wrong, as pointers below {@code path}, for example {@code path/2/closes}.
   */
  public List<Fault> faults(String path) {
    List<Fault> faults = new ArrayList<>();
    Bounds.atMost(faults, path, windows.size(), DailyWindow.MAXIMUM_A_DAY, "windows");
    return faults.isEmpty() ? faults(windows, path) : faults;
  }

  /**
   * The same for windows of which some could not be read.
   *
   * @param windows by index; null for one that has faults of its own already
   */
  public static List<Fault> faults(List<@Nullable DailyWindow> windows, String path) {
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      DailyWindow window = windows.get(i);
      if (window == null) {
        continue;
      }
      String at = path + "/" + i;
      faults.addAll(window.faults(at));
      Bounds.clashing(windows, i, window::overlaps)
          .ifPresent(
              other -> faults.add(new Fault(at, FaultCode.CONFLICT, "overlaps window " + other)));
    }
    return faults;
  }

  /** As {@code 09:00-12:00,13:00-18:00}, or a dash when closed; short, for storage. */
  @Override
  public String toString() {
    return isClosed()
        ? CLOSED_TEXT
        : windows.stream().map(DailyWindow::toString).collect(Collectors.joining(","));
  }
}

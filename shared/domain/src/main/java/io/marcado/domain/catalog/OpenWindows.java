package io.marcado.domain.catalog;

import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.CellSet;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.DailyWindow;
import io.marcado.domain.time.DayOverride;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.WeeklyHours;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * When a resource is open. On each local date of the business the first of these applies: the
 * resource's own override of that date; closed, if the business is closed on it; the resource's
 * weekly hours; the business's weekly hours.
 */
public final class OpenWindows {
  private final LocalTimeline timeline;
  private final WeeklyHours businessHours;
  private final Set<LocalDate> closedDates;

  public OpenWindows(OrganizationSettings settings) {
    timeline = settings.timeline();
    businessHours = settings.businessHours();
    closedDates = new HashSet<>(settings.closedDates());
  }

  /** The windows that overlap the range, whole and unmerged, by local date. */
  public List<CellRange> of(BookableResource resource, CellRange range) {
    List<CellRange> windows = new ArrayList<>();
    // A window can reach beyond its own date when daylight saving moves its closing time.
    LocalDate first = timeline.dateOf(Cells.start(range.first())).minusDays(1);
    LocalDate last = timeline.dateOf(Cells.start(range.end())).plusDays(1);
    LocalTimeline local = timeline.during(first, last);
    for (LocalDate date = first; !date.isAfter(last); date = date.plusDays(1)) {
      for (DailyWindow window : on(date, resource)) {
        long opens = Cells.notBefore(local.at(date, window.opens()));
        long closes = Cells.containing(local.at(date, window.closes()));
        if (opens < closes && opens < range.end() && range.first() < closes) {
          windows.add(new CellRange(opens, closes));
        }
      }
    }
    return windows;
  }

  /** True when the resource is open for the whole of a time. Touching windows are one stretch. */
  public boolean cover(BookableResource resource, Interval time) {
    CellRange cells = CellRange.covering(time);
    CellSet closed = CellSet.all(cells);
    of(resource, cells).forEach(window -> closed.remove(window.first(), window.end()));
    return closed.isEmpty();
  }

  private List<DailyWindow> on(LocalDate date, BookableResource resource) {
    DayOverride override = resource.overrides().get(date);
    if (override != null) {
      return override.windows();
    }
    if (closedDates.contains(date)) {
      return List.of();
    }
    return resource.weeklyHours().orElse(businessHours).on(date.getDayOfWeek());
  }
}

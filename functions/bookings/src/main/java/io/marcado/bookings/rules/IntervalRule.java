package io.marcado.bookings.rules;

import io.marcado.domain.catalog.OpenWindow;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.CellSet;
import io.marcado.domain.time.Cells;
import java.util.List;

/**
 * A booking starts at the opening of one of the main resource's windows or a whole number of
 * intervals of elapsed time after it. Each window has its own grid, even if two windows touch.
 * Outside all windows there is no grid, and this rule passes every start.
 *
 * @param intervalMinutes a multiple of 5
 */
record IntervalRule(int intervalMinutes) implements Rule {

  @Override
  public SchedulingRule kind() {
    return SchedulingRule.INTERVAL;
  }

  @Override
  public void restrict(CellSet starts, Question question, List<OpenWindow> windows) {
    if (question.part() != Part.MAIN) {
      return;
    }
    CellRange range = starts.range();
    int step = intervalMinutes / Cells.MINUTES;
    CellSet within = CellSet.none(range);
    CellSet grid = CellSet.none(range);
    for (OpenWindow each : windows) {
      CellRange window = each.cells();
      within.add(window.first(), window.end());
      long from = Math.max(0, Math.ceilDiv(range.first() - window.first(), step));
      long to = Math.min(window.end(), range.end());
      for (long start = window.first() + from * step; start < to; start += step) {
        grid.add(start);
      }
    }
    within.invert();
    grid.or(within);
    starts.and(grid);
  }

  @Override
  public String detail(Question question) {
    return "starts are every " + intervalMinutes + " minutes from the opening on";
  }
}

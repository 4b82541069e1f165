package io.marcado.bookings.rules;

import io.marcado.domain.catalog.OpenWindows;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.CellSet;
import io.marcado.domain.time.Cells;

/**
 * A booking must begin and end while every resource it needs is open. Touching windows are one open
 * stretch. Buffers need free time, not open time, so this rule ignores them.
 */
record OpeningHoursRule(OpenWindows windows) implements Rule {

  @Override
  public SchedulingRule kind() {
    return SchedulingRule.OPENING_HOURS;
  }

  @Override
  public void restrict(CellSet starts, Question question) {
    CellRange range = starts.range();
    int length = question.durationMinutes() / Cells.MINUTES;
    CellSet open = CellSet.none(new CellRange(range.first(), range.end() + length - 1));
    for (CellRange window : windows.of(question.resource(), open.range())) {
      open.add(window.first(), window.end());
    }
    open.keepRuns(length);
    starts.and(open.moved(0, range));
  }

  @Override
  public String detail(Question question) {
    return "it is not open for the whole of this time";
  }
}

package io.marcado.bookings.rules;

import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.CellSet;
import java.util.List;

/**
 * A booking must begin and end while every resource it needs is open. Touching windows are one open
 * stretch. Buffers need free time, not open time, so this rule ignores them.
 */
record OpeningHoursRule() implements Rule {

  @Override
  public SchedulingRule kind() {
    return SchedulingRule.OPENING_HOURS;
  }

  @Override
  public void restrict(CellSet starts, Question question, List<CellRange> windows) {
    CellRange range = starts.range();
    CellSet open = CellSet.none(question.taken(range));
    for (CellRange window : windows) {
      open.add(window.first(), window.end());
    }
    open.keepRuns(question.cells());
    starts.and(open.moved(0, range));
  }

  @Override
  public String detail(Question question) {
    return "it is not open for the whole of this time";
  }
}

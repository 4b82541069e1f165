package io.marcado.bookings.rules;

import io.marcado.domain.catalog.OpenWindow;
import io.marcado.domain.catalog.OpenWindows;
import io.marcado.domain.time.CellSet;
import java.util.List;

/**
 * A booking must begin and end while every resource it needs is open. Touching windows are one open
 * stretch. What starts by the last start of a window may end after closing. Buffers need free time,
 * not open time, so this rule ignores them. What lasts a day or more need only begin and end while
 * they are open.
 */
record OpeningHoursRule() implements Rule {

  @Override
  public SchedulingRule kind() {
    return SchedulingRule.OPENING_HOURS;
  }

  @Override
  public void restrict(CellSet starts, Question question, List<OpenWindow> windows) {
    starts.and(
        question.lastsDays()
            ? OpenWindows.startsOfDays(starts.range(), question.cells(), windows)
            : OpenWindows.starts(starts.range(), question.cells(), windows));
  }

  @Override
  public String detail(Question question) {
    return "it is not open for a booking of this length then";
  }
}

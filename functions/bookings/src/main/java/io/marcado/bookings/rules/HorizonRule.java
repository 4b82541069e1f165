package io.marcado.bookings.rules;

import io.marcado.domain.catalog.OpenWindow;
import io.marcado.domain.time.CellSet;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.LocalTimeline;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A booking starts at the latest on the local date of the business that is the maximum advance, in
 * calendar days, after today.
 *
 * @param last the last date on which one may start
 */
record HorizonRule(LocalDate last, LocalTimeline timeline) implements Rule {

  static HorizonRule of(Instant now, int advanceDays, LocalTimeline timeline) {
    return new HorizonRule(timeline.dateOf(now).plusDays(advanceDays), timeline);
  }

  @Override
  public SchedulingRule kind() {
    return SchedulingRule.HORIZON;
  }

  @Override
  public void restrict(CellSet starts, Question question, List<OpenWindow> windows) {
    starts.remove(Cells.notBefore(timeline.startOf(last.plusDays(1))), Long.MAX_VALUE);
  }

  @Override
  public String detail(Question question) {
    return "the last date that can be booked is " + last;
  }
}

package io.marcado.bookings.rules;

import io.marcado.domain.catalog.OpenWindow;
import io.marcado.domain.time.CellSet;
import java.util.List;

/** A booking has a duration that its service allows with its main resource. */
record DurationRule() implements Rule {

  @Override
  public SchedulingRule kind() {
    return SchedulingRule.DURATION;
  }

  @Override
  public void restrict(CellSet starts, Question question, List<OpenWindow> windows) {
    if (!question.service().terms().durations().allow(question.durationMinutes())) {
      starts.clear();
    }
  }

  @Override
  public String detail(Question question) {
    return "this service takes " + question.service().terms().durations().words();
  }
}

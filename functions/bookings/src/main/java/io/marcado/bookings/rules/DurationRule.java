package io.marcado.bookings.rules;

import io.marcado.domain.catalog.OpenWindow;
import io.marcado.domain.time.CellSet;
import java.util.List;

/** A booking lasts as long as its service. */
record DurationRule() implements Rule {

  @Override
  public SchedulingRule kind() {
    return SchedulingRule.DURATION;
  }

  @Override
  public void restrict(CellSet starts, Question question, List<OpenWindow> windows) {
    if (question.durationMinutes() != question.service().durationMinutes()) {
      starts.clear();
    }
  }

  @Override
  public String detail(Question question) {
    return "this service takes " + question.service().durationMinutes() + " minutes";
  }
}

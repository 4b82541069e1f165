package io.marcado.bookings.rules;

import io.marcado.domain.time.CellSet;

/** One rule of a business. */
sealed interface Rule
    permits OpeningHoursRule, NoticeRule, HorizonRule, IntervalRule, DurationRule {

  /** Which rule this is. */
  SchedulingRule kind();

  /** Removes the starts that break this rule. Any range of cells gives the same verdict on each. */
  void restrict(CellSet starts, Question question);

  /** What the rule demands, in words for the caller. */
  String detail(Question question);
}

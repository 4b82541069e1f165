package io.marcado.bookings.rules;

import io.marcado.domain.catalog.OpenWindow;
import io.marcado.domain.time.CellSet;
import java.util.List;

/** One rule of a business. */
sealed interface Rule
    permits OpeningHoursRule, NoticeRule, HorizonRule, IntervalRule, DurationRule {

  /** Which rule this is. */
  SchedulingRule kind();

  /**
   * Removes the starts that break this rule. Any range of cells gives the same verdict on each.
   *
   * @param windows the open windows of the resource that overlap {@link Question#taken}, whole and
   *     unmerged
   */
  void restrict(CellSet starts, Question question, List<OpenWindow> windows);

  /** What the rule demands, in words for the caller. */
  String detail(Question question);
}

package io.marcado.bookings.rules;

import io.marcado.domain.catalog.OpenWindow;
import io.marcado.domain.time.CellSet;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.LocalTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A booking starts no sooner than the minimum notice from now, and so never in the past.
 *
 * @param earliest the first moment at which one may start
 */
record NoticeRule(Instant earliest, LocalTimeline timeline) implements Rule {

  static NoticeRule of(Instant now, int noticeMinutes, LocalTimeline timeline) {
    return new NoticeRule(now.plus(Duration.ofMinutes(noticeMinutes)), timeline);
  }

  @Override
  public SchedulingRule kind() {
    return SchedulingRule.NOTICE;
  }

  @Override
  public void restrict(CellSet starts, Question question, List<OpenWindow> windows) {
    starts.remove(Long.MIN_VALUE, Cells.notBefore(earliest));
  }

  @Override
  public String detail(Question question) {
    return "the earliest start is " + timeline.format(Cells.start(Cells.notBefore(earliest)));
  }
}

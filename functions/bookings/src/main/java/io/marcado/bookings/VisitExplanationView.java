package io.marcado.bookings;

import io.marcado.bookings.ExplanationView.CheckView;
import io.marcado.bookings.ExplanationView.ChosenView;
import io.marcado.bookings.ExplanationView.NeedView;
import io.marcado.bookings.explain.ExplainedVisit;
import io.marcado.bookings.explain.Explanation;
import io.marcado.domain.ServiceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a visit can be booked at a time or not, in an answer.
 *
 * @param code of the problem that booking would answer; null when it works
 * @param text the answer in a sentence, in the language of the business
 * @param clientChecks checks of the client alone
 */
record VisitExplanationView(
    String timeZone,
    String start,
    String end,
    boolean works,
    @Nullable String code,
    String text,
    List<CheckView> clientChecks,
    List<PartView> visit,
    List<VisitSlotView> alternatives) {

  /**
   * One part.
   *
   * @param works true when somebody could do it then, no matter who does the others
   * @param needs of its service, the main one first
   * @param chosen who would do it; null when the visit cannot be booked then
   */
  record PartView(
      ServiceId serviceId,
      String start,
      String end,
      boolean works,
      List<NeedView> needs,
      @Nullable ChosenView chosen) {
    private static PartView of(Explanation part) {
      List<NeedView> needs = ExplanationView.needs(part);
      return new PartView(
          part.needs().service().id(),
          part.timeline().format(part.time().start()),
          part.timeline().format(part.time().end()),
          needs.stream().allMatch(NeedView::works),
          needs,
          ExplanationView.chosen(part).orElse(null));
    }
  }

  static VisitExplanationView of(ExplainedVisit explained) {
    ExplanationView.Said said = ExplanationView.said(explained);
    return new VisitExplanationView(
        explained.timeline().zone().id(),
        explained.timeline().format(explained.time().start()),
        explained.timeline().format(explained.time().end()),
        explained.works(),
        said.code(),
        said.text(),
        said.clientChecks(),
        explained.parts().stream()
            .map(part -> explained.works() ? part : part.withoutChoice())
            .map(PartView::of)
            .toList(),
        explained.alternatives().stream()
            .map(slot -> VisitSlotView.of(slot, explained.timeline()))
            .toList());
  }
}

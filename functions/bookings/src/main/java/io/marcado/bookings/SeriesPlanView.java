package io.marcado.bookings;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.marcado.bookings.availability.Slot;
import io.marcado.bookings.scheduling.SeriesMovePlans;
import io.marcado.bookings.scheduling.SeriesPlan;
import io.marcado.bookings.scheduling.SeriesPlan.Choice;
import io.marcado.bookings.scheduling.SeriesPlan.Planned;
import io.marcado.domain.Money;
import io.marcado.domain.ResourceId;
import io.marcado.domain.time.LocalTimeline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request for a series would come to.
 *
 * @param planToken makes exactly this
 */
public record SeriesPlanView(String planToken, List<PlannedView> occurrences)
    implements SeriesAnswer {

  static SeriesPlanView of(SeriesPlan plan) {
    return new SeriesPlanView(
        plan.token(), occurrences(plan.occurrences(), plan.settings().timeline()));
  }

  static List<PlannedView> occurrences(List<Planned> planned, LocalTimeline timeline) {
    return planned.stream().map(one -> PlannedView.of(one, timeline)).toList();
  }

  /** Occurrences of a series that there is, as they could be moved. */
  static List<PlannedView> moved(List<SeriesMovePlans.Moved> moved, LocalTimeline timeline) {
    return moved.stream().map(one -> PlannedView.of(one, timeline)).toList();
  }

  /**
   * One occurrence.
   *
   * @param number from 1
   * @param start as the recurrence has it, with the offset of that moment
   * @param resourceIds who has it; empty with a conflict
   * @param approval true when it waits for approval then; absent otherwise
   * @param conflict why it cannot be had; absent when it can
   * @param alternative the nearest time of that date that can be had; absent without a conflict
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PlannedView(
      int number,
      String start,
      String end,
      SeriesPlan.Outcome outcome,
      List<ResourceId> resourceIds,
      @Nullable Money price,
      @Nullable Boolean approval,
      @Nullable ConflictView conflict,
      @Nullable ChoiceView alternative) {
    static PlannedView of(Planned one, LocalTimeline timeline) {
      return new PlannedView(
          one.number() + 1,
          timeline.format(one.asked()),
          timeline.format(one.choice().map(choice -> choice.time().end()).orElse(one.until())),
          one.outcome(),
          one.choice().map(choice -> choice.who().resourceIds()).orElse(List.of()),
          one.choice().flatMap(Choice::price).orElse(null),
          one.choice().filter(Choice::waits).map(_ -> true).orElse(null),
          one.conflict().map(why -> new ConflictView(why.reasons(), why.detail())).orElse(null),
          one.alternative().map(choice -> ChoiceView.of(choice, timeline)).orElse(null));
    }

    static PlannedView of(SeriesMovePlans.Moved one, LocalTimeline timeline) {
      SeriesPlan.Outcome outcome =
          switch (one.outcome()) {
            case MOVE -> SeriesPlan.Outcome.MOVE;
            case SKIP -> SeriesPlan.Outcome.SKIP;
            case CONFLICT -> SeriesPlan.Outcome.CONFLICT;
            default -> SeriesPlan.Outcome.STAY;
          };
      boolean moves = outcome == SeriesPlan.Outcome.MOVE;
      return new PlannedView(
          one.number() + 1,
          timeline.format(one.wanted().start()),
          timeline.format(one.wanted().end()),
          outcome,
          moves ? one.resourceIds() : List.of(),
          moves ? one.price().orElse(null) : null,
          moves && one.waits() ? true : null,
          one.conflict().map(why -> new ConflictView(why.reasons(), why.detail())).orElse(null),
          one.alternative().map(slot -> ChoiceView.of(slot, timeline)).orElse(null));
    }
  }

  /** Why an occurrence cannot be had. */
  record ConflictView(List<String> reasons, String detail) {}

  /** Another time. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ChoiceView(
      String start,
      String end,
      List<ResourceId> resourceIds,
      @Nullable Money price,
      @Nullable Boolean approval) {
    static ChoiceView of(Slot slot, LocalTimeline timeline) {
      return new ChoiceView(
          timeline.format(slot.time().start()),
          timeline.format(slot.time().end()),
          slot.resourceIds(),
          null,
          null);
    }

    static ChoiceView of(Choice choice, LocalTimeline timeline) {
      return new ChoiceView(
          timeline.format(choice.time().start()),
          timeline.format(choice.time().end()),
          choice.who().resourceIds(),
          choice.price().orElse(null),
          choice.waits() ? true : null);
    }
  }
}

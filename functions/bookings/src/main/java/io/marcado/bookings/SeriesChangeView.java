package io.marcado.bookings;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.marcado.bookings.SeriesPlanView.ChoiceView;
import io.marcado.bookings.SeriesPlanView.ConflictView;
import io.marcado.bookings.lifecycle.SeriesChange.Target;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.scheduling.ChangeOutcome;
import io.marcado.bookings.scheduling.SeriesMovePlans;
import io.marcado.bookings.scheduling.SeriesUpdates;
import io.marcado.domain.BookingId;
import io.marcado.domain.SeriesId;
import io.marcado.domain.time.LocalTimeline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes of bookings of a series that were made, or would be.
 *
 * @param planToken makes exactly this; in the answer to a dry run of moves
 * @param occurrences those that were asked for, in the order of the recurrence
 */
public record SeriesChangeView(
    SeriesId seriesId,
    boolean dryRun,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String planToken,
    List<ChangedOccurrenceView> occurrences) {

  static SeriesChangeView of(SeriesUpdates.Changed changed) {
    LocalTimeline timeline = changed.settings().timeline();
    return new SeriesChangeView(
        changed.seriesId(),
        changed.dryRun(),
        null,
        changed.occurrences().stream()
            .map(
                one ->
                    new ChangedOccurrenceView(
                        one.number() + 1,
                        one.booking().id(),
                        timeline.format(one.booking().time().start()),
                        one.booking().status(),
                        one.outcome(),
                        null,
                        null,
                        null))
            .toList());
  }

  static SeriesChangeView of(SeriesMovePlans.Plan plan) {
    LocalTimeline timeline = plan.settings().timeline();
    return new SeriesChangeView(
        plan.seriesId(),
        plan.dryRun(),
        plan.dryRun() ? plan.planToken() : null,
        plan.occurrences().stream()
            .map(
                one ->
                    new ChangedOccurrenceView(
                        one.number() + 1,
                        one.booking().id(),
                        timeline.format(one.booking().time().start()),
                        one.booking().status(),
                        one.outcome(),
                        one.target().map(target -> target(target, timeline)).orElse(null),
                        one.conflict()
                            .map(why -> new ConflictView(why.reasons(), why.detail()))
                            .orElse(null),
                        one.alternative().map(slot -> ChoiceView.of(slot, timeline)).orElse(null)))
            .toList());
  }

  private static ChoiceView target(Target target, LocalTimeline timeline) {
    return new ChoiceView(
        timeline.format(target.time().start()),
        timeline.format(target.time().end()),
        target.resourceIds(),
        target.price().orElse(null),
        target.waits() ? true : null);
  }

  /**
   * One occurrence.
   *
   * @param number from 1
   * @param start as it is now, like the status
   * @param target where it is moved; absent for one that is not
   * @param conflict why it cannot be moved so; absent when it can
   * @param alternative the nearest time that it could have; absent without a conflict
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ChangedOccurrenceView(
      int number,
      BookingId bookingId,
      String start,
      BookingStatus status,
      ChangeOutcome outcome,
      @Nullable ChoiceView target,
      @Nullable ConflictView conflict,
      @Nullable ChoiceView alternative) {}
}

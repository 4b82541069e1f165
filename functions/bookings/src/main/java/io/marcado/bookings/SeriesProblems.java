package io.marcado.bookings;

import io.marcado.bookings.scheduling.SeriesRefusal;
import io.marcado.domain.Result;
import io.marcado.platform.http.Problem;

/** Maps each refusal of a request about a series to a problem. */
final class SeriesProblems {
  private SeriesProblems() {}

  /**
   * The result, if there is one.
   *
   * @throws Problem the problem of the refusal
   */
  static <T> T orThrow(Result<T, SeriesRefusal> result) {
    return result.orElseThrow(SeriesProblems::of);
  }

  private static Problem of(SeriesRefusal refusal) {
    return switch (refusal) {
      case SeriesRefusal.Of(var why) -> BookingProblems.of(why);
      case SeriesRefusal.Faulty(var faults) -> Problem.invalid(faults);
      case SeriesRefusal.NotFound _ -> Problem.notFound("series");
      case SeriesRefusal.KeySpent _ ->
          new Problem(
              BookingProblem.KEY_SPENT,
              "Nothing was made by the requests with it, which stopped on the way. Send another"
                  + " Idempotency-Key.");
      case SeriesRefusal.BeingChanged _ ->
          new Problem(
              BookingProblem.SERIES_BEING_CHANGED,
              "Nothing was changed. Look what has become of the series, and ask again; that is"
                  + " decided within a minute.");
      case SeriesRefusal.Conflicting(var conflicts, var timeline) ->
          new Problem(
                  BookingProblem.SERIES_CONFLICT,
                  "Nothing was made. With onConflict SKIP the others are, with SHIFT these at their"
                      + " alternatives.")
              .with("occurrences", SeriesPlanView.occurrences(conflicts, timeline));
      case SeriesRefusal.MovesConflicting(var conflicts, var timeline) ->
          new Problem(
                  BookingProblem.SERIES_CONFLICT,
                  "Nothing was moved. With onConflict SKIP the others are.")
              .with("occurrences", SeriesPlanView.moved(conflicts, timeline));
      case SeriesRefusal.MovesDiffering(var differing, var timeline) ->
          new Problem(
                  BookingProblem.PLAN_CHANGED,
                  "Nothing was moved. These are not as in the plan any more; plan again.")
              .with("occurrences", SeriesPlanView.moved(differing, timeline));
      case SeriesRefusal.Differing(var differing, var timeline) ->
          new Problem(
                  BookingProblem.PLAN_CHANGED,
                  "Nothing was made. These are not as in the plan any more; plan again.")
              .with("occurrences", SeriesPlanView.occurrences(differing, timeline));
    };
  }
}

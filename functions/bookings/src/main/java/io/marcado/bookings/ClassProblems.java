package io.marcado.bookings;

import io.marcado.bookings.lifecycle.ClassRefusal;
import io.marcado.domain.Result;
import io.marcado.platform.http.Problem;

/** Maps each refusal of a request about sessions to a problem. */
final class ClassProblems {
  private ClassProblems() {}

  /**
   * The result, if there is one.
   *
   * @throws Problem the problem of the refusal
   */
  static <T> T orThrow(Result<T, ClassRefusal> result) {
    return result.orElseThrow(ClassProblems::of);
  }

  private static Problem of(ClassRefusal refusal) {
    return switch (refusal) {
      case ClassRefusal.Faulty(var faults) -> Problem.invalid(faults);
      case ClassRefusal.NoService _ -> Problem.notFound("service");
      case ClassRefusal.NotFound _ -> Problem.notFound("session");
      case ClassRefusal.NotAClass _ ->
          new Problem(
              BookingProblem.NOT_A_CLASS,
              "The service is booked by appointment. Sessions are of services whose kind is"
                  + " CLASS.");
      case ClassRefusal.Conflicting(var conflicts, var timeline) ->
          new Problem(
                  BookingProblem.SESSIONS_CONFLICT,
                  "Nothing was made or changed: people or rooms are taken at the times in conflicts."
                      + " A request for several sessions makes the others with onConflict SKIP.")
              .with(
                  "conflicts",
                  conflicts.stream()
                      .map(one -> CreateClassSessionsHandler.ConflictView.of(one, timeline))
                      .toList());
      case ClassRefusal.Stale(long version) -> Problem.stale(version);
      case ClassRefusal.Cancelled _ ->
          new Problem(BookingProblem.SESSION_CANCELLED, "It is cancelled; make another one.");
      case ClassRefusal.Over _ ->
          new Problem(
              BookingProblem.SESSION_OVER,
              "It can be changed until it starts, and cancelled until it ends.");
      case ClassRefusal.SeatsTaken(int taken) ->
          new Problem(
              BookingProblem.SEATS_TAKEN,
              "%d seats are taken; move or cancel bookings first.".formatted(taken));
      case ClassRefusal.KeyReused _ -> Problem.keyReused();
      case ClassRefusal.Busy _ -> Problem.unavailable();
    };
  }
}

package io.marcado.bookings.blocks;

import io.marcado.domain.Result;
import io.marcado.platform.bookings.BookingsOutside;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;

/** Maps each refusal of a block to a problem. */
final class BlockProblems {
  private BlockProblems() {}

  /**
   * The result, if there is one.
   *
   * @throws Problem the problem of the refusal
   */
  static <T> T orThrow(Result<T, BlockRefusal> result) {
    return result.orElseThrow(BlockProblems::of);
  }

  static Problem notFound() {
    return Problem.notFound("block");
  }

  private static Problem of(BlockRefusal refusal) {
    return switch (refusal) {
      case BlockRefusal.Faulty faulty -> Problem.invalid(faulty.faults());
      case BlockRefusal.NotFound _ -> notFound();
      case BlockRefusal.NotLinked _ ->
          new Problem(
              CommonProblem.FORBIDDEN,
              "You take time off for the resource that is linked to you; for others ask an admin.");
      case BlockRefusal.Stale(long version) -> Problem.stale(version);
      case BlockRefusal.KeyReused _ -> Problem.keyReused();
      case BlockRefusal.OverBookings(BookingsOutside bookings) -> bookings.problem();
      case BlockRefusal.TooManyAhead(int most) ->
          new Problem(
              BlockProblem.TOO_MANY_BLOCKS,
              "A business may have %d blocks that are not over; remove some.".formatted(most));
      case BlockRefusal.TooOften(var retryAfter) -> Problem.tooManyRequests(retryAfter);
      case BlockRefusal.Busy _ -> Problem.unavailable();
    };
  }
}

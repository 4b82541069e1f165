package io.marcado.messaging.numbers;

import io.marcado.domain.Fault;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
import java.time.Duration;
import java.util.List;

/** The problem that each refusal becomes. */
final class NumberProblems {
  private static final Duration MOMENT = Duration.ofSeconds(10);

  private NumberProblems() {}

  static Problem of(NumberRefusal refusal) {
    return switch (refusal) {
      case NumberRefusal.NoWhatsApp _ -> Problem.notFound("service: nothing goes by WhatsApp here");
      case NumberRefusal.NotLinked _ -> Problem.notFound("number of WhatsApp");
      case NumberRefusal.Faulty(List<Fault> faults) -> Problem.invalid(faults);
      case NumberRefusal.Taken _ ->
          new Problem(
              NumberProblem.NUMBER_TAKEN,
              "Another business has linked it, and must unlink it first.");
      case NumberRefusal.OfPlatform _ ->
          new Problem(NumberProblem.NUMBER_TAKEN, "It is the platform's own number.");
      case NumberRefusal.TooOften(Duration waiting) -> Problem.tooManyRequests(waiting);
      case NumberRefusal.NoAnswer _ -> Problem.unavailable().retryAfter(MOMENT);
      case NumberRefusal.TokenNotKept _ ->
          new Problem(
                  CommonProblem.UNAVAILABLE,
                  "The number is linked, but its token is not kept yet. Send the same request again"
                      + " shortly.")
              .retryAfter(MOMENT);
    };
  }
}

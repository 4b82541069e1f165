package io.marcado.messaging.templates;

import io.marcado.domain.Fault;
import io.marcado.domain.Result;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
import java.util.List;

/** The problem that each refusal becomes. */
final class TemplateProblems {
  private TemplateProblems() {}

  /**
   * The value.
   *
   * @throws Problem the one of the refusal
   */
  static <T> T orThrow(Result<T, TemplateRefusal> result) {
    return result.orElseThrow(TemplateProblems::of);
  }

  /** The problem of one fault. */
  static Problem of(Fault fault) {
    return of(new TemplateRefusal.Faulty(List.of(fault)));
  }

  private static Problem of(TemplateRefusal refusal) {
    return switch (refusal) {
      case TemplateRefusal.Faulty(List<Fault> faults) -> Problem.invalid(faults);
      case TemplateRefusal.NotFound(String noun) -> Problem.notFound(noun);
      case TemplateRefusal.BookingHidden _ ->
          new Problem(CommonProblem.FORBIDDEN, "To see a booking takes bookings:read.");
    };
  }
}

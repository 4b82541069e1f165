package io.marcado.identity.accounts.stepup;

import io.marcado.platform.http.RequestReader;
import java.util.Optional;

/** A request that has the answer to a step-up, and nothing else. */
public record StepUpInput(Optional<StepUpAnswer> stepUp) {

  /** Reads it. The body may be absent. */
  public static StepUpInput read(RequestReader request) {
    return new StepUpInput(answer(request));
  }

  /** Reads the answer, for a request that has more than this. */
  public static Optional<StepUpAnswer> answer(RequestReader request) {
    return request.optionalBody(body -> body.optional("stepUp", StepUpAnswer.reader()));
  }
}

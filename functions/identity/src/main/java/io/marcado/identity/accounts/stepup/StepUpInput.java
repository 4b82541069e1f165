package io.marcado.identity.accounts.stepup;

import io.marcado.platform.http.RequestReader;
import java.util.Optional;

/** A request that has the answer to a step-up, and nothing else. */
public record StepUpInput(Optional<StepUpAnswer> stepUp) {

  /** Reads it. The body may be absent. */
  public static StepUpInput read(RequestReader request) {
    return request.optionalBody(
        body -> new StepUpInput(body.optional("stepUp", StepUpAnswer.reader())));
  }
}

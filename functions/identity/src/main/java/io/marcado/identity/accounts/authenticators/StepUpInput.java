package io.marcado.identity.accounts.authenticators;

import io.marcado.identity.accounts.stepup.StepUpAnswer;
import io.marcado.platform.http.RequestReader;
import java.util.Optional;

/** A request that has the answer to a step-up, and nothing else. */
record StepUpInput(Optional<StepUpAnswer> stepUp) {

  static StepUpInput read(RequestReader request) {
    return request.optionalBody(
        body -> new StepUpInput(body.optional("stepUp", StepUpAnswer.reader())));
  }
}

package io.marcado.identity.published.erasure;

import io.marcado.domain.Actor;
import io.marcado.domain.Result;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.stepup.StepUp;
import io.marcado.identity.accounts.stepup.StepUpAnswer;
import io.marcado.identity.published.ErasureProof;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Checks the step-up before an erasure. */
@Singleton
public final class ErasureStepUp {
  private final StepUp stepUp;

  ErasureStepUp(StepUp stepUp) {
    this.stepUp = stepUp;
  }

  /** Checks the answer, and counts the try. */
  Result<ErasureProof, IdentityRefusal> check(
      Actor.Person person, Optional<StepUpAnswer> answer, Instant now) {
    return stepUp
        .check(person, answer, now)
        .map(proof -> new ErasureProof(proof.allAndRemoveApp()));
  }
}

package io.marcado.identity.published.erasure;

import io.marcado.identity.IdentityProblems;
import io.marcado.identity.accounts.stepup.StepUpInput;
import io.marcado.identity.published.Erasure;
import io.marcado.identity.published.Erasures;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.time.Instant;

/** Erases the caller after a step-up. A subclass goes through what names the caller elsewhere. */
public abstract class ErasureEndpoint extends TenantEndpoint<ErasureInput, Void> {
  @Inject ErasureStepUp stepUp;
  @Inject Erasures erasures;

  /** Goes through the rest, as far as there is time. */
  protected abstract void goThrough(Erasure erasure, Instant now);

  @Override
  protected final Access access() {
    return Access.signedIn();
  }

  @Override
  protected final ErasureInput read(RequestReader request) {
    return new ErasureInput(StepUpInput.answer(request));
  }

  @Override
  protected final Answer<Void> answer(Call call, ErasureInput input) {
    stepUp
        .check(call.person(), input.stepUp(), call.now())
        .then(proof -> erasures.begin(call.person(), proof, call.now()))
        .orElseThrow(IdentityProblems::of)
        .ifPresent(erasure -> goThrough(erasure, call.now()));
    return Answer.noContent();
  }
}

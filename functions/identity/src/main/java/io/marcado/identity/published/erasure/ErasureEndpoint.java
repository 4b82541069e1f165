package io.marcado.identity.published.erasure;

import io.marcado.domain.Actor;
import io.marcado.domain.Result;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.accounts.stepup.StepUpInput;
import io.marcado.identity.published.ErasureProof;
import io.marcado.identity.published.ErasureRefusal;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.time.Instant;

/** Checks the step-up of the caller, and then lets a subclass erase the caller. */
public abstract class ErasureEndpoint extends TenantEndpoint<ErasureInput, Void> {
  @Inject ErasureStepUp stepUp;

  /** Erases the caller. */
  protected abstract Result<?, ErasureRefusal> erase(
      Actor.Person person, ErasureProof proof, Instant now);

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
    ErasureProof proof =
        stepUp.check(call.person(), input, call.now()).orElseThrow(IdentityProblems::of);
    IdentityProblems.requireNone(
        erase(call.person(), proof, call.now()).whyRefused().map(ErasureRefusal::why));
    return Answer.noContent();
  }
}

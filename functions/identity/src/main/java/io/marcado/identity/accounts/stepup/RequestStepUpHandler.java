package io.marcado.identity.accounts.stepup;

import io.marcado.identity.IdentityProblems;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.Factor;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.NoInput;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code POST /auth/step-up}: asks for a fresh code before something grave. */
public final class RequestStepUpHandler
    extends TenantEndpoint<NoInput, RequestStepUpHandler.Asked> {
  @Inject StepUpRequests stepUps;

  record Asked(String challengeId, Factor channel, long expiresInSeconds) {}

  @Override
  protected Access access() {
    return Access.signedIn();
  }

  @Override
  protected NoInput read(RequestReader request) {
    return new NoInput();
  }

  @Override
  protected Answer<Asked> answer(Call call, NoInput none) {
    Challenge challenge =
        stepUps.request(call.person(), call.now()).orElseThrow(IdentityProblems::of);
    return Answer.ok(new Asked(challenge.id(), challenge.factor(), Challenge.LIFETIME.toSeconds()));
  }
}

package io.marcado.identity.accounts.authenticators;

import io.marcado.identity.IdentityProblems;
import io.marcado.identity.accounts.stepup.StepUpInput;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code POST /users/me/totp/remove}: codes come by SMS again. */
public final class RemoveTotpHandler extends TenantEndpoint<StepUpInput, Void> {
  @Inject Authenticators authenticators;

  @Override
  protected Access access() {
    return Access.signedIn();
  }

  @Override
  protected StepUpInput read(RequestReader request) {
    return StepUpInput.read(request);
  }

  @Override
  protected Answer<Void> answer(Call call, StepUpInput input) {
    IdentityProblems.requireNone(authenticators.remove(call.person(), input.stepUp(), call.now()));
    return Answer.noContent();
  }
}

package io.marcado.identity.accounts.authenticators;

import io.marcado.identity.IdentityProblems;
import io.marcado.identity.accounts.stepup.StepUpInput;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code POST /users/me/totp}: starts to set up an authenticator app. */
public final class StartTotpHandler extends TenantEndpoint<StepUpInput, StartTotpHandler.Output> {
  @Inject Authenticators authenticators;

  record Output(String secret, String otpauthUri, String qrCode) {
    /** Hides the secret. */
    @Override
    public String toString() {
      return "Output";
    }
  }

  @Override
  protected Access access() {
    return Access.signedIn();
  }

  @Override
  protected StepUpInput read(RequestReader request) {
    return StepUpInput.read(request);
  }

  @Override
  protected Answer<Output> answer(Call call, StepUpInput input) {
    Authenticators.Started started =
        authenticators
            .start(call.person(), input.stepUp(), call.now())
            .orElseThrow(IdentityProblems::of);
    return Answer.created(
        new Output(started.secret(), started.uri().text(), started.uri().qrCode()));
  }
}

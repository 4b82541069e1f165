package io.marcado.identity.accounts.authenticators;

import io.marcado.identity.IdentityProblems;
import io.marcado.identity.accounts.stepup.StepUpInput;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code POST /users/me/totp/recovery-codes}: ten new recovery codes in place of the old ones. */
public final class RenewRecoveryCodesHandler extends TenantEndpoint<StepUpInput, RecoveryCodeList> {
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
  protected Answer<RecoveryCodeList> answer(Call call, StepUpInput input) {
    return Answer.ok(
        authenticators
            .renewRecoveryCodes(call.person(), input.stepUp(), call.now())
            .map(RecoveryCodeList::new)
            .orElseThrow(IdentityProblems::of));
  }
}

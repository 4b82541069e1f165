package io.marcado.identity.accounts.authenticators;

import io.marcado.identity.IdentityProblems;
import io.marcado.identity.accounts.codes.SixDigits;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code POST /users/me/totp/confirm}: the first code turns an authenticator app on. */
public final class ConfirmTotpHandler
    extends TenantEndpoint<ConfirmTotpHandler.Input, RecoveryCodeList> {
  @Inject Authenticators authenticators;

  record Input(String code) {
    /** Hides the code. */
    @Override
    public String toString() {
      return "Input";
    }
  }

  @Override
  protected Access access() {
    return Access.signedIn();
  }

  @Override
  protected Input read(RequestReader request) {
    return request.body(body -> new Input(body.required("code", SixDigits.reader())));
  }

  @Override
  protected Answer<RecoveryCodeList> answer(Call call, Input input) {
    return Answer.ok(
        authenticators
            .confirm(call.person(), input.code(), call.now())
            .map(RecoveryCodeList::new)
            .orElseThrow(IdentityProblems::of));
  }
}

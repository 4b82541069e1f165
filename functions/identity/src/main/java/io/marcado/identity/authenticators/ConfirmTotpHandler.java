package io.marcado.identity.authenticators;

import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;
import java.util.regex.Pattern;

/** {@code POST /users/me/totp/confirm}: the first code turns an authenticator app on. */
public final class ConfirmTotpHandler
    extends TenantEndpoint<ConfirmTotpHandler.Input, RecoveryCodeList> {
  private static final Pattern CODE = Pattern.compile("[0-9]{6}");

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
    return request.body(
        body -> new Input(body.required("code", Readers.matching(CODE, "six digits"))));
  }

  @Override
  protected Answer<RecoveryCodeList> answer(Call call, Input input) {
    return Answer.ok(new RecoveryCodeList(authenticators.confirm(call, input.code())));
  }
}

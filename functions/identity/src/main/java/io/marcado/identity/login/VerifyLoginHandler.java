package io.marcado.identity.login;

import io.marcado.identity.sessions.Tokens;
import io.marcado.identity.totp.TotpFactor;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * {@code POST /auth/login/verify}: the code that came by SMS, or that an app shows, opens a
 * session.
 */
public final class VerifyLoginHandler extends TenantEndpoint<VerifyLoginHandler.Input, Tokens> {
  @Inject LoginVerification logins;

  record Input(String challengeId, String code, Optional<String> userAgent) {
    static Input read(Fields fields, Optional<String> userAgent) {
      return new Input(
          fields.required("challengeId", Readers.id()),
          fields.required("code", TotpFactor.code()),
          userAgent);
    }

    /** Hides the code. */
    @Override
    public String toString() {
      return "Input";
    }
  }

  @Override
  protected Access access() {
    return Access.open();
  }

  @Override
  protected Input read(RequestReader request) {
    Optional<String> userAgent = request.header("user-agent");
    return request.body(body -> Input.read(body, userAgent));
  }

  @Override
  protected Answer<Tokens> answer(Call call, Input input) {
    return Answer.ok(logins.verify(call, input.challengeId(), input.code(), input.userAgent()));
  }
}

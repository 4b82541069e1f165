package io.marcado.identity.accounts.login;

import io.marcado.identity.IdentityProblems;
import io.marcado.identity.accounts.sessions.Tokens;
import io.marcado.identity.accounts.totp.TotpFactor;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * {@code POST /auth/login/verify}: the code that came by SMS, or that an app shows, opens a
 * session.
 */
public final class VerifyLoginHandler extends TenantEndpoint<CodeInput, Tokens> {
  @Inject LoginVerification logins;

  @Override
  protected Access access() {
    return Access.open();
  }

  @Override
  protected CodeInput read(RequestReader request) {
    Optional<String> userAgent = request.header("user-agent");
    return request.body(body -> CodeInput.read(body, TotpFactor.code(), userAgent));
  }

  @Override
  protected Answer<Tokens> answer(Call call, CodeInput input) {
    return Answer.ok(
        logins.verify(call.actor(), input, call.now()).orElseThrow(IdentityProblems::of));
  }
}

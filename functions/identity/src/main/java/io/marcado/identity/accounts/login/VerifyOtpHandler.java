package io.marcado.identity.accounts.login;

import io.marcado.identity.IdentityProblems;
import io.marcado.identity.accounts.codes.SixDigits;
import io.marcado.identity.accounts.sessions.Tokens;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.util.Optional;

/** {@code POST /auth/otp/verify}: the code that came to a client's phone opens a session. */
public final class VerifyOtpHandler extends TenantEndpoint<CodeInput, Tokens> {
  @Inject ClientCodes codes;

  @Override
  protected Access access() {
    return Access.open();
  }

  @Override
  protected CodeInput read(RequestReader request) {
    Optional<String> userAgent = request.header("user-agent");
    return request.body(body -> CodeInput.read(body, SixDigits.reader(), userAgent));
  }

  @Override
  protected Answer<Tokens> answer(Call call, CodeInput input) {
    return Answer.ok(
        codes.verify(call.actor(), input, call.now()).orElseThrow(IdentityProblems::of));
  }
}

package io.marcado.identity.accounts.passwords;

import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.login.LoginName;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code POST /auth/password/forgot}: sends the token that sets a new password. */
public final class ForgotPasswordHandler
    extends TenantEndpoint<LoginName, ForgotPasswordHandler.Output> {
  @Inject ResetRequests resets;

  record Output(long expiresInSeconds) {}

  @Override
  protected Access access() {
    return Access.open();
  }

  @Override
  protected LoginName read(RequestReader request) {
    return request.body(LoginName::read);
  }

  @Override
  protected Answer<Output> answer(Call call, LoginName name) {
    resets.request(call.actor(), name, call.now());
    return Answer.accepted(new Output(Challenge.LIFETIME.toSeconds()));
  }
}

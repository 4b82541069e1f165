package io.marcado.identity.accounts.passwords;

import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.login.LoginName;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.util.Map;

/**
 * {@code POST /auth/password/forgot}: a token to set a new password, for whoever has an account.
 */
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
    resets.request(call, name);
    return new Answer<>(202, new Output(Challenge.LIFETIME.toSeconds()), Map.of());
  }
}

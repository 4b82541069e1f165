package io.marcado.identity.accounts.sessions;

import io.marcado.identity.IdentityProblems;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import io.marcado.platform.json.Readers;
import jakarta.inject.Inject;

/** {@code POST /auth/refresh}: new tokens for a refresh token. */
public final class RefreshTokensHandler extends TenantEndpoint<RefreshTokensHandler.Input, Tokens> {
  @Inject Sessions sessions;

  record Input(String refreshToken) {
    /** Hides the token. */
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
    return request.body(body -> new Input(body.required("refreshToken", Readers.secret(1, 512))));
  }

  @Override
  protected Answer<Tokens> answer(Call call, Input input) {
    return Answer.ok(
        sessions
            .renew(call.actor(), input.refreshToken(), call.now())
            .orElseThrow(IdentityProblems::of));
  }
}

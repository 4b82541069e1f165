package io.marcado.identity.accounts.sessions;

import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.NoInput;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code DELETE /users/me/sessions}: signs the caller out everywhere else. */
public final class EndOtherSessionsHandler extends TenantEndpoint<NoInput, Void> {
  @Inject SessionEnds ends;

  @Override
  protected Access access() {
    return Access.signedIn();
  }

  @Override
  protected NoInput read(RequestReader request) {
    return new NoInput();
  }

  @Override
  protected Answer<Void> answer(Call call, NoInput none) {
    ends.endOthers(call.person(), call.now());
    return Answer.noContent();
  }
}

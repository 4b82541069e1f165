package io.marcado.identity.accounts.sessions;

import io.marcado.domain.SessionId;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.IdentityRefusal;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code DELETE /users/me/sessions/{sessionId}}: signs the caller out on one device. */
public final class EndSessionHandler extends TenantEndpoint<SessionId, Void> {
  @Inject SessionEnds ends;

  @Override
  protected Access access() {
    return Access.signedIn();
  }

  @Override
  protected SessionId read(RequestReader request) {
    return new SessionId(request.path("sessionId"));
  }

  @Override
  protected Answer<Void> answer(Call call, SessionId sessionId) {
    if (!ends.endOwn(call.person(), sessionId, call.now())) {
      throw IdentityProblems.of(new IdentityRefusal.NotFound("session"));
    }
    return Answer.noContent();
  }
}

package io.marcado.identity.accounts.sessions;

import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Problem;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code DELETE /users/me/sessions/{sessionId}}: signs the caller out on one device. */
public final class EndSessionHandler extends TenantEndpoint<String, Void> {
  @Inject SessionList sessions;
  @Inject SessionEnds ends;

  @Override
  protected Access access() {
    return Access.signedIn();
  }

  @Override
  protected String read(RequestReader request) {
    return request.path("sessionId");
  }

  @Override
  protected Answer<Void> answer(Call call, String sessionId) {
    String me = call.person().id().value();
    SecurityEvent event =
        SecurityEvent.own(SecurityEvent.Type.SESSIONS_ENDED, me, call.sourceAddress(), call.now());
    if (!sessions.isOpen(call.tenant(), me, sessionId, call.now())
        || !ends.end(call.tenant(), me, sessionId, event)) {
      throw Problem.notFound("session");
    }
    return Answer.noContent();
  }
}

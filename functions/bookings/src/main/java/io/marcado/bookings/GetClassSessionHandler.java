package io.marcado.bookings;

import io.marcado.bookings.scheduling.ClassSessions;
import io.marcado.domain.ClassSessionId;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;

/** {@code GET /sessions/{sessionId}}: a session of a class, for everybody. */
public final class GetClassSessionHandler extends TenantEndpoint<ClassSessionId, SessionView> {
  @Inject ClassSessions sessions;

  @Override
  protected Access access() {
    return Access.anyone();
  }

  @Override
  protected ClassSessionId read(RequestReader request) {
    return new ClassSessionId(request.path("sessionId"));
  }

  @Override
  protected Answer<SessionView> answer(Call call, ClassSessionId sessionId) {
    return SessionView.ok(ClassProblems.orThrow(sessions.find(call.tenant(), sessionId)));
  }
}

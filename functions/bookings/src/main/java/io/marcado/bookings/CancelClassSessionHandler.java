package io.marcado.bookings;

import io.marcado.bookings.scheduling.ClassSessions;
import io.marcado.bookings.scheduling.SessionUpdates;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Permission;
import io.marcado.platform.auth.Access;
import io.marcado.platform.http.Answer;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.RequestReader;
import io.marcado.platform.http.TenantEndpoint;
import jakarta.inject.Inject;
import java.util.Optional;

/** {@code POST /sessions/{sessionId}/cancel}: cancels a session with all its bookings. */
public final class CancelClassSessionHandler
    extends TenantEndpoint<CancelClassSessionHandler.Input, SessionView> {
  @Inject SessionUpdates updates;

  /**
   * The session to cancel.
   *
   * @param version from If-Match; empty for any version
   */
  record Input(ClassSessionId sessionId, Optional<Long> version, Optional<String> reason) {}

  @Override
  protected Access access() {
    return Access.may(Permission.BOOKINGS_WRITE);
  }

  @Override
  protected Input read(RequestReader request) {
    return new Input(
        new ClassSessionId(request.path("sessionId")),
        request.ifMatch(),
        request.optionalBody(body -> body.nullable("reason", BookingFields.note())));
  }

  @Override
  protected Answer<SessionView> answer(Call call, Input input) {
    ClassSessions.Sessions found =
        ClassProblems.orThrow(
            updates.cancel(
                call.actor(), input.sessionId(), input.version(), input.reason(), call.now()));
    return SessionView.ok(found);
  }
}

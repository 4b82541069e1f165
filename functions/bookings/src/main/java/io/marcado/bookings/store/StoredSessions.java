package io.marcado.bookings.store;

import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.published.SessionImage;
import io.marcado.bookings.published.SessionReader;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.TenantId;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Reads sessions from the table. */
@Singleton
final class StoredSessions implements SessionReader {
  private final ClassSessionStore sessions;

  StoredSessions(ClassSessionStore sessions) {
    this.sessions = sessions;
  }

  @Override
  public Optional<SessionImage> find(TenantId tenant, ClassSessionId sessionId) {
    return sessions.find(tenant, sessionId).map(ClassSession::image);
  }
}

package io.marcado.bookings.published;

import io.marcado.domain.ClassSessionId;
import io.marcado.domain.TenantId;
import java.util.Optional;

/** Reads sessions of classes for other capabilities. */
public interface SessionReader {

  /** Reads a session by one strongly consistent GetItem. */
  Optional<SessionImage> find(TenantId tenant, ClassSessionId sessionId);
}

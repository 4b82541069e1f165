package io.marcado.identity.team.audit;

import io.marcado.platform.audit.SecurityEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A security event as it is answered.
 *
 * @param actorId the person or API key that did it; null for nobody known
 * @param subjectId the person, API key or webhook that it was done to; null for nobody known
 */
record SecurityEventView(
    String eventId,
    String type,
    String at,
    @Nullable String actorId,
    @Nullable String subjectId,
    String address,
    Map<String, String> facts) {

  static SecurityEventView of(AuditTrail.Recorded recorded) {
    SecurityEvent event = recorded.event();
    return new SecurityEventView(
        recorded.eventId(),
        event.type().text(),
        event.at().toString(),
        event.actorId().orElse(null),
        event.subjectId().orElse(null),
        event.address(),
        event.facts());
  }
}

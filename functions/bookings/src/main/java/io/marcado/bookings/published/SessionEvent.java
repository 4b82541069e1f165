package io.marcado.bookings.published;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.platform.json.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of a session of a class, as the detail of an event on the bus. There is one event for
 * each version. Its source is that of {@link BookingEvent}.
 *
 * @param eventId the same for every delivery of the same version
 * @param occurredAt when the session changed
 * @param session as it was then
 * @param previous as it was before; null for a new one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SessionEvent(
    String eventId,
    String tenantId,
    ClassSessionId sessionId,
    long version,
    Instant occurredAt,
    SessionImage session,
    @Nullable SessionImage previous) {
  /** Detail type of a new session. */
  public static final String CREATED = "session.created";

  /** Detail type of a session that was cancelled. */
  public static final String CANCELLED = "session.cancelled";

  /**
   * Detail type of every other change: time, people and rooms, seats, or what was found of them.
   */
  public static final String UPDATED = "session.updated";

  /** The event of a session's version. */
  public static SessionEvent of(
      TenantId tenant, SessionImage session, @Nullable SessionImage previous) {
    return new SessionEvent(
        Ids.derived(
            List.of(
                "session-event",
                tenant.value(),
                session.sessionId().value(),
                "" + session.version())),
        tenant.value(),
        session.sessionId(),
        session.version(),
        session.updatedAt(),
        session,
        previous);
  }

  /** Reads the detail of an event. */
  public static SessionEvent read(JsonNode detail) {
    return Json.read(detail.toString(), SessionEvent.class);
  }

  /** What kind of event it is. */
  public String detailType() {
    SessionImage before = previous;
    if (before == null) {
      return CREATED;
    }
    return before.status() != session.status() && session.status() == SessionImage.Status.CANCELLED
        ? CANCELLED
        : UPDATED;
  }
}

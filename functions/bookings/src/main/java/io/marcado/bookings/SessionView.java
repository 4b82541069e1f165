package io.marcado.bookings;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.lifecycle.MinimumSeats;
import io.marcado.bookings.scheduling.ClassSessions;
import io.marcado.bookings.scheduling.ClassSessions.Seated;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.platform.http.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session of a class in an answer.
 *
 * @param serviceName as of the time when it was made
 * @param resourceNames likewise, in the order of {@code resourceIds}
 * @param start ISO 8601, with the offset of the business's zone
 * @param end exclusive, likewise
 * @param seatsLeft how many can be booked; 0 when it is cancelled
 * @param minimumSeats how many must be taken; absent when it does not matter, as the next four
 * @param minimumSeatsBy when it is decided
 * @param minimumSeatsState what was found then
 * @param reason why it was cancelled; null for none
 */
record SessionView(
    ClassSessionId sessionId,
    ServiceId serviceId,
    String serviceName,
    ClassSession.Status status,
    String start,
    String end,
    List<ResourceId> resourceIds,
    List<String> resourceNames,
    int seats,
    int seatsLeft,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer minimumSeats,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer minimumSeatsMinutesBefore,
    @JsonInclude(JsonInclude.Include.NON_NULL) MinimumSeats.@Nullable Below belowMinimumSeats,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String minimumSeatsBy,
    @JsonInclude(JsonInclude.Include.NON_NULL) MinimumSeats.@Nullable State minimumSeatsState,
    @Nullable String reason,
    long version,
    String createdAt,
    String updatedAt) {

  /** 200 with a session and its version. */
  static Answer<SessionView> ok(ClassSessions.Sessions found) {
    SessionView view = of(found.sessions().getFirst(), found.timeline());
    return Answer.ok(view).version(view.version());
  }

  static SessionView of(Seated one, LocalTimeline timeline) {
    ClassSession session = one.session();
    return new SessionView(
        session.id(),
        session.serviceId(),
        session.names().service(),
        session.status(),
        timeline.format(session.time().start()),
        timeline.format(session.time().end()),
        session.resourceIds(),
        session.names().resources(),
        session.seats(),
        session.isCancelled() ? 0 : one.seats().left(),
        session.minimum().map(MinimumSeats::seats).orElse(null),
        session.minimum().map(MinimumSeats::minutesBefore).orElse(null),
        session.minimum().map(MinimumSeats::below).orElse(null),
        session
            .minimum()
            .map(minimum -> timeline.format(minimum.by(session.time().start())))
            .orElse(null),
        session.minimum().map(MinimumSeats::state).orElse(null),
        session.reason().orElse(null),
        session.version(),
        session.createdAt().toString(),
        session.updatedAt().toString());
  }
}

package io.marcado.messaging.bookings;

import io.marcado.bookings.published.SessionEvent;
import io.marcado.bookings.published.SessionImage;
import io.marcado.domain.TenantId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Asks the team about sessions of classes to which too few people come: those who want to know of
 * all bookings, and those who give the session. All of half an hour goes into one message, which
 * tells only what is still so then.
 */
@Singleton
public final class SessionNotices {
  private final TeamNotices notices;
  private final Digests digests;

  SessionNotices(TeamNotices notices, Digests digests) {
    this.notices = notices;
    this.digests = digests;
  }

  /** Plans the message because of an event, if any. It may be done again. */
  public void tell(SessionEvent event) {
    if (!isFoundBelow(event)) {
      return;
    }
    TenantId tenant = new TenantId(event.tenantId());
    Set<DigestNews> news = Set.of(new DigestNews(DigestSection.TOO_FEW, event.sessionId().value()));
    notices
        .ofResources(tenant, Set.copyOf(event.session().resourceIds()))
        .forEach(to -> digests.addSoon(tenant, to, news));
  }

  private static boolean isFoundBelow(SessionEvent event) {
    return waits(event.session(), event.occurredAt())
        && Optional.ofNullable(event.previous()).filter(SessionNotices::isBelow).isEmpty();
  }

  /** True while somebody of the team is to decide whether it takes place. */
  static boolean waits(SessionImage session, Instant now) {
    return isBelow(session)
        && session.status() == SessionImage.Status.SCHEDULED
        && now.isBefore(session.start());
  }

  private static boolean isBelow(SessionImage session) {
    SessionImage.Minimum minimum = session.minimum();
    return minimum != null && minimum.state() == SessionImage.Found.BELOW;
  }
}

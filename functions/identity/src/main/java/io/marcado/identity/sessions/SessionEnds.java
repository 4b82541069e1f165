package io.marcado.identity.sessions;

import io.marcado.domain.TenantId;
import io.marcado.identity.people.PeopleStore;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.TableUnavailableException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Ends sessions: their refresh tokens with the session's own item, their access tokens by an entry
 * in what the kernel reads for each request.
 */
@Singleton
final class SessionEnds {
  private static final int ATTEMPTS = 5;

  /** Functions' clocks differ a little, and the verifier allows for some seconds. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  private final PeopleStore people;
  private final SessionStore sessions;

  SessionEnds(PeopleStore people, SessionStore sessions) {
    this.people = people;
    this.sessions = sessions;
  }

  /** Ends a session at once; one that has ended stays so. */
  void end(TenantId tenant, String userId, String sessionId, Instant now) {
    Instant lastTokenExpired = now.plus(AccessTokens.LIFETIME).plus(CLOCK_SKEW);
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Optional<PersonAccess> seen = people.access(tenant, userId);
      if (seen.isEmpty()) {
        return;
      }
      PersonAccess next = seen.get().ending(sessionId, lastTokenExpired, now);
      Outcome outcome =
          sessions.write(
              tenant,
              List.of(
                  SessionStore.end(tenant, userId, sessionId),
                  PeopleStore.endSessions(tenant, userId, seen.get(), next)));
      // Refused at the first, it has ended already; at the second only, another one ended
      // meanwhile.
      if (outcome instanceof Outcome.Written
          || (outcome instanceof Outcome.Refused refused && refused.at(0))) {
        return;
      }
    }
    throw new TableUnavailableException();
  }
}

package io.marcado.identity.accounts.sessions;

import io.marcado.domain.TenantId;
import io.marcado.identity.people.PeopleStore;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.auth.PersonAccess.Spared;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Ends sessions: one by removing its own item, so that it is not renewed, and by an entry in what
 * the kernel reads for each request; all of a person by a higher version of the person.
 */
@Singleton
public final class SessionEnds {
  /** Functions' clocks differ a little, and the verifier allows for some seconds. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  private final PeopleStore people;
  private final SessionStore sessions;
  private final SecurityEvents events;

  SessionEnds(PeopleStore people, SessionStore sessions, SecurityEvents events) {
    this.people = people;
    this.sessions = sessions;
    this.events = events;
  }

  /**
   * Ends a session at once; one that has ended stays so.
   *
   * @param event what is recorded of it, in the same transaction
   * @return false when it had ended already, or never was
   */
  boolean end(TenantId tenant, String userId, String sessionId, SecurityEvent event) {
    Instant now = event.at();
    Instant lastTokenExpired = now.plus(AccessTokens.LIFETIME).plus(CLOCK_SKEW);
    for (int look = 1; look <= Transaction.MOST_LOOKS; look++) {
      Optional<PersonAccess> seen = people.access(tenant, userId);
      if (seen.isEmpty()) {
        return false;
      }
      PersonAccess next = seen.get().ending(sessionId, lastTokenExpired, now);
      Optional<Outcome.Refused> refusal =
          sessions
              .write(
                  tenant,
                  List.of(
                      SessionStore.end(tenant, userId, sessionId),
                      PeopleStore.endSessions(tenant, userId, seen.get(), next),
                      events.record(tenant, event)))
              .refusal();
      if (refusal.isEmpty()) {
        return true;
      }
      // Refused at the first, it has ended already; at the second only, another one ended
      // meanwhile.
      if (refusal.get().at(0)) {
        return false;
      }
    }
    throw new TableUnavailableException();
  }

  /**
   * Ends all sessions of a person but one, at once.
   *
   * @param sessionId the one that goes on
   */
  void endOthers(TenantId tenant, String userId, String sessionId, SecurityEvent event) {
    for (int look = 1; look <= Transaction.MOST_LOOKS; look++) {
      Optional<PersonAccess> seen = people.access(tenant, userId);
      if (seen.isEmpty()) {
        return;
      }
      List<Write> writes =
          List.of(
              endAllBut(tenant, userId, seen.get(), Optional.of(sessionId)),
              events.record(tenant, event));
      if (sessions.write(tenant, writes).written()) {
        return;
      }
    }
    throw new TableUnavailableException();
  }

  /**
   * The write that ends all sessions of a person, or all but one; refused when they were all ended
   * by somebody else since the person was read.
   */
  public static Write endAllBut(
      TenantId tenant, String userId, PersonAccess seen, Optional<String> sessionId) {
    // Its tokens carry the version it was opened at, which an earlier rise may have spared too.
    Optional<Spared> spared =
        sessionId.map(
            id ->
                seen.spared()
                    .filter(session -> session.sessionId().equals(id))
                    .orElseGet(() -> new Spared(id, seen.userVersion())));
    return PeopleStore.endAllSessions(tenant, userId, seen, seen.endingAll(spared));
  }
}

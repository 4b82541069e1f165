package io.marcado.identity.accounts.sessions;

import io.marcado.domain.Actor;
import io.marcado.domain.PersonId;
import io.marcado.domain.SessionId;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.people.PeopleStore;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.auth.PersonAccess.Spared;
import io.marcado.platform.table.Commit;
import io.marcado.platform.table.OptimisticRetry;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Ends sessions. One session ends when its own item goes, so that nobody renews it, together with
 * an entry in the access item, which the kernel reads for each request. All sessions of a person
 * end by a higher version of the person.
 */
@Singleton
public final class SessionEnds {
  /** Functions' clocks differ a little, and the verifier allows for some seconds. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  private final PeopleStore people;
  private final SessionList sessions;
  private final SecurityEvents events;
  private final Table table;

  SessionEnds(PeopleStore people, SessionList sessions, SecurityEvents events, Table table) {
    this.people = people;
    this.sessions = sessions;
    this.events = events;
    this.table = table;
  }

  /** Ends the session of a request. */
  void logOut(Actor.Person person, Instant now) {
    // A session that has ended meanwhile needs no more.
    boolean _ =
        end(
            person.tenant(),
            person.id(),
            person.session(),
            SecurityEvent.own(SecurityEvent.Type.LOGGED_OUT, person, now));
  }

  /**
   * Ends a session of a person at that person's wish.
   *
   * @return false when the person has no such session, or no longer
   */
  boolean endOwn(Actor.Person person, SessionId sessionId, Instant now) {
    return sessions.isOpen(person.tenant(), person.id(), sessionId, now)
        && end(
            person.tenant(),
            person.id(),
            sessionId,
            SecurityEvent.own(SecurityEvent.Type.SESSIONS_ENDED, person, now));
  }

  /**
   * Ends a session at once.
   *
   * @param event to be recorded in the same transaction
   * @return false when it had ended already, or never was
   */
  boolean end(TenantId tenant, PersonId personId, SessionId sessionId, SecurityEvent event) {
    Instant now = event.at();
    Instant lastTokenExpired = now.plus(AccessTokens.LIFETIME).plus(CLOCK_SKEW);
    return OptimisticRetry.untilWritten(
        () -> {
          Optional<PersonAccess> seen = people.access(tenant, personId);
          if (seen.isEmpty()) {
            return Optional.of(false);
          }
          PersonAccess next = seen.get().ending(sessionId.value(), lastTokenExpired, now);
          Commit<IdentityRefusal> commit =
              new Transaction<IdentityRefusal>()
                  .add(SessionStore.end(tenant, personId, sessionId), OpenSession.ENDED)
                  .add(PeopleStore.endSessions(tenant, personId, seen.get(), next))
                  .add(events.record(tenant, event))
                  .commit(table.of(tenant));
          return switch (commit) {
            case Commit.Written<IdentityRefusal> _ -> Optional.of(true);
            case Commit.Refused<IdentityRefusal> _ -> Optional.of(false);
            // Another session of the person ended meanwhile.
            case Commit.Stale<IdentityRefusal> _ -> Optional.empty();
          };
        });
  }

  /** Ends all sessions of a person but that of the request, at once. */
  void endOthers(Actor.Person person, Instant now) {
    TenantId tenant = person.tenant();
    OptimisticRetry.untilTrue(
        () -> {
          Optional<PersonAccess> seen = people.access(tenant, person.id());
          return seen.isEmpty()
              || table
                  .of(tenant)
                  .transact(
                      List.of(
                          endAllBut(tenant, person.id(), seen.get(), Optional.of(person.session())),
                          events.record(
                              tenant,
                              SecurityEvent.own(SecurityEvent.Type.SESSIONS_ENDED, person, now))))
                  .written();
        });
  }

  /**
   * The write that ends all sessions of a person, or all but one. It is refused when somebody else
   * has ended them all since the access was read.
   */
  public static Write endAllBut(
      TenantId tenant, PersonId personId, PersonAccess seen, Optional<SessionId> but) {
    // Its tokens carry the version at which it was opened; an earlier rise may have spared it too.
    Optional<Spared> spared =
        but.map(
            session ->
                seen.spared()
                    .filter(before -> before.sessionId().equals(session.value()))
                    .orElseGet(() -> new Spared(session.value(), seen.userVersion())));
    return PeopleStore.endAllSessions(tenant, personId, seen, seen.endingAll(spared));
  }
}

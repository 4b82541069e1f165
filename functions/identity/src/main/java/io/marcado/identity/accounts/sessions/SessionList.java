package io.marcado.identity.accounts.sessions;

import io.marcado.domain.Actor;
import io.marcado.domain.PersonId;
import io.marcado.domain.SessionId;
import io.marcado.domain.TenantId;
import io.marcado.identity.people.PeopleStore;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.PageRequest;
import io.marcado.platform.table.ItemKey;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The sessions of a person that are open. */
@Singleton
public final class SessionList {
  private static final Comparator<SessionEntry> LATEST_FIRST =
      Comparator.comparing(SessionEntry::lastUsedAt).reversed();

  private final PeopleStore people;
  private final SessionStore sessions;

  SessionList(PeopleStore people, SessionStore sessions) {
    this.people = people;
    this.sessions = sessions;
  }

  /** True for the key of a session, among all that is kept of a person's account. */
  public static boolean isSession(ItemKey key) {
    return SessionStore.isSession(key);
  }

  /** All open sessions of a person, those used last first. */
  public List<SessionEntry> all(TenantId tenant, PersonId personId, Instant now) {
    Optional<PersonAccess> access = people.access(tenant, personId);
    return access.isEmpty()
        ? List.of()
        : open(sessions.entries(tenant, personId), access.get(), now);
  }

  /**
   * A page. One person's sessions have no order of their own but that of their ids, so only within
   * the page are those used last first; a page may be short when some of it have ended.
   */
  Page<SessionEntry> page(TenantId tenant, PersonId personId, PageRequest page, Instant now) {
    Optional<PersonAccess> access = people.access(tenant, personId);
    if (access.isEmpty()) {
      return Page.empty();
    }
    Page<SessionEntry> found = sessions.entries(tenant, personId, access.get(), page);
    return new Page<>(open(found.items(), access.get(), now), found.next());
  }

  /** The session of a request; empty when it has just ended. */
  public Optional<OpenSession> of(Actor.Person person) {
    return sessions
        .entry(person.tenant(), person.id(), person.session())
        .map(
            entry ->
                new OpenSession(
                    person.tenant(), person.id(), person.session(), entry.userVersion()));
  }

  /** True when this person has such a session, and it is open. */
  boolean isOpen(TenantId tenant, PersonId personId, SessionId sessionId, Instant now) {
    return people
        .access(tenant, personId)
        .map(
            access ->
                !open(sessions.entry(tenant, personId, sessionId).stream().toList(), access, now)
                    .isEmpty())
        .orElse(false);
  }

  private static List<SessionEntry> open(
      List<SessionEntry> entries, PersonAccess access, Instant now) {
    return entries.stream()
        .filter(entry -> now.isBefore(entry.until()))
        .filter(entry -> access.admits(entry.sessionId(), entry.userVersion()))
        .sorted(LATEST_FIRST)
        .toList();
  }
}

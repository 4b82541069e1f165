package io.marcado.identity.accounts.sessions;

import io.marcado.domain.Actor;
import io.marcado.domain.TenantId;
import io.marcado.identity.people.PeopleStore;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Page;
import io.marcado.platform.table.PageRequest;
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
  public List<SessionEntry> all(TenantId tenant, String userId, Instant now) {
    Optional<PersonAccess> access = people.access(tenant, userId);
    return access.isEmpty() ? List.of() : open(sessions.entries(tenant, userId), access.get(), now);
  }

  /**
   * A page. One person's sessions have no order of their own but that of their ids, so only within
   * the page are those used last first; a page may be short when some of it have ended.
   */
  Page<SessionEntry> page(TenantId tenant, String userId, PageRequest page, Instant now) {
    Optional<PersonAccess> access = people.access(tenant, userId);
    if (access.isEmpty()) {
      return Page.empty();
    }
    Page<SessionEntry> found = sessions.entries(tenant, userId, access.get(), page);
    return new Page<>(open(found.items(), access.get(), now), found.next());
  }

  /**
   * The session of a request.
   *
   * @throws Problem 401 when it has just ended
   */
  public OpenSession of(Call call) {
    Actor.Person me = call.person();
    return sessions
        .entry(call.tenant(), me.id().value(), me.session().value())
        .map(
            entry ->
                new OpenSession(
                    call.tenant(), me.id().value(), me.session().value(), entry.userVersion()))
        .orElseThrow(OpenSession::ended);
  }

  /** True when this person has such a session, and it is open. */
  boolean isOpen(TenantId tenant, String userId, String sessionId, Instant now) {
    return people
        .access(tenant, userId)
        .map(
            access ->
                !open(sessions.entry(tenant, userId, sessionId).stream().toList(), access, now)
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

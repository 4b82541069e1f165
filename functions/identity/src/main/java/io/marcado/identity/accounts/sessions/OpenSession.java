package io.marcado.identity.accounts.sessions;

import io.marcado.domain.PersonId;
import io.marcado.domain.SessionId;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.table.Write;
import java.util.Optional;

/**
 * The session of a request. It may end while the request is under way, and then no grave change may
 * happen: the person may just have ended it because somebody else has it.
 *
 * @param userVersion of the person at the login
 */
public record OpenSession(
    TenantId tenant, PersonId personId, SessionId sessionId, long userVersion) {
  /** The refusal of a request whose session has ended. */
  public static final IdentityRefusal ENDED = new IdentityRefusal.SessionEnded();

  /**
   * True while nothing has ended this session together with others. A caller asks this of each
   * access item that it reads. Where its transaction does not hold the version of that item too, an
   * end of all sessions in the milliseconds before the write comes too late.
   */
  public boolean isOpenIn(Optional<PersonAccess> access) {
    return access.filter(present -> present.admits(sessionId.value(), userVersion)).isPresent();
  }

  /** The write that holds while nobody has ended this very session: {@link #ENDED} otherwise. */
  public Write check() {
    return SessionStore.checkOpen(tenant, personId, sessionId);
  }
}

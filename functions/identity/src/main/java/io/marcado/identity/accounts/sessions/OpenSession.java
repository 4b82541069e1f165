package io.marcado.identity.accounts.sessions;

import io.marcado.domain.TenantId;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.Write;
import java.util.Optional;

/**
 * The session of a request. It may be ended while the request is under way, and what is grave is
 * not done then: its person may just have ended it because somebody else has it.
 *
 * @param userVersion the person's at the login
 */
public record OpenSession(TenantId tenant, String userId, String sessionId, long userVersion) {

  /**
   * Refuses what somebody asks whose session was ended together with others. That is to be looked
   * at in each access item that is read. Where the transaction does not hold that item's version
   * too, what ends all sessions in the milliseconds until the write comes too late.
   *
   * @throws Problem 401
   */
  public void requireIn(Optional<PersonAccess> access) {
    if (access.filter(present -> present.admits(sessionId, userVersion)).isEmpty()) {
      throw ended();
    }
  }

  /** Holds while the session was not ended by itself; {@link #ended()} when it is refused. */
  public Write check() {
    return SessionStore.checkOpen(tenant, userId, sessionId);
  }

  /** 401 for whoever asks in a session that has ended. */
  public static Problem ended() {
    return new Problem(CommonProblem.UNAUTHENTICATED, "The session has ended. Log in again.");
  }
}

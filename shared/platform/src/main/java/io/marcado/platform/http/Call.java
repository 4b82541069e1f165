package io.marcado.platform.http;

import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.platform.auth.Caller;
import java.time.Instant;

/**
 * A request to a tenant's stage, apart from what its endpoint reads from it.
 *
 * @param tenant from the stage; never from anything that a client sends
 * @param caller who sent it
 * @param now the instant at which it is answered; one for the whole request
 * @param sourceAddress IP address of the sender
 * @param traceId shown in the answer and in the logs
 */
public record Call(
    TenantId tenant, Caller caller, Instant now, String sourceAddress, String traceId) {

  /**
   * The person who is signed in.
   *
   * @throws Problem 401 when nobody is
   */
  public Caller.User user() {
    if (caller instanceof Caller.User user) {
      return user;
    }
    throw new Problem(CommonProblem.UNAUTHENTICATED, "Sign in first.");
  }

  /** True for staff and above. */
  public boolean byStaff() {
    return caller.atLeast(Role.STAFF);
  }
}

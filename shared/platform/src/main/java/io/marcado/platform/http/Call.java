package io.marcado.platform.http;

import io.marcado.domain.Permission;
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
   * @throws Problem 401 when nobody is, 403 for an API key, which is no person
   */
  public Caller.User user() {
    return switch (caller) {
      case Caller.User user -> user;
      case Caller.ApiKey _ ->
          throw new Problem(
              CommonProblem.FORBIDDEN, "This is for people who are signed in, not for API keys.");
      case Caller.Anonymous _ -> throw new Problem(CommonProblem.UNAUTHENTICATED, "Sign in first.");
    };
  }

  /**
   * Who does it: the person's id, or the API key's.
   *
   * @throws Problem 401 for somebody without a token
   */
  public String callerId() {
    return switch (caller) {
      case Caller.User user -> user.userId();
      case Caller.ApiKey key -> key.keyId();
      case Caller.Anonymous _ -> throw new Problem(CommonProblem.UNAUTHENTICATED, "Sign in first.");
    };
  }

  /** True when the caller has this permission. */
  public boolean may(Permission permission) {
    return caller.may(permission);
  }
}

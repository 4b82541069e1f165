package io.marcado.platform.http;

import io.marcado.domain.Actor;
import io.marcado.domain.Permission;
import io.marcado.domain.TenantId;
import io.marcado.platform.paging.ListCursors;
import java.time.Instant;

/**
 * A request to a tenant's base URL, apart from what its endpoint reads from it. It ends at the
 * handler: what is below takes the actor and the instant.
 *
 * @param actor who sent it, and for which business
 * @param now the instant at which it is answered; one for the whole request
 * @param traceId shown in the answer and in the logs
 * @param cursors of the list that is asked for
 */
public record Call(Actor actor, Instant now, String traceId, ListCursors cursors) {

  /** The business whose base URL was called. */
  public TenantId tenant() {
    return actor.tenant();
  }

  /** The IP address of the sender. */
  public String sourceAddress() {
    return actor.address().orElse("");
  }

  /**
   * The person who is signed in.
   *
   * @throws Problem 401 when nobody is, 403 for an API key or a guest
   */
  public Actor.Person person() {
    return switch (actor) {
      case Actor.Person person -> person;
      case Actor.Guest _, Actor.LinkHolder _, Actor.ApiKey _, Actor.Automation _ ->
          throw new Problem(CommonProblem.FORBIDDEN, "This is for people who are signed in.");
      case Actor.Visitor _ -> throw new Problem(CommonProblem.UNAUTHENTICATED, "Sign in first.");
    };
  }

  /** True when the caller has this permission. */
  public boolean may(Permission permission) {
    return actor.may(permission);
  }
}

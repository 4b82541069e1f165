package io.marcado.platform.audit;

import io.marcado.domain.Actor;
import io.marcado.domain.Role;
import java.util.Optional;

/**
 * Who changed something.
 *
 * @param id of a member or an API key; empty for all others. A client is known by the booking, as
 *     long as it is, so nothing here has to be erased with the client.
 */
public record Doer(Kind kind, Optional<String> id) {

  /** What kind of somebody. */
  public enum Kind {
    /** Somebody of the team, signed in. */
    MEMBER,
    /** A server of the business. */
    API_KEY,
    /** A client, signed in. */
    CLIENT,
    /**
     * Somebody without a login, later by the link with the booking's manage token, by that of a
     * message, or by a word in answer to one.
     */
    LINK,
    /** Marcado: a request lapsed, the rules of a zone changed, a session was given up. */
    SYSTEM
  }

  /** One of these kinds, of whom nothing more is kept. */
  public static Doer of(Kind kind) {
    return new Doer(kind, Optional.empty());
  }

  /** Who acts. */
  public static Doer of(Actor actor) {
    return switch (actor) {
      case Actor.Person person ->
          person.role().atLeast(Role.STAFF)
              ? new Doer(Kind.MEMBER, Optional.of(person.id().value()))
              : of(Kind.CLIENT);
      case Actor.ApiKey key -> new Doer(Kind.API_KEY, Optional.of(key.id().value()));
      case Actor.Visitor _, Actor.Guest _, Actor.LinkHolder _ -> of(Kind.LINK);
      case Actor.Automation _ -> of(Kind.SYSTEM);
    };
  }
}

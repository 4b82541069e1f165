package io.marcado.identity.accounts.sessions;

import io.marcado.domain.Actor;
import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.Result;
import io.marcado.domain.SessionId;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Opens sessions and renews their tokens (RFC 9700, refresh token rotation). A refresh token is
 * good once. A client that did not get the answer may repeat the request for {@link #GRACE}, and
 * gets the same successor, unless that was used too. A later repetition, or one after the
 * successor's use, means that one of two parties has stolen the token, and ends the session.
 */
@Singleton
public final class Sessions {
  static final Duration GRACE = Duration.ofSeconds(10);

  private final SessionStore store;
  private final SessionEnds ends;
  private final AccessTokens accessTokens;
  private final Ids ids;
  private final SecureRandom random;

  Sessions(
      SessionStore store,
      SessionEnds ends,
      AccessTokens accessTokens,
      Ids ids,
      SecureRandom random) {
    this.store = store;
    this.ends = ends;
    this.accessTokens = accessTokens;
    this.ids = ids;
    this.random = random;
  }

  /**
   * A session about to be opened.
   *
   * @param writes for one transaction with the proof of who it is; never refused
   */
  public record Opening(Tokens tokens, List<Write> writes) {}

  /**
   * Prepares a session of somebody who has just logged in.
   *
   * @param userAgent the request's header, by which the person recognises the device
   */
  public Opening prepare(
      TenantId tenant,
      PersonId personId,
      long userVersion,
      Optional<String> userAgent,
      Instant now) {
    Session session =
        new Session(new SessionId(ids.next()), personId, userVersion, now.plus(Session.LIFETIME));
    RefreshToken token = RefreshToken.next(random);
    return new Opening(
        tokens(tenant, session, token, now),
        SessionStore.open(tenant, session, token, UserAgents.cleaned(userAgent), now));
  }

  /**
   * Takes a refresh token for new tokens.
   *
   * @param actor whose address goes on the audit trail, should the token be a stolen one
   */
  Result<Tokens, IdentityRefusal> renew(Actor actor, String presented, Instant now) {
    TenantId tenant = actor.tenant();
    Optional<RefreshToken> given = RefreshToken.presented(presented);
    Optional<SessionStore.Kept> kept = given.flatMap(token -> store.find(tenant, token));
    if (given.isEmpty() || kept.isEmpty() || !now.isBefore(kept.get().session().until())) {
      return refused();
    }
    RefreshToken token = given.get();
    Session session = kept.get().session();
    if (kept.get().use().isPresent()) {
      return repeat(actor, token, session, kept.get().use().get(), now);
    }
    if (!isOpen(tenant, session)) {
      return refused();
    }
    RefreshToken successor = RefreshToken.next(random);
    // Signed first: were the signer down, the token would be spent for nothing.
    Tokens tokens = tokens(tenant, session, successor, now);
    Outcome outcome =
        store.write(
            tenant,
            SessionStore.rotate(
                tenant, session, token, successor, token.seal(successor, random), now));
    return switch (outcome) {
      case Outcome.Written _ -> Result.done(tokens);
      case Outcome.Refused refusal ->
          refusal
              .presentAt(0)
              .map(SessionStore::kept)
              .flatMap(SessionStore.Kept::use)
              .map(first -> repeat(actor, token, session, first, now))
              .orElseGet(Sessions::refused);
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  private Result<Tokens, IdentityRefusal> repeat(
      Actor actor, RefreshToken token, Session session, SessionStore.Use use, Instant now) {
    TenantId tenant = actor.tenant();
    RefreshToken successor = token.open(use.successor());
    boolean successorUsed =
        store.find(tenant, successor).flatMap(SessionStore.Kept::use).isPresent();
    if (successorUsed || now.isAfter(use.at().plus(GRACE))) {
      // Whether it had ended already makes no difference.
      boolean _ =
          ends.end(
              tenant,
              session.personId(),
              session.id(),
              SecurityEvent.unknown(
                  SecurityEvent.Type.REFRESH_TOKEN_REUSED,
                  Optional.of(session.personId().value()),
                  actor,
                  now));
      return refused();
    }
    return isOpen(tenant, session)
        ? Result.done(tokens(tenant, session, successor, now))
        : refused();
  }

  private boolean isOpen(TenantId tenant, Session session) {
    return store
        .accessWhileOpen(tenant, session)
        .filter(access -> access.admits(session.id().value(), session.userVersion()))
        .isPresent();
  }

  private Tokens tokens(TenantId tenant, Session session, RefreshToken token, Instant now) {
    return new Tokens(
        accessTokens.sign(tenant, session, now),
        token.text(),
        "Bearer",
        AccessTokens.LIFETIME.toSeconds());
  }

  private static Result<Tokens, IdentityRefusal> refused() {
    return Result.refused(new IdentityRefusal.InvalidRefreshToken());
  }
}

package io.marcado.identity.accounts.sessions;

import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;
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
 * good once. Whoever did not get the answer may repeat the request for {@link #GRACE}, and gets the
 * same successor while that has not been used itself. A repetition that is later, or comes after
 * the successor's use, means that the token was stolen, from one side or the other, and ends the
 * session.
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
   * @param writes to go into one transaction with the proof of who it is; never refused
   */
  public record Opening(Tokens tokens, List<Write> writes) {}

  /**
   * Prepares a session of somebody who has just logged in.
   *
   * @param userAgent the request's header, for the person to recognise the device by
   */
  public Opening prepare(
      TenantId tenant, String userId, long userVersion, Optional<String> userAgent, Instant now) {
    Session session = new Session(ids.next(), userId, userVersion, now.plus(Session.LIFETIME));
    RefreshToken token = RefreshToken.next(random);
    return new Opening(
        tokens(tenant, session, token, now),
        SessionStore.open(tenant, session, token, UserAgents.cleaned(userAgent), now));
  }

  /**
   * Takes a refresh token for new tokens.
   *
   * @param address the request came from, for the audit trail should the token be a stolen one
   * @throws Problem 401 when the token or its session is not good, or no longer
   */
  Tokens renew(TenantId tenant, String presented, String address, Instant now) {
    RefreshToken token = RefreshToken.presented(presented).orElseThrow(Sessions::refused);
    SessionStore.Kept kept = store.find(tenant, token).orElseThrow(Sessions::refused);
    Session session = kept.session();
    if (!now.isBefore(session.until())) {
      throw refused();
    }
    if (kept.use().isPresent()) {
      return repeat(tenant, token, session, kept.use().get(), address, now);
    }
    requireOpen(tenant, session);
    RefreshToken successor = RefreshToken.next(random);
    // Signed first: were the signer down, the token would be spent for nothing.
    Tokens tokens = tokens(tenant, session, successor, now);
    Outcome outcome =
        store.write(
            tenant,
            SessionStore.rotate(
                tenant, session, token, successor, token.seal(successor, random), now));
    return switch (outcome) {
      case Outcome.Written _ -> tokens;
      case Outcome.Refused refusal -> {
        Optional<SessionStore.Use> first =
            refusal.presentAt(0).map(SessionStore::kept).flatMap(SessionStore.Kept::use);
        if (first.isEmpty()) {
          throw refused();
        }
        yield repeat(tenant, token, session, first.get(), address, now);
      }
      case Outcome.Contended _ -> throw new TableUnavailableException();
    };
  }

  private Tokens repeat(
      TenantId tenant,
      RefreshToken token,
      Session session,
      SessionStore.Use use,
      String address,
      Instant now) {
    RefreshToken successor = token.open(use.successor());
    boolean successorUsed =
        store.find(tenant, successor).flatMap(SessionStore.Kept::use).isPresent();
    if (successorUsed || now.isAfter(use.at().plus(GRACE))) {
      ends.end(
          tenant,
          session.userId(),
          session.id(),
          SecurityEvent.unknown(
              SecurityEvent.Type.REFRESH_TOKEN_REUSED,
              Optional.of(session.userId()),
              address,
              now));
      throw refused();
    }
    requireOpen(tenant, session);
    return tokens(tenant, session, successor, now);
  }

  private void requireOpen(TenantId tenant, Session session) {
    boolean open =
        store
            .accessWhileOpen(tenant, session)
            .filter(access -> access.admits(session.id(), session.userVersion()))
            .isPresent();
    if (!open) {
      throw refused();
    }
  }

  private Tokens tokens(TenantId tenant, Session session, RefreshToken token, Instant now) {
    return new Tokens(
        accessTokens.sign(tenant, session.userId(), session.id(), session.userVersion(), now),
        token.text(),
        "Bearer",
        AccessTokens.LIFETIME.toSeconds());
  }

  private static Problem refused() {
    return new Problem(
        CommonProblem.UNAUTHENTICATED,
        "The refresh token is not valid, or no longer. Log in again.");
  }
}

package io.marcado.identity.accounts.passwords;

import io.marcado.domain.Actor;
import io.marcado.domain.FaultCode;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.codes.FailedAnswers;
import io.marcado.identity.accounts.limits.AttemptLimits;
import io.marcado.identity.accounts.limits.LimitedTransaction;
import io.marcado.identity.accounts.limits.ReachedLimits;
import io.marcado.identity.accounts.sessions.OpenSession;
import io.marcado.identity.accounts.sessions.SessionEnds;
import io.marcado.identity.accounts.sessions.SessionList;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.identity.people.credentials.Password;
import io.marcado.identity.people.credentials.PasswordHasher;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.table.OptimisticRetry;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Transaction;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/**
 * Changes the password of a person who is signed in and knows the present one. All other sessions
 * end at once, and so do codes that belong to the old password.
 */
@Singleton
final class PasswordChanges {
  private static final IdentityRefusal GONE = new IdentityRefusal.NotFound("person");

  private final PeopleStore people;
  private final SessionList sessions;
  private final PasswordHasher hasher;
  private final AttemptLimits limits;
  private final NewPassword newPassword;
  private final FailedAnswers failed;
  private final ReachedLimits reached;
  private final Table table;

  PasswordChanges(
      PeopleStore people,
      SessionList sessions,
      PasswordHasher hasher,
      AttemptLimits limits,
      NewPassword newPassword,
      FailedAnswers failed,
      ReachedLimits reached,
      Table table) {
    this.people = people;
    this.sessions = sessions;
    this.hasher = hasher;
    this.limits = limits;
    this.newPassword = newPassword;
    this.failed = failed;
    this.reached = reached;
    this.table = table;
  }

  /**
   * Changes the password. Costs two Argon2. Attempts count against the limits of logins. Refused
   * for a new password that others would try, or that is the present one; when the present one is
   * another; when the session has ended meanwhile; and beyond the limits.
   *
   * @return the refusal; empty when it is changed
   */
  Optional<IdentityRefusal> change(Actor.Person me, Password current, Password next, Instant now) {
    TenantId tenant = me.tenant();
    Optional<OpenSession> session = sessions.of(me);
    if (session.isEmpty()) {
      return Optional.of(OpenSession.ENDED);
    }
    Optional<Account> account = people.account(tenant, me.id());
    if (account.isEmpty()) {
      return Optional.of(GONE);
    }
    Optional<IdentityRefusal> refusal =
        newPassword
            .refusal(tenant, account.get().person(), next)
            .or(() -> count(me, now))
            .or(() -> wrong(me, account.get(), current, now));
    if (refusal.isPresent()) {
      return refusal;
    }
    if (next.equals(current)) {
      return Optional.of(
          new IdentityRefusal.Invalid(
              "/newPassword", FaultCode.CONFLICT, "must be another than the present one"));
    }
    Optional<String> compared = account.get().credentials().map(Credentials::id);
    Credentials credentials = newPassword.credentials(next);
    return OptimisticRetry.untilWritten(
            () -> replace(me, session.get(), compared, credentials, now))
        .whyRefused();
  }

  /** One attempt; empty when the person was changed meanwhile. */
  private Optional<Result<Credentials, IdentityRefusal>> replace(
      Actor.Person me,
      OpenSession session,
      Optional<String> compared,
      Credentials credentials,
      Instant now) {
    TenantId tenant = me.tenant();
    Optional<Account> account = people.account(tenant, me.id());
    if (account.isEmpty()) {
      return Optional.of(Result.refused(GONE));
    }
    Optional<PersonAccess> access =
        account.get().access().filter(_ -> session.isOpenIn(account.get().access()));
    if (access.isEmpty()) {
      return Optional.of(Result.refused(OpenSession.ENDED));
    }
    // Sessions may have ended meanwhile; but the password must still be the one that was compared.
    if (!account.get().credentials().map(Credentials::id).equals(compared)) {
      return Optional.of(Result.refused(new IdentityRefusal.WrongCurrentPassword()));
    }
    Transaction<IdentityRefusal> writes =
        new Transaction<IdentityRefusal>()
            .add(session.check(), OpenSession.ENDED)
            .addAll(
                newPassword.writes(
                    me, account.get(), credentials, SecurityEvent.Type.PASSWORD_CHANGED, now))
            .add(SessionEnds.endAllBut(tenant, me.id(), access.get(), Optional.of(me.session())));
    return people.commit(tenant, writes).result(() -> credentials);
  }

  /** Counts the attempt; the refusal beyond the limits. */
  private Optional<IdentityRefusal> count(Actor.Person me, Instant now) {
    AttemptLimits.Attempt attempt = limits.attempt(me, me.id().value());
    LimitedTransaction writes = new LimitedTransaction(me, now);
    attempt.count(writes);
    Optional<IdentityRefusal> beyondLimit = writes.commitOnce(table.platformAnd(me.tenant()));
    if (beyondLimit.isPresent()) {
      reached.byAttempts(me, attempt.note(), Optional.of(me.id()), now);
    }
    return beyondLimit;
  }

  // Anybody may have chosen the password of a registration that was never verified.
  private Optional<IdentityRefusal> wrong(
      Actor.Person me, Account account, Password current, Instant now) {
    Optional<Credentials> known = account.verifiedCredentials();
    if (known.isEmpty()) {
      hasher.matchNobody(current);
    } else if (hasher.matches(current, known.get().hash())) {
      return Optional.empty();
    }
    return Optional.of(failed.recordPassword(me, now));
  }
}

package io.marcado.identity.accounts.passwords;

import io.marcado.domain.Actor;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityProblem;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.codes.FailedAnswers;
import io.marcado.identity.accounts.codes.FailedAnswers.What;
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
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Transaction;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Changes the password of somebody who is signed in and knows the present one. All other sessions
 * end at once, and so do codes that were asked for with the old password.
 */
@Singleton
final class PasswordChanges {
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
   * Changes it. Costs two Argon2.
   *
   * @throws Problem 400 for a new one that others would try, or that is the present one; 401 when
   *     the present one is another, or the session has ended meanwhile; 429 beyond the limits of
   *     attempts, which are counted as those to log in are
   */
  void change(Call call, Password current, Password next) {
    TenantId tenant = call.tenant();
    Actor.Person me = call.person();
    OpenSession session = sessions.of(call);
    Account account = account(tenant, me.id().value());
    newPassword.requireFit(tenant, account.person(), next);
    count(call);
    Credentials known = requireRight(call, account, current);
    if (next.equals(current)) {
      throw Problem.invalid("/newPassword", "must be another than the present one");
    }
    Credentials credentials = newPassword.credentials(next);
    for (int look = 1; look <= Transaction.MOST_LOOKS; look++) {
      session.requireIn(account.access());
      PersonAccess access = account.access().orElseThrow(OpenSession::ended);
      Transaction<IdentityRefusal> writes = new Transaction<>();
      writes.add(session.check(), new IdentityRefusal.SessionEnded());
      writes.addAll(
          newPassword.writes(call, account, credentials, SecurityEvent.Type.PASSWORD_CHANGED));
      writes.add(
          SessionEnds.endAllBut(
              tenant, me.id().value(), access, Optional.of(me.session().value())));
      if (IdentityProblems.isWritten(people.commit(tenant, writes))) {
        return;
      }
      account = account(tenant, me.id().value());
      // Sessions may have ended meanwhile; but what was compared must still be the password.
      if (!account.credentials().map(Credentials::id).equals(Optional.of(known.id()))) {
        throw wrong();
      }
    }
    throw new TableUnavailableException();
  }

  private void count(Call call) {
    String userId = call.person().id().value();
    AttemptLimits.Attempt attempt = limits.attempt(call.tenant(), userId, call.sourceAddress());
    LimitedTransaction writes = new LimitedTransaction(call.now());
    attempt.count(writes);
    Optional<IdentityRefusal> beyondLimit = writes.commitOnce(table.platformAnd(call.tenant()));
    if (beyondLimit.isPresent()) {
      reached.byAttempts(call, attempt.note(), Optional.of(userId));
      throw IdentityProblems.of(beyondLimit.get());
    }
  }

  // A registration's password that was never verified is nobody's: anybody may have chosen it.
  private Credentials requireRight(Call call, Account account, Password current) {
    Optional<Credentials> known = account.credentials().filter(Credentials::verified);
    if (known.isEmpty()) {
      hasher.matchNobody(current);
      throw wrong(call);
    }
    if (!hasher.matches(current, known.get().hash())) {
      throw wrong(call);
    }
    return known.get();
  }

  private Account account(TenantId tenant, String userId) {
    return people.account(tenant, userId).orElseThrow(() -> Problem.notFound("person"));
  }

  private Problem wrong(Call call) {
    return failed.record(call, What.PASSWORD, Optional.of(call.person().id().value()), wrong());
  }

  private static Problem wrong() {
    return new Problem(
        IdentityProblem.INVALID_CREDENTIALS,
        "The current password is another one. Whoever has none yet sets one with POST"
            + " /auth/password/forgot.");
  }
}

package io.marcado.identity.accounts.login;

import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.Challenge.Purpose;
import io.marcado.identity.accounts.codes.ChallengeStore;
import io.marcado.identity.accounts.codes.FailedAnswers;
import io.marcado.identity.accounts.codes.FailedAnswers.What;
import io.marcado.identity.accounts.codes.Target;
import io.marcado.identity.accounts.codes.UsedChallenges;
import io.marcado.identity.accounts.limits.SignInHistory;
import io.marcado.identity.accounts.limits.SignInHistory.Codes;
import io.marcado.identity.accounts.sessions.Sessions;
import io.marcado.identity.accounts.sessions.Tokens;
import io.marcado.identity.accounts.totp.Totp;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.Team;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvent.Type;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.auth.PersonAccess;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Transaction;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * The second half of a login of clients by a code alone, also of those who never registered and are
 * known from a booking. Apart from the first half, which has no business with the key that signs.
 */
@Singleton
final class ClientCodes {
  private final PeopleStore people;
  private final ChallengeStore store;
  private final UsedChallenges used;
  private final Sessions sessions;
  private final FailedAnswers failed;
  private final SecurityEvents events;

  ClientCodes(
      PeopleStore people,
      ChallengeStore store,
      UsedChallenges used,
      Sessions sessions,
      FailedAnswers failed,
      SecurityEvents events) {
    this.people = people;
    this.store = store;
    this.used = used;
    this.sessions = sessions;
    this.failed = failed;
    this.events = events;
  }

  /**
   * Takes the code. The phone is verified by it; a registration that nobody has confirmed is
   * dropped, since anybody may have written it.
   *
   * @param userAgent the request's header
   * @throws Problem 401 when the code is wrong, or its challenge is no longer good
   */
  Tokens verify(Call call, String challengeId, String code, Optional<String> userAgent) {
    TenantId tenant = call.tenant();
    Challenge challenge =
        store
            .countTry(tenant, Purpose.OTP, challengeId, call.now())
            .orElseThrow(InvalidCode::problem);
    if (!challenge.isAnsweredBy(code)) {
      throw wrong(call, challenge);
    }
    String userId = challenge.userId().orElseThrow(InvalidCode::problem);
    for (int look = 1; look <= Transaction.MOST_LOOKS; look++) {
      PeopleStore.Reading read =
          people.accountWith(
              tenant, userId, List.of(Totp.key(tenant, userId), SignInHistory.key(tenant, userId)));
      SignInHistory history = SignInHistory.of(read.others(), tenant, userId);
      if (history.isGuessedAt(Codes.WITHOUT_PASSWORD)) {
        throw wrong(call, challenge);
      }
      Account account =
          entitled(tenant, userId, read)
              .filter(present -> challenge.userVersion().equals(Optional.of(present.userVersion())))
              .filter(present -> challenge.wentTo(new Target.Phone(present.person().phone())))
              .orElseThrow(InvalidCode::problem);
      PersonAccess access = account.access().orElseGet(() -> PersonAccess.of(Role.CLIENT));
      Sessions.Opening opening =
          sessions.prepare(tenant, userId, access.userVersion(), userAgent, call.now());
      Transaction<IdentityRefusal> writes = new Transaction<>();
      writes.addAll(
          used.writes(challenge), new IdentityRefusal.InvalidCode(IdentityRefusal.CodeUse.LOGIN));
      writes.addAll(opening.writes());
      writes.add(Team.asClient(tenant, account));
      Person person = account.person();
      writes.add(
          person.phoneVerified()
              ? PeopleStore.checkUnchanged(tenant, person)
              : PeopleStore.change(tenant, person.withVerifiedPhone()));
      writes.addAll(PeopleStore.dropPending(tenant, account));
      writes.add(Totp.checkOff(tenant, userId));
      history.afterRight(Codes.WITHOUT_PASSWORD).ifPresent(writes::add);
      writes.add(
          events.record(
              tenant,
              SecurityEvent.own(Type.LOGIN_SUCCEEDED, userId, call.sourceAddress(), call.now())));
      if (IdentityProblems.isWritten(people.commit(tenant, writes))) {
        return opening.tokens();
      }
      // The person was changed meanwhile; with what it is now it may well go through.
    }
    throw new TableUnavailableException();
  }

  private Problem wrong(Call call, Challenge challenge) {
    return failed.recordCode(
        call, What.LOGIN, Codes.WITHOUT_PASSWORD, challenge, InvalidCode.problem());
  }

  /**
   * The account, when its person may log in by a code alone: a client or nobody yet, without an
   * authenticator app, which somebody who was of the team may still have.
   *
   * @param read with the app
   */
  static Optional<Account> entitled(TenantId tenant, String userId, PeopleStore.Reading read) {
    return read.account()
        .filter(
            account ->
                account
                    .access()
                    .map(access -> access.enabled() && access.role() == Role.CLIENT)
                    .orElse(true))
        .filter(_ -> Totp.on(read.others(), tenant, userId).isEmpty());
  }
}

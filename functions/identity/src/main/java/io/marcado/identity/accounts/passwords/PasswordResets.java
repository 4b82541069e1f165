package io.marcado.identity.accounts.passwords;

import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityProblem;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.Challenge.Purpose;
import io.marcado.identity.accounts.codes.ChallengeStore;
import io.marcado.identity.accounts.codes.FailedAnswers;
import io.marcado.identity.accounts.codes.FailedAnswers.What;
import io.marcado.identity.accounts.codes.LongToken;
import io.marcado.identity.accounts.codes.Target;
import io.marcado.identity.accounts.codes.UsedChallenges;
import io.marcado.identity.accounts.limits.SignInHistory;
import io.marcado.identity.accounts.sessions.SessionEnds;
import io.marcado.identity.accounts.totp.Totp;
import io.marcado.identity.accounts.totp.TotpFactor;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.Person;
import io.marcado.identity.people.SecondChannel;
import io.marcado.identity.people.Team;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.identity.people.credentials.Password;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sets passwords by the token that {@link ResetRequests} had sent; for those who run a business a
 * second code is needed too, of their authenticator app or from their mailbox.
 */
@Singleton
final class PasswordResets {
  private final PeopleStore people;
  private final ChallengeStore store;
  private final UsedChallenges used;
  private final TotpFactor totp;
  private final NewPassword newPassword;
  private final FailedAnswers failed;

  PasswordResets(
      PeopleStore people,
      ChallengeStore store,
      UsedChallenges used,
      TotpFactor totp,
      NewPassword newPassword,
      FailedAnswers failed) {
    this.people = people;
    this.store = store;
    this.used = used;
    this.totp = totp;
    this.newPassword = newPassword;
    this.failed = failed;
  }

  /**
   * Sets the password. The token is used up, every session ends, and so does every code that was
   * asked for with the old password. Costs one Argon2, once the token has proved to be right.
   *
   * @param secondCode of the authenticator app, a recovery code, or the code from the mailbox
   * @throws Problem 400 for a password that others would try; 401 when the token or the second code
   *     is wrong or no longer good; 403 when a second code is needed and there is none
   */
  void reset(Call call, LongToken token, Password password, Optional<String> secondCode) {
    TenantId tenant = call.tenant();
    Challenge challenge =
        store
            .countTry(tenant, Purpose.RESET, token.id(), call.now())
            .orElseThrow(PasswordResets::refused);
    if (!challenge.isAnsweredBy(token.secret())) {
      throw failed.record(call, What.RESET_TOKEN, challenge.userId(), refused());
    }
    String userId = challenge.userId().orElseThrow(PasswordResets::refused);
    Account account = account(tenant, userId, challenge);
    newPassword.requireFit(tenant, account.person(), password);
    List<Write> proof = new ArrayList<>(used.writes(challenge));
    Optional<Challenge> mailed = Optional.empty();
    if (Resettable.needsSecond(account)) {
      Optional<Totp> app = totp.on(tenant, userId);
      String code = secondCode.orElseThrow(() -> secondRequired(app.isPresent()));
      if (app.isPresent()) {
        proof.addAll(byApp(call, account, app.get(), code));
      } else {
        Challenge second = mailed(call, account, challenge, code);
        proof.addAll(used.writes(second));
        mailed = Optional.of(second);
      }
    }
    Credentials credentials = newPassword.credentials(password);
    for (int look = 1; look <= Transaction.MOST_LOOKS; look++) {
      Transaction<IdentityRefusal> writes = new Transaction<>();
      writes.addAll(proof, new IdentityRefusal.InvalidCode(IdentityRefusal.CodeUse.PASSWORD_RESET));
      writes.addAll(
          newPassword.writes(call, account, credentials, SecurityEvent.Type.PASSWORD_RESET));
      writes.add(access(tenant, account));
      // Nobody guesses the token, so whoever has it is not who guessed at codes.
      writes.add(SignInHistory.forget(tenant, userId));
      writes.add(
          account.person().phoneVerified()
              ? PeopleStore.checkUnchanged(tenant, account.person())
              : PeopleStore.change(tenant, account.person().withVerifiedPhone()));
      if (IdentityProblems.isWritten(people.commit(tenant, writes))) {
        return;
      }
      account = account(tenant, userId, challenge);
      if (mailed.isPresent() && !isToPresent(mailed.get(), account)) {
        throw refused();
      }
    }
    throw new TableUnavailableException();
  }

  private Challenge mailed(Call call, Account account, Challenge challenge, String code) {
    return challenge
        .secondId()
        .flatMap(id -> store.countTry(call.tenant(), Purpose.RESET_SECOND, id, call.now()))
        .filter(asked -> asked.userId().equals(Optional.of(account.person().userId())))
        .filter(asked -> isToPresent(asked, account))
        .filter(asked -> asked.isAnsweredBy(code))
        .orElseThrow(() -> wrongSecond(call, account.person()));
  }

  private Problem wrongSecond(Call call, Person person) {
    return failed.record(call, What.SECOND_CODE, Optional.of(person.userId()), refused());
  }

  private static boolean isToPresent(Challenge second, Account account) {
    return SecondChannel.mailbox(account).map(Target.Email::new).filter(second::wentTo).isPresent();
  }

  private List<Write> byApp(Call call, Account account, Totp app, String code) {
    TotpFactor.Use use =
        totp.check(call, account, app, code).orElseThrow(() -> wrongSecond(call, account.person()));
    List<Write> writes = new ArrayList<>(List.of(use.write()));
    writes.addAll(totp.told(call, account, use));
    return writes;
  }

  /** The person, still as it was when the token was asked for. */
  private Account account(TenantId tenant, String userId, Challenge challenge) {
    return people
        .account(tenant, userId)
        .filter(Resettable::mayReset)
        .filter(
            known ->
                known.verifiedCredentials().map(Credentials::id).equals(challenge.credentialsId()))
        .filter(known -> Optional.of(known.userVersion()).equals(challenge.userVersion()))
        .filter(known -> challenge.wentTo(new Target.Phone(known.person().phone())))
        .orElseThrow(PasswordResets::refused);
  }

  private static Write access(TenantId tenant, Account account) {
    String userId = account.person().userId();
    return account
        .access()
        .map(seen -> SessionEnds.endAllBut(tenant, userId, seen, Optional.empty()))
        .orElseGet(() -> Team.grantClient(tenant, userId));
  }

  private static Problem refused() {
    return new Problem(
        IdentityProblem.INVALID_CODE,
        "The token or the second code is not the one that was sent, or it was used, guessed at too"
            + " often or is older than five minutes. Ask for a new one with POST"
            + " /auth/password/forgot.");
  }

  // Only who has the token learns of it.
  private static Problem secondRequired(boolean appIsOn) {
    return new Problem(
        IdentityProblem.SECOND_CHANNEL_REQUIRED,
        appIsOn
            ? "Send secondCode too: a code of your authenticator app, or a recovery code."
            : "Send secondCode too: the code that went to your e-mail.");
  }
}

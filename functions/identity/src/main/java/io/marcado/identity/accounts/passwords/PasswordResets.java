package io.marcado.identity.accounts.passwords;

import io.marcado.domain.Actor;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.IdentityRefusal.CodeUse;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.Challenge.Purpose;
import io.marcado.identity.accounts.codes.ChallengeStore;
import io.marcado.identity.accounts.codes.FailedAnswers;
import io.marcado.identity.accounts.codes.LongToken;
import io.marcado.identity.accounts.codes.UsedChallenges;
import io.marcado.identity.accounts.limits.CodeLimits;
import io.marcado.identity.accounts.limits.SignInHistory;
import io.marcado.identity.accounts.sessions.SessionEnds;
import io.marcado.identity.accounts.totp.Totp;
import io.marcado.identity.accounts.totp.TotpFactor;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.SecondChannel;
import io.marcado.identity.people.Team;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.identity.people.credentials.Password;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.table.OptimisticRetry;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sets passwords by the token that {@link ResetRequests} sent. Owners and admins need a second code
 * too, of their authenticator app or from their mailbox.
 */
@Singleton
final class PasswordResets {
  private static final IdentityRefusal REFUSED =
      new IdentityRefusal.CodeExpired(CodeUse.RESET_TOKEN);

  private final PeopleStore people;
  private final ChallengeStore store;
  private final UsedChallenges used;
  private final CodeLimits limits;
  private final TotpFactor totp;
  private final NewPassword newPassword;
  private final FailedAnswers failed;

  PasswordResets(
      PeopleStore people,
      ChallengeStore store,
      UsedChallenges used,
      CodeLimits limits,
      TotpFactor totp,
      NewPassword newPassword,
      FailedAnswers failed) {
    this.people = people;
    this.store = store;
    this.used = used;
    this.limits = limits;
    this.totp = totp;
    this.newPassword = newPassword;
    this.failed = failed;
  }

  /**
   * The second code.
   *
   * @param writes that use it
   * @param mailed its challenge, where it came by e-mail
   */
  private record Second(List<Write> writes, Optional<Challenge> mailed) {}

  /**
   * Sets the password. That uses the token up, and ends all sessions and all codes that belong to
   * the old password. Costs one Argon2, once the token has proved right. Refused for a password
   * that others would try, for a token or second code that is wrong or no longer good, and where a
   * second code is missing.
   *
   * @param secondCode of the authenticator app, a recovery code, or the code from the mailbox
   * @return the refusal; empty when it is set
   */
  Optional<IdentityRefusal> reset(
      Actor actor, LongToken token, Password password, Optional<String> secondCode, Instant now) {
    Optional<Challenge> counted = store.countTry(actor.tenant(), Purpose.RESET, token.id(), now);
    if (counted.isEmpty()) {
      return Optional.of(REFUSED);
    }
    Challenge challenge = counted.get();
    if (!challenge.isAnsweredBy(token.secret())) {
      return Optional.of(
          failed.record(
              actor, CodeUse.RESET_TOKEN, challenge.personId(), challenge.attemptsLeft(), now));
    }
    Optional<Account> account = account(challenge);
    if (account.isEmpty()) {
      return Optional.of(REFUSED);
    }
    Optional<IdentityRefusal> unfit =
        newPassword.refusal(actor.tenant(), account.get().person(), password);
    if (unfit.isPresent()) {
      return unfit;
    }
    Optional<IdentityRefusal> refusal =
        second(actor, account.get(), challenge, secondCode, now)
            .then(
                second -> {
                  Credentials credentials = newPassword.credentials(password);
                  return OptimisticRetry.untilWritten(
                      () -> set(actor, challenge, second, credentials, now));
                })
            .whyRefused();
    if (refusal.isEmpty()) {
      limits.entered(actor, challenge.asker());
    }
    return refusal;
  }

  /** One attempt; empty when the person was changed meanwhile. */
  private Optional<Result<Credentials, IdentityRefusal>> set(
      Actor actor, Challenge challenge, Second second, Credentials credentials, Instant now) {
    TenantId tenant = actor.tenant();
    Optional<Account> found =
        account(challenge)
            .filter(
                account -> second.mailed().isEmpty() || isMailbox(second.mailed().get(), account));
    if (found.isEmpty()) {
      return Optional.of(Result.refused(REFUSED));
    }
    Account account = found.get();
    Transaction<IdentityRefusal> writes =
        new Transaction<IdentityRefusal>()
            .addAll(used.writes(challenge), REFUSED)
            .addAll(second.writes(), REFUSED)
            .addAll(
                newPassword.writes(
                    actor, account, credentials, SecurityEvent.Type.PASSWORD_RESET, now))
            .add(access(tenant, account))
            // Nobody guesses the token, so its holder is not the one who guessed at codes.
            .add(SignInHistory.forget(tenant, account.person().id()))
            .add(
                account.person().phoneVerified()
                    ? PeopleStore.checkUnchanged(tenant, account.person())
                    : PeopleStore.change(tenant, account.person().withVerifiedPhone()));
    return people.commit(tenant, writes).result(() -> credentials);
  }

  private Result<Second, IdentityRefusal> second(
      Actor actor, Account account, Challenge challenge, Optional<String> code, Instant now) {
    if (!Resettable.needsSecond(account)) {
      return Result.done(new Second(List.of(), Optional.empty()));
    }
    Optional<Totp> app = totp.on(actor.tenant(), account.person().id());
    if (code.isEmpty()) {
      // Only the holder of the token learns of it.
      return Result.refused(new IdentityRefusal.SecondCodeRequired(app.isPresent()));
    }
    if (app.isPresent()) {
      return totp.check(actor.tenant(), account, app.get(), code.get(), now)
          .map(use -> Result.<Second, IdentityRefusal>done(ofApp(actor, account, use, now)))
          .orElseGet(() -> wrongSecond(actor, account, challenge, now));
    }
    Optional<Challenge> mailed =
        challenge
            .secondId()
            .flatMap(id -> store.countTry(actor.tenant(), Purpose.RESET_SECOND, id, now))
            .filter(asked -> asked.personId().equals(Optional.of(account.person().id())))
            .filter(asked -> isMailbox(asked, account));
    if (mailed.isEmpty()) {
      return Result.refused(new IdentityRefusal.CodeExpired(CodeUse.SECOND_CODE));
    }
    return mailed.get().isAnsweredBy(code.get())
        ? Result.done(new Second(used.writes(mailed.get()), mailed))
        : wrongSecond(actor, account, mailed.get(), now);
  }

  private Result<Second, IdentityRefusal> wrongSecond(
      Actor actor, Account account, Challenge tried, Instant now) {
    return Result.refused(
        failed.record(
            actor,
            CodeUse.SECOND_CODE,
            Optional.of(account.person().id()),
            tried.attemptsLeft(),
            now));
  }

  private Second ofApp(Actor actor, Account account, TotpFactor.Use use, Instant now) {
    List<Write> writes = new ArrayList<>(List.of(use.write()));
    writes.addAll(totp.told(actor, account, use, now));
    return new Second(List.copyOf(writes), Optional.empty());
  }

  private static boolean isMailbox(Challenge second, Account account) {
    return SecondChannel.mailbox(account).map(Target.Email::new).filter(second::wentTo).isPresent();
  }

  /** The account, if it has not changed since the request for the token. */
  private Optional<Account> account(Challenge challenge) {
    return challenge
        .personId()
        .flatMap(id -> people.account(challenge.tenant(), id))
        .filter(Resettable::mayReset)
        .filter(
            known ->
                known.verifiedCredentials().map(Credentials::id).equals(challenge.credentialsId()))
        .filter(known -> Optional.of(known.userVersion()).equals(challenge.userVersion()))
        .filter(known -> challenge.wentTo(new Target.Phone(known.person().phone())));
  }

  private static Write access(TenantId tenant, Account account) {
    return account
        .access()
        .map(seen -> SessionEnds.endAllBut(tenant, account.person().id(), seen, Optional.empty()))
        .orElseGet(() -> Team.grantClient(tenant, account.person().id()));
  }
}

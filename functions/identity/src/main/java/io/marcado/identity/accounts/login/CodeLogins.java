package io.marcado.identity.accounts.login;

import io.marcado.domain.Actor;
import io.marcado.domain.PersonId;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.IdentityRefusal.CodeUse;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.Challenge.Purpose;
import io.marcado.identity.accounts.codes.ChallengeStore;
import io.marcado.identity.accounts.codes.Factor;
import io.marcado.identity.accounts.codes.FailedAnswers;
import io.marcado.identity.accounts.codes.UsedChallenges;
import io.marcado.identity.accounts.limits.CodeLimits;
import io.marcado.identity.accounts.limits.SignInHistory;
import io.marcado.identity.accounts.limits.SignInHistory.Codes;
import io.marcado.identity.accounts.sessions.Sessions;
import io.marcado.identity.accounts.sessions.Tokens;
import io.marcado.identity.accounts.totp.Totp;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.table.OptimisticRetry;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The second half of a login: a right code opens a session. It is separate from the first half,
 * which must not have the signing key.
 */
@Singleton
final class CodeLogins {
  /** The refusal of a code that is no longer good. */
  static final IdentityRefusal REFUSED = new IdentityRefusal.CodeExpired(CodeUse.LOGIN);

  private final PeopleStore people;
  private final ChallengeStore store;
  private final UsedChallenges used;
  private final CodeLimits limits;
  private final Sessions sessions;
  private final FailedAnswers failed;
  private final SecurityEvents events;

  CodeLogins(
      PeopleStore people,
      ChallengeStore store,
      UsedChallenges used,
      CodeLimits limits,
      Sessions sessions,
      FailedAnswers failed,
      SecurityEvents events) {
    this.people = people;
    this.store = store;
    this.used = used;
    this.limits = limits;
    this.sessions = sessions;
    this.failed = failed;
    this.events = events;
  }

  /** An answer to a challenge, with the account as it is now. */
  record Attempt(
      Actor actor,
      Challenge challenge,
      PersonId personId,
      String code,
      PeopleStore.Reading read,
      SignInHistory history,
      Instant now) {

    TenantId tenant() {
      return actor.tenant();
    }

    /** True when the code came from an authenticator app, and not in a message. */
    boolean isOfApp() {
      return challenge.factor() == Factor.TOTP;
    }

    /** The account, if it has not changed since the request for the code. */
    Optional<Account> account() {
      return read.account()
          .filter(present -> challenge.userVersion().equals(Optional.of(present.userVersion())))
          .filter(
              present -> isOfApp() || challenge.wentTo(new Target.Phone(present.person().phone())));
    }

    Codes codes() {
      return CodeLogins.codes(challenge);
    }

    /** The address from which it came; empty text for none. */
    String address() {
      return actor.address().orElse("");
    }
  }

  /**
   * A proof that the code is right and the account may log in by it.
   *
   * @param userVersion of the account
   * @param writes that hold the proof, and do what follows from it
   */
  record Proof(long userVersion, List<Write> writes) {}

  /**
   * Takes the answer to a challenge. It counts the try before it compares anything. One code opens
   * one session only.
   *
   * @param prover finds the proof; a retry asks it again, with the account as it is then
   */
  Result<Tokens, IdentityRefusal> verify(
      Actor actor,
      Purpose purpose,
      CodeInput input,
      Function<Attempt, Result<Proof, IdentityRefusal>> prover,
      Instant now) {
    Optional<Challenge> counted = store.countTry(actor.tenant(), purpose, input.challengeId(), now);
    if (counted.isEmpty()) {
      return Result.refused(REFUSED);
    }
    Challenge challenge = counted.get();
    boolean ofApp = challenge.factor() == Factor.TOTP;
    if (!ofApp && !challenge.isAnsweredBy(input.code())) {
      return Result.refused(wrong(actor, challenge, now));
    }
    if (challenge.personId().isEmpty()) {
      return Result.refused(REFUSED);
    }
    PersonId personId = challenge.personId().get();
    Result<Tokens, IdentityRefusal> result = opened(actor, input, prover, challenge, personId, now);
    if (result.whyRefused().isEmpty()) {
      limits.entered(actor, challenge.asker());
    }
    return result;
  }

  private Result<Tokens, IdentityRefusal> opened(
      Actor actor,
      CodeInput input,
      Function<Attempt, Result<Proof, IdentityRefusal>> prover,
      Challenge challenge,
      PersonId personId,
      Instant now) {
    return OptimisticRetry.untilWritten(
        () -> {
          PeopleStore.Reading read =
              people.accountWith(
                  actor.tenant(),
                  personId,
                  List.of(
                      Totp.key(actor.tenant(), personId),
                      SignInHistory.key(actor.tenant(), personId)));
          SignInHistory history = SignInHistory.of(read.others(), actor.tenant(), personId);
          Attempt attempt =
              new Attempt(actor, challenge, personId, input.code(), read, history, now);
          return open(attempt, input.userAgent(), prover);
        });
  }

  /** One attempt; empty when the person has changed meanwhile. */
  private Optional<Result<Tokens, IdentityRefusal>> open(
      Attempt attempt,
      Optional<String> userAgent,
      Function<Attempt, Result<Proof, IdentityRefusal>> prover) {
    Challenge challenge = attempt.challenge();
    if (!attempt.isOfApp()
        && attempt.history().isLocked(attempt.codes(), attempt.address(), attempt.now())) {
      return Optional.of(
          Result.refused(
              failed.record(
                  attempt.actor(),
                  CodeUse.LOGIN,
                  Optional.of(attempt.personId()),
                  challenge.attemptsLeft(),
                  attempt.now())));
    }
    return switch (prover.apply(attempt)) {
      case Result.Refused<Proof, IdentityRefusal>(IdentityRefusal refusal) ->
          Optional.of(Result.refused(refusal));
      case Result.Done<Proof, IdentityRefusal>(Proof proof) -> {
        TenantId tenant = attempt.tenant();
        PersonId personId = attempt.personId();
        Sessions.Opening opening =
            sessions.prepare(tenant, personId, proof.userVersion(), userAgent, attempt.now());
        Transaction<IdentityRefusal> writes =
            new Transaction<IdentityRefusal>()
                .addAll(used.writes(challenge), REFUSED)
                .addAll(opening.writes())
                .addAll(proof.writes())
                .add(
                    events.record(
                        tenant,
                        SecurityEvent.own(
                            SecurityEvent.Type.LOGIN_SUCCEEDED,
                            personId,
                            attempt.actor(),
                            attempt.now())));
        yield people.commit(tenant, writes).result(opening::tokens);
      }
    };
  }

  private IdentityRefusal wrong(Actor actor, Challenge challenge, Instant now) {
    return failed.recordCode(actor, CodeUse.LOGIN, codes(challenge), challenge, now);
  }

  // Anybody may have chosen a password that nobody verified, so guesses at its codes must not stop
  // the holder of the phone.
  private static Codes codes(Challenge challenge) {
    return challenge.asker().isOpen() ? Codes.WITHOUT_PASSWORD : Codes.AFTER_PASSWORD;
  }
}

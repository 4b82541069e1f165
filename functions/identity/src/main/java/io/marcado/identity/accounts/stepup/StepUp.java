package io.marcado.identity.accounts.stepup;

import io.marcado.domain.Actor;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.IdentityRefusal.CodeUse;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.ChallengeStore;
import io.marcado.identity.accounts.codes.Factor;
import io.marcado.identity.accounts.codes.FailedAnswers;
import io.marcado.identity.accounts.codes.UsedChallenges;
import io.marcado.identity.accounts.limits.SignInHistory;
import io.marcado.identity.accounts.limits.SignInHistory.Codes;
import io.marcado.identity.accounts.sessions.OpenSession;
import io.marcado.identity.accounts.sessions.SessionList;
import io.marcado.identity.accounts.totp.Totp;
import io.marcado.identity.accounts.totp.TotpFactor;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes the answers to {@link StepUpRequests}. An answer is valid once, in the session that asked,
 * while neither password nor authenticator app has changed.
 */
@Singleton
public final class StepUp {
  /** The refusal of an answer that is no longer good. */
  public static final IdentityRefusal REFUSED = new IdentityRefusal.CodeExpired(CodeUse.STEP_UP);

  private final PeopleStore people;
  private final SessionList sessions;
  private final ChallengeStore store;
  private final UsedChallenges used;
  private final TotpFactor totp;
  private final FailedAnswers failed;
  private final SecurityEvents events;

  StepUp(
      PeopleStore people,
      SessionList sessions,
      ChallengeStore store,
      UsedChallenges used,
      TotpFactor totp,
      FailedAnswers failed,
      SecurityEvents events) {
    this.people = people;
    this.sessions = sessions;
    this.store = store;
    this.used = used;
    this.totp = totp;
    this.failed = failed;
    this.events = events;
  }

  /**
   * A right answer.
   *
   * @param writes that use it up and record it, while its session is open; without the code of an
   *     app
   * @param app the code of the app, where the challenge asked for one
   * @param session in which it came
   */
  public record Proof(List<Write> writes, Optional<TotpFactor.Use> app, OpenSession session) {

    /** All writes, at least one, for the transaction of the change that the answer allows. */
    public List<Write> all() {
      return with(app.map(TotpFactor.Use::write));
    }

    /** The same for a person who is erased: the use of the app also removes the app. */
    public List<Write> allAndRemoveApp() {
      return with(app.map(TotpFactor.Use::andRemove));
    }

    private List<Write> with(Optional<Write> use) {
      return Stream.concat(writes.stream(), use.stream()).toList();
    }
  }

  /**
   * Checks an answer. It counts a try each time, so a request calls it once, however often it tries
   * its transaction.
   *
   * @return the proof. When one of its writes is refused, somebody has used the answer or ended the
   *     session meanwhile: {@link #REFUSED}. The refusal is {@code StepUpRequired} without an
   *     answer, {@code InvalidCode} for a wrong one, {@link #REFUSED} for one that is no longer
   *     good, and {@code SessionEnded}
   */
  public Result<Proof, IdentityRefusal> check(
      Actor.Person me, Optional<StepUpAnswer> given, Instant now) {
    if (given.isEmpty()) {
      return Result.refused(new IdentityRefusal.StepUpRequired());
    }
    StepUpAnswer answer = given.get();
    TenantId tenant = me.tenant();
    Optional<Challenge> asked =
        store
            .countTry(tenant, Challenge.Purpose.STEP_UP, answer.challengeId(), now)
            .filter(counted -> counted.isOf(me));
    if (asked.isEmpty()) {
      return Result.refused(REFUSED);
    }
    Challenge challenge = asked.get();
    PeopleStore.Reading read =
        people.accountWith(
            tenant,
            me.id(),
            List.of(Totp.key(tenant, me.id()), SignInHistory.key(tenant, me.id())));
    if (read.account().isEmpty()) {
      return Result.refused(REFUSED);
    }
    Account account = read.account().get();
    Optional<OpenSession> session = sessions.of(me).filter(open -> open.isOpenIn(account.access()));
    if (session.isEmpty()) {
      return Result.refused(OpenSession.ENDED);
    }
    // Somebody who has an app by now answers with that, and with it alone.
    Optional<Totp> app = Totp.on(read.others(), tenant, me.id());
    if (!account.verifiedCredentials().map(Credentials::id).equals(challenge.credentialsId())
        || app.isPresent() != (challenge.factor() == Factor.TOTP)) {
      return Result.refused(REFUSED);
    }
    List<Write> writes = new ArrayList<>(used.writes(challenge));
    writes.add(session.get().check());
    writes.add(
        events.record(tenant, SecurityEvent.own(SecurityEvent.Type.STEP_UP_SUCCEEDED, me, now)));
    if (app.isPresent()) {
      Optional<TotpFactor.Use> use = totp.check(tenant, account, app.get(), answer.code(), now);
      if (use.isEmpty()) {
        return Result.refused(
            failed.record(
                me, CodeUse.STEP_UP, Optional.of(me.id()), challenge.attemptsLeft(), now));
      }
      writes.addAll(totp.told(me, account, use.get(), now));
      return Result.done(new Proof(List.copyOf(writes), use, session.get()));
    }
    SignInHistory history = SignInHistory.of(read.others(), tenant, me.id());
    if (!challenge.wentTo(new Target.Phone(account.person().phone()))
        || !challenge.isAnsweredBy(answer.code())) {
      return Result.refused(
          failed.recordCode(me, CodeUse.STEP_UP, Codes.AFTER_PASSWORD, challenge, now));
    }
    if (history.isLocked(Codes.AFTER_PASSWORD, me.sourceAddress(), now)) {
      return Result.refused(
          failed.record(me, CodeUse.STEP_UP, Optional.of(me.id()), challenge.attemptsLeft(), now));
    }
    history.afterRight(Codes.AFTER_PASSWORD, me.sourceAddress()).ifPresent(writes::add);
    return Result.done(new Proof(List.copyOf(writes), Optional.empty(), session.get()));
  }
}

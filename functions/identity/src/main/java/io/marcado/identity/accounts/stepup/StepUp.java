package io.marcado.identity.accounts.stepup;

import io.marcado.domain.Actor;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityProblem;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.ChallengeStore;
import io.marcado.identity.accounts.codes.Channel;
import io.marcado.identity.accounts.codes.FailedAnswers;
import io.marcado.identity.accounts.codes.FailedAnswers.What;
import io.marcado.identity.accounts.codes.Target;
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
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes the answers of {@link StepUpRequests}. One is good once, in the session that asked, while
 * neither password nor authenticator app has changed.
 */
@Singleton
public final class StepUp {
  /** The refusal of an answer that is wrong, or no longer good. */
  public static final IdentityRefusal REFUSED =
      new IdentityRefusal.InvalidCode(IdentityRefusal.CodeUse.STEP_UP);

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
   * @param writes that use it up and record it while its session is open, but for the code of an
   *     app
   * @param app the code of the app, where one was asked
   * @param session that it was given in
   */
  public record Proof(List<Write> writes, Optional<TotpFactor.Use> app, OpenSession session) {

    /** All writes, for the transaction of what was asked for; one at least. */
    public List<Write> all() {
      List<Write> all = new ArrayList<>(writes);
      app.map(TotpFactor.Use::write).ifPresent(all::add);
      return List.copyOf(all);
    }
  }

  /**
   * Checks an answer. A try is counted each time, so this is called once for a request, however
   * often its transaction is tried.
   *
   * @return the writes that use the answer up and record it, for the transaction of what it was
   *     asked for, one at least. When one of them is refused the answer was used, or its session
   *     ended, meanwhile: {@link #refused()}
   * @throws Problem 403 {@code step-up-required} without an answer, 401 {@code invalid-code} for a
   *     wrong one, 401 when the session has ended meanwhile
   */
  public List<Write> proof(Call call, Optional<StepUpAnswer> given) {
    return check(call, given).all();
  }

  /** The same, where the code of the app needs to be used in a write of another kind. */
  public Proof check(Call call, Optional<StepUpAnswer> given) {
    TenantId tenant = call.tenant();
    Actor.Person me = call.person();
    StepUpAnswer answer = given.orElseThrow(StepUp::required);
    Challenge challenge =
        store
            .countTry(tenant, Challenge.Purpose.STEP_UP, answer.challengeId(), call.now())
            .filter(asked -> asked.userId().equals(Optional.of(me.id().value())))
            .filter(asked -> asked.sessionId().equals(Optional.of(me.session().value())))
            .orElseThrow(StepUp::refused);
    PeopleStore.Reading read =
        people.accountWith(
            tenant,
            me.id().value(),
            List.of(Totp.key(tenant, me.id().value()), SignInHistory.key(tenant, me.id().value())));
    Account account = read.account().orElseThrow(StepUp::refused);
    SignInHistory history = SignInHistory.of(read.others(), tenant, me.id().value());
    OpenSession session = sessions.of(call);
    session.requireIn(account.access());
    if (!account.verifiedCredentials().map(Credentials::id).equals(challenge.credentialsId())) {
      throw refused();
    }
    // Somebody who has an app by now answers with that, and with it alone.
    Optional<Totp> app = Totp.on(read.others(), tenant, me.id().value());
    if (app.isPresent() != (challenge.channel() == Channel.TOTP)) {
      throw refused();
    }
    List<Write> writes = new ArrayList<>(used.writes(challenge));
    writes.add(session.check());
    Optional<TotpFactor.Use> use = Optional.empty();
    if (app.isPresent()) {
      use = totp.check(call, account, app.get(), answer.code());
      writes.addAll(totp.told(call, account, use.orElseThrow(() -> wrong(call))));
    } else if (!challenge.wentTo(new Target.Phone(account.person().phone()))
        || !challenge.isAnsweredBy(answer.code())
        || history.isGuessedAt(Codes.AFTER_PASSWORD)) {
      throw failed.recordCode(call, What.STEP_UP, Codes.AFTER_PASSWORD, challenge, refused());
    } else {
      history.afterRight(Codes.AFTER_PASSWORD).ifPresent(writes::add);
    }
    writes.add(event(call, SecurityEvent.Type.STEP_UP_SUCCEEDED));
    return new Proof(List.copyOf(writes), use, session);
  }

  /** 401 for an answer that is wrong, or no longer good. */
  public static Problem refused() {
    return new Problem(
        IdentityProblem.INVALID_CODE,
        "The code is not the right one, or it was used, guessed at too often, asked for elsewhere"
            + " or is older than five minutes. Ask for a step-up again.");
  }

  private Problem wrong(Call call) {
    return failed.record(call, What.STEP_UP, Optional.of(call.person().id().value()), refused());
  }

  private static Problem required() {
    return new Problem(
        IdentityProblem.STEP_UP_REQUIRED,
        "Ask for a code with POST /auth/step-up and send the answer as stepUp.");
  }

  private Write event(Call call, SecurityEvent.Type type) {
    return events.record(
        call.tenant(),
        SecurityEvent.own(type, call.person().id().value(), call.sourceAddress(), call.now()));
  }
}

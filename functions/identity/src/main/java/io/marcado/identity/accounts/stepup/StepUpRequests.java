package io.marcado.identity.accounts.stepup;

import io.marcado.domain.Actor;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.ChallengeDraft;
import io.marcado.identity.accounts.codes.Challenges;
import io.marcado.identity.accounts.codes.Channel;
import io.marcado.identity.accounts.codes.Target;
import io.marcado.identity.accounts.limits.Asker;
import io.marcado.identity.accounts.limits.AttemptLimits;
import io.marcado.identity.accounts.limits.LimitedTransaction;
import io.marcado.identity.accounts.limits.ReachedLimits;
import io.marcado.identity.accounts.totp.Totp;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.Table;
import io.marcado.platform.tenant.PlanReader;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Asks somebody who is signed in for a fresh code: a token may have been left open on a desk, or
 * stolen.
 */
@Singleton
final class StepUpRequests {
  private final PeopleStore people;
  private final Challenges challenges;
  private final AttemptLimits limits;
  private final ReachedLimits reached;
  private final Table table;

  StepUpRequests(
      PeopleStore people,
      Challenges challenges,
      AttemptLimits limits,
      ReachedLimits reached,
      Table table) {
    this.people = people;
    this.challenges = challenges;
    this.limits = limits;
    this.reached = reached;
    this.table = table;
  }

  /**
   * Asks for a code: of the authenticator app where there is one, else by SMS.
   *
   * @throws Problem 429 beyond the limits of attempts or codes
   */
  Challenge request(Call call) {
    TenantId tenant = call.tenant();
    Actor.Person me = call.person();
    PeopleStore.Reading read =
        people.accountWith(
            tenant,
            me.id().value(),
            List.of(Totp.key(tenant, me.id().value()), PlanReader.key(tenant)));
    Account account = read.account().orElseThrow(() -> Problem.notFound("person"));
    boolean appIsOn = Totp.on(read.others(), tenant, me.id().value()).isPresent();
    LimitedTransaction writes = new LimitedTransaction(call.now());
    // Each challenge allows for some guesses, so they are counted as guesses at a password are.
    AttemptLimits.Attempt attempt = limits.attempt(tenant, me.id().value(), call.sourceAddress());
    attempt.count(writes);
    Challenge challenge =
        challenges.prepare(
            call, draft(me, account, appIsOn), writes, PlanReader.among(read.others(), tenant));
    Optional<IdentityRefusal> beyondLimit = writes.commitOnce(table.platformAnd(tenant));
    if (beyondLimit.isPresent()) {
      // With an app no code is counted.
      if (appIsOn) {
        reached.byAttempts(call, attempt.note(), Optional.of(me.id().value()));
      } else {
        reached.byCodes(call, me.id().value(), Optional.of(me.id().value()));
      }
      throw IdentityProblems.of(beyondLimit.get());
    }
    return challenge;
  }

  private static ChallengeDraft draft(Actor.Person me, Account account, boolean appIsOn) {
    ChallengeDraft draft =
        (appIsOn
                ? ChallengeDraft.totp(Challenge.Purpose.STEP_UP)
                : ChallengeDraft.of(
                    Challenge.Purpose.STEP_UP,
                    Channel.SMS,
                    new Target.Phone(account.person().phone())))
            .session(me.session().value())
            .user(me.id().value(), account.userVersion())
            .askedBy(Asker.of(me.role(), account.person().phoneVerified()));
    return account.verifiedCredentials().map(known -> draft.credentials(known.id())).orElse(draft);
  }
}

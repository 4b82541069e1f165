package io.marcado.identity.accounts.stepup;

import io.marcado.domain.Actor;
import io.marcado.domain.Channel;
import io.marcado.domain.PersonId;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.codes.Challenge;
import io.marcado.identity.accounts.codes.ChallengeDraft;
import io.marcado.identity.accounts.codes.Challenges;
import io.marcado.identity.accounts.limits.Asker;
import io.marcado.identity.accounts.limits.AttemptLimits;
import io.marcado.identity.accounts.limits.LimitedTransaction;
import io.marcado.identity.accounts.limits.ReachedLimits;
import io.marcado.identity.accounts.totp.Totp;
import io.marcado.identity.people.Account;
import io.marcado.identity.people.PeopleStore;
import io.marcado.identity.people.credentials.Credentials;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.time.Instant;
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
   * Asks for a code: of the authenticator app where there is one, else by SMS. Refused beyond the
   * limits of attempts or codes.
   */
  Result<Challenge, IdentityRefusal> request(Actor.Person me, Instant now) {
    TenantId tenant = me.tenant();
    PeopleStore.Reading read =
        people.accountWith(tenant, me.id(), List.of(Totp.key(tenant, me.id())));
    if (read.account().isEmpty()) {
      return Result.refused(new IdentityRefusal.NotFound("person"));
    }
    boolean appIsOn = Totp.on(read.others(), tenant, me.id()).isPresent();
    LimitedTransaction writes = new LimitedTransaction(me, now);
    // Each challenge allows some guesses, so it counts as an attempt at the password does.
    AttemptLimits.Attempt attempt = limits.attempt(me, me.id().value());
    attempt.count(writes);
    Challenge challenge = challenges.prepare(draft(me, read.account().get(), appIsOn), writes);
    Optional<IdentityRefusal> beyondLimit = writes.commitOnce(table.platformAnd(tenant));
    if (beyondLimit.isPresent()) {
      Optional<PersonId> personId = Optional.of(me.id());
      // An app needs no code, so only attempts can be beyond their limit.
      if (appIsOn) {
        reached.byAttempts(me, attempt.note(), personId, now);
      } else {
        reached.byCodes(me, me.id().value(), personId, now);
      }
    }
    return Result.unless(beyondLimit, () -> challenge);
  }

  private static ChallengeDraft draft(Actor.Person me, Account account, boolean appIsOn) {
    ChallengeDraft draft =
        appIsOn
            ? ChallengeDraft.totp(Challenge.Purpose.STEP_UP)
            : ChallengeDraft.of(
                Challenge.Purpose.STEP_UP, Channel.SMS, new Target.Phone(account.person().phone()));
    return draft
        .person(account)
        .session(me.session())
        .credentials(account.verifiedCredentials().map(Credentials::id))
        .askedBy(Asker.of(me.role(), account.person().phoneVerified()));
  }
}

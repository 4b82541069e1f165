package io.marcado.identity.accounts.codes;

import io.marcado.domain.Actor;
import io.marcado.domain.CheckReturnValue;
import io.marcado.domain.Ids;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.Result;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.limits.Asker;
import io.marcado.identity.accounts.limits.CodeLimits;
import io.marcado.identity.accounts.limits.LimitedTransaction;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/**
 * Creates challenges, which only the holder of a phone or a mailbox can answer. {@link Deliveries}
 * makes the secret, once the challenge is written.
 */
@CheckReturnValue
@Singleton
public final class Challenges {
  private final CodeLimits limits;
  private final Table table;
  private final Ids ids;

  public Challenges(CodeLimits limits, Table table, Ids ids) {
    this.limits = limits;
    this.table = table;
    this.ids = ids;
  }

  /**
   * Prepares a challenge: adds it, and the count of its code against all limits, to the writes of a
   * transaction. A decoy counts too.
   *
   * @param plan the business's plan, if the caller has read it; the limit depends on it
   */
  public Challenge prepare(ChallengeDraft draft, LimitedTransaction writes, Optional<String> plan) {
    String id =
        draft.purpose().message().secret() == AccountMessage.Secret.TOKEN
            ? ids.next()
            : ids.nextLong();
    Challenge challenge =
        draft.challenge(writes.actor().tenant(), id, writes.now().plus(Challenge.LIFETIME));
    draft.counted().ifPresent(to -> count(draft.asker(), to, writes, plan));
    writes.add(ChallengeStore.create(challenge, draft.sent().map(to -> delivery(challenge, to))));
    return challenge;
  }

  /** Writes a challenge in its own transaction; refused beyond the limits. */
  public Result<Challenge, IdentityRefusal> open(Actor actor, ChallengeDraft draft, Instant now) {
    LimitedTransaction writes = new LimitedTransaction(actor, now);
    Challenge challenge = prepare(draft, writes, Optional.empty());
    return Result.unless(writes.commitOnce(table.platformAnd(actor.tenant())), () -> challenge);
  }

  private void count(Asker asker, Target to, LimitedTransaction writes, Optional<String> plan) {
    switch (to) {
      case Target.Phone(PhoneNumber number) -> limits.count(writes, number, asker, plan);
      case Target.Email(String address) -> limits.count(writes, address, asker, plan);
    }
  }

  private static Delivery delivery(Challenge challenge, Target to) {
    return new Delivery(
        challenge.purpose().message(),
        challenge.factor().channel().orElseThrow(),
        to,
        challenge.purpose().name(),
        challenge.id(),
        challenge.expiresAt());
  }
}

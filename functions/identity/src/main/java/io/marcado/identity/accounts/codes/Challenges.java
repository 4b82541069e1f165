package io.marcado.identity.accounts.codes;

import io.marcado.domain.Actor;
import io.marcado.domain.CheckReturnValue;
import io.marcado.domain.Ids;
import io.marcado.domain.Result;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.accounts.limits.CodeLimits;
import io.marcado.identity.accounts.limits.LimitedTransaction;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
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
   * Prepares a challenge: adds it, and the count of its request against all limits, to the writes
   * of a transaction. A decoy counts too.
   */
  public Challenge prepare(ChallengeDraft draft, LimitedTransaction writes) {
    String id =
        draft.purpose().message().secret() == AccountMessage.Secret.TOKEN
            ? ids.next()
            : ids.nextLong();
    Challenge challenge =
        draft.challenge(writes.actor().tenant(), id, writes.now().plus(Challenge.LIFETIME));
    draft.counted().ifPresent(to -> limits.count(writes, to, draft.asker()));
    writes.add(
        ChallengeStore.create(
            challenge, draft.sent().map(to -> delivery(challenge, to, draft.locale()))));
    return challenge;
  }

  /** Writes a challenge in its own transaction; refused beyond the limits. */
  public Result<Challenge, IdentityRefusal> open(Actor actor, ChallengeDraft draft, Instant now) {
    return open(actor, draft, Map.of(), now);
  }

  /**
   * The same, where the counters were read before: a flood beyond its limits writes nothing.
   *
   * @param read {@link CodeLimits#counters} among others; a counter at zero is missing
   */
  public Result<Challenge, IdentityRefusal> open(
      Actor actor, ChallengeDraft draft, Map<ItemKey, Item> read, Instant now) {
    LimitedTransaction writes = new LimitedTransaction(actor, now);
    Challenge challenge = prepare(draft, writes);
    return Result.unless(
        writes.foretold(read).or(() -> writes.commitOnce(table.platformAnd(actor.tenant()))),
        () -> challenge);
  }

  private static Delivery delivery(Challenge challenge, Target to, Optional<Locale> locale) {
    return new Delivery(
        challenge.purpose().message(),
        challenge.factor().channel().orElseThrow(),
        to,
        locale,
        challenge.purpose().name(),
        challenge.id(),
        challenge.expiresAt(),
        Optional.of(challenge.asker()));
  }
}

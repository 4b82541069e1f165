package io.marcado.identity.accounts.codes;

import io.marcado.domain.Ids;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.identity.IdentityProblems;
import io.marcado.identity.accounts.limits.CodeLimits;
import io.marcado.identity.accounts.limits.LimitedTransaction;
import io.marcado.platform.http.Call;
import io.marcado.platform.http.Problem;
import io.marcado.platform.table.Table;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Asks for answers that only the holder of a phone or a mailbox can give. The secret itself is made
 * and sent by {@link SendCodesHandler}, after the challenge was written.
 */
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
   * transaction. A decoy is counted just the same.
   *
   * @param writes to be committed by {@link LimitedTransaction#commit}, which makes a limit that is
   *     reached a 429
   */
  public Challenge prepare(Call call, ChallengeDraft draft, LimitedTransaction writes) {
    return prepare(call, draft, writes, Optional.empty());
  }

  /**
   * The same, without a read.
   *
   * @param plan the business's, by which its limit goes: read together with what else was read
   */
  public Challenge prepare(
      Call call, ChallengeDraft draft, LimitedTransaction writes, Optional<String> plan) {
    TenantId tenant = call.tenant();
    Challenge challenge =
        new Challenge(
            tenant,
            draft.purpose().message().secret() == Message.Secret.TOKEN
                ? ids.next()
                : ids.nextLong(),
            draft.purpose(),
            draft.channel(),
            draft.asker(),
            draft.userId(),
            draft.credentialsId(),
            draft.userVersion(),
            draft.sessionId(),
            draft.to().filter(_ -> draft.purpose() == Challenge.Purpose.CONTACT),
            draft.to().map(to -> to.fingerprint(tenant)),
            draft.secondId(),
            draft.to().flatMap(Challenges::country),
            call.now().plus(Challenge.LIFETIME),
            Optional.empty());
    draft.to().ifPresent(to -> count(call, draft, to, writes, plan));
    writes.add(
        ChallengeStore.create(
            challenge, draft.to().filter(_ -> !draft.decoy()).map(to -> delivery(challenge, to))));
    return challenge;
  }

  /**
   * Makes a challenge that needs no other writes.
   *
   * @throws Problem 429 when a limit is reached
   */
  public Challenge open(Call call, ChallengeDraft draft) {
    LimitedTransaction writes = new LimitedTransaction(call.now());
    Challenge challenge = prepare(call, draft, writes);
    IdentityProblems.requireNone(writes.commitOnce(table.platformAnd(call.tenant())));
    return challenge;
  }

  private void count(
      Call call,
      ChallengeDraft draft,
      Target to,
      LimitedTransaction writes,
      Optional<String> plan) {
    switch (to) {
      case Target.Phone(PhoneNumber number) ->
          limits.count(writes, call.tenant(), number, call.sourceAddress(), draft.asker(), plan);
      case Target.Email(String address) ->
          limits.count(writes, call.tenant(), address, call.sourceAddress(), draft.asker(), plan);
    }
  }

  private static Delivery delivery(Challenge challenge, Target to) {
    return new Delivery(
        challenge.purpose().message(),
        challenge.channel(),
        to,
        challenge.purpose().name(),
        challenge.id(),
        challenge.expiresAt());
  }

  private static Optional<String> country(Target to) {
    return to instanceof Target.Phone(PhoneNumber number)
        ? Optional.of(number.country())
        : Optional.empty();
  }
}

package io.marcado.identity.accounts.codes;

import io.marcado.identity.accounts.limits.CodeDebt;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Marks challenges with a right answer as used. */
@Singleton
public final class UsedChallenges {
  private final CodeDebt debt;

  public UsedChallenges(CodeDebt debt) {
    this.debt = debt;
  }

  /**
   * The writes for the transaction that the answer allows. They mark the challenge as used, and
   * count its code as verified if one went out. One is refused when the code, or a newer one for
   * the same purpose and contact, was already used.
   */
  public List<Write> writes(Challenge challenge) {
    List<Write> writes = new ArrayList<>();
    writes.add(ChallengeStore.use(challenge));
    challenge.sentTo().ifPresent(sentTo -> writes.add(ChallengeStore.endOlder(challenge, sentTo)));
    challenge
        .country()
        .ifPresent(
            country -> writes.add(debt.decrease(challenge.tenant(), country, challenge.asker())));
    return writes;
  }
}

package io.marcado.identity.accounts.codes;

import io.marcado.identity.accounts.limits.CodeDebt;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Uses up challenges that were answered. */
@Singleton
public final class UsedChallenges {
  private final CodeDebt debt;

  public UsedChallenges(CodeDebt debt) {
    this.debt = debt;
  }

  /**
   * The writes that go into the transaction of what was asked for: the challenge is used up, and
   * its code, if one was sent, counts as verified. The first is refused when it was used already.
   */
  public List<Write> writes(Challenge challenge) {
    List<Write> writes = new ArrayList<>();
    writes.add(ChallengeStore.use(challenge));
    challenge
        .country()
        .ifPresent(
            country -> writes.add(debt.decrease(challenge.tenant(), country, challenge.asker())));
    return writes;
  }
}

package io.marcado.identity.accounts.codes;

import io.marcado.identity.accounts.limits.CodeDebt;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Uses up challenges whose answer came. */
@Singleton
public final class UsedChallenges {
  private final CodeDebt debt;

  public UsedChallenges(CodeDebt debt) {
    this.debt = debt;
  }

  /**
   * The writes for the transaction that the answer allows. They use the challenge up, and count its
   * code as verified, if one went out. The first is refused when the code was already used.
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

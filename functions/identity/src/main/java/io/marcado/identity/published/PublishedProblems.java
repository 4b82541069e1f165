package io.marcado.identity.published;

import io.marcado.identity.IdentityProblems;
import io.marcado.identity.IdentityRefusal;
import io.marcado.identity.IdentityRefusal.CodeUse;
import io.marcado.platform.http.Problem;

/** What other capabilities answer to what identity refuses them. */
public final class PublishedProblems {
  private PublishedProblems() {}

  /** The answer to a proof that is not good. */
  public static Problem of(PhoneProofs.Refusal refusal) {
    return IdentityProblems.of(
        switch (refusal) {
          case PhoneProofs.Wrong(int attemptsLeft) -> new IdentityRefusal.InvalidCode(attemptsLeft);
          case PhoneProofs.Expired _ -> new IdentityRefusal.CodeExpired(CodeUse.PHONE_PROOF);
        });
  }

  /** The answer when a phone has as many businesses as it may. */
  public static Problem tooManyBusinesses(int most) {
    return IdentityProblems.of(new IdentityRefusal.TooManyBusinesses(most));
  }
}

package io.marcado.identity.accounts.login;

import io.marcado.identity.IdentityProblem;
import io.marcado.platform.http.Problem;

/** The one answer to every code that opens nothing. */
final class InvalidCode {
  private InvalidCode() {}

  static Problem problem() {
    return new Problem(
        IdentityProblem.INVALID_CODE,
        "The code is not the one that was sent, or it was used, guessed at too often or is older"
            + " than five minutes. Log in again for a new one.");
  }
}

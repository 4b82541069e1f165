package io.marcado.privacy;

import io.marcado.identity.published.ErasureRefusal;
import io.marcado.platform.auth.Authentication;
import io.marcado.platform.http.Problem;

/** The one place that turns what privacy refuses into answers. */
final class PrivacyProblems {
  private PrivacyProblems() {}

  /** The answer to a refused erasure. */
  static Problem of(ErasureRefusal refusal) {
    return switch (refusal) {
      case ErasureRefusal.LastOwner _ ->
          new Problem(
              PrivacyProblem.LAST_OWNER,
              "This is the last owner who can sign in. Hand the business over first.");
    };
  }

  /** The answer to a person who was erased after the token was checked. */
  static Problem erased() {
    return Authentication.refused();
  }
}

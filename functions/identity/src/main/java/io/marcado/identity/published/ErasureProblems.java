package io.marcado.identity.published;

import io.marcado.identity.IdentityProblems;
import io.marcado.identity.IdentityRefusal;
import io.marcado.platform.http.Problem;

/** How identity answers a refused erasure, for the capability that has the request. */
public final class ErasureProblems {
  private ErasureProblems() {}

  /** The answer to a refusal. */
  public static Problem of(ErasureRefusal refusal) {
    return switch (refusal) {
      case ErasureRefusal.LastOwner _ -> IdentityProblems.of(new IdentityRefusal.LastOwner());
    };
  }
}

package io.marcado.origin;

import io.marcado.platform.http.CommonProblem;
import io.marcado.platform.http.Problem;

/** The one place that makes the problems of the origin. */
final class OriginProblems {
  private OriginProblems() {}

  /** The answer to a method and path that no operation has. */
  static Problem noSuchRoute() {
    return new Problem(
        CommonProblem.NO_SUCH_ROUTE,
        "No operation has this method and path. The origin's /docs shows those that there are.");
  }
}

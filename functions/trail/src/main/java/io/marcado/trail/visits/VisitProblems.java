package io.marcado.trail.visits;

import io.marcado.platform.http.Problem;

/** The problems of counting. */
final class VisitProblems {
  private VisitProblems() {}

  /** For somebody who is not there, or not for the caller. */
  static Problem nobody() {
    return Problem.notFound("person");
  }
}

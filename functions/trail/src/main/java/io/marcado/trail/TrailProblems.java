package io.marcado.trail;

import io.marcado.platform.http.Problem;

/** The problems of what is read here. */
public final class TrailProblems {
  private TrailProblems() {}

  /** For what is not there, or not for the caller. */
  public static Problem notFound(String noun) {
    return Problem.notFound(noun);
  }
}

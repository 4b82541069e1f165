package io.marcado.privacy;

import io.marcado.platform.http.ProblemCode;

/** Problems that privacy answers with, beside those that any endpoint has. */
public enum PrivacyProblem implements ProblemCode {
  LAST_OWNER("last-owner", 409, "A business keeps an owner");

  private final Kind kind;

  PrivacyProblem(String code, int status, String title) {
    this.kind = new Kind(code, status, title);
  }

  @Override
  public Kind kind() {
    return kind;
  }
}

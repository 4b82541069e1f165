package io.marcado.identity;

import io.marcado.platform.http.ProblemCode;

/** Problems that only identity answers with. */
public enum IdentityProblem implements ProblemCode {
  PHONE_TAKEN("phone-taken", 409, "The phone is taken"),
  /** A wrong password and an account that does not exist: the two must look alike. */
  INVALID_CREDENTIALS("invalid-credentials", 401, "Phone, e-mail or password is wrong"),
  /** A wrong code, and a challenge that is used up, expired or unknown. */
  INVALID_CODE("invalid-code", 401, "The code is wrong or no longer good");

  private final Kind kind;

  IdentityProblem(String code, int status, String title) {
    this.kind = new Kind(code, status, title);
  }

  @Override
  public Kind kind() {
    return kind;
  }
}

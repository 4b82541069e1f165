package io.marcado.tenants.signup;

import io.marcado.platform.http.ProblemCode;

/** Problems of signing up. */
enum TenantProblem implements ProblemCode {
  SLUG_TAKEN("slug-taken", 409, "The slug is taken");

  private final String code;
  private final int status;
  private final String title;

  TenantProblem(String code, int status, String title) {
    this.code = code;
    this.status = status;
    this.title = title;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String title() {
    return title;
  }
}

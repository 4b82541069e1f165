package io.marcado.tenants;

import io.marcado.platform.http.ProblemCode;

/** Problems of signing up. */
enum TenantProblem implements ProblemCode {
  SLUG_TAKEN("slug-taken", 409, "The slug is taken");

  private final Kind kind;

  TenantProblem(String code, int status, String title) {
    this.kind = new Kind(code, status, title);
  }

  @Override
  public Kind kind() {
    return kind;
  }
}

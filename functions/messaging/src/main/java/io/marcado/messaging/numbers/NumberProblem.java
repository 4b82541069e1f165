package io.marcado.messaging.numbers;

import io.marcado.platform.http.ProblemCode;

/** Problems of a business's own number. */
enum NumberProblem implements ProblemCode {
  NUMBER_TAKEN("whatsapp-number-taken", 409, "The number is linked elsewhere");

  private final Kind kind;

  NumberProblem(String code, int status, String title) {
    this.kind = new Kind(code, status, title);
  }

  @Override
  public Kind kind() {
    return kind;
  }
}

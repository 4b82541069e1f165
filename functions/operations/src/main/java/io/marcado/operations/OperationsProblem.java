package io.marcado.operations;

import io.marcado.platform.http.ProblemCode;

/** Problems of operations. */
enum OperationsProblem implements ProblemCode {
  NOT_STEERABLE("not-steerable", 409, "This cannot be done to this queue"),
  PURGE_IN_PROGRESS("purge-in-progress", 409, "This queue is being purged"),
  CONSUMER_CHANGING("consumer-changing", 409, "This consumer is changing");

  private final Kind kind;

  OperationsProblem(String code, int status, String title) {
    this.kind = new Kind(code, status, title);
  }

  @Override
  public Kind kind() {
    return kind;
  }
}

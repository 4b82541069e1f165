package io.marcado.bookings.blocks;

import io.marcado.platform.http.ProblemCode;

/** Problems of blocks alone. */
enum BlockProblem implements ProblemCode {
  TOO_MANY_BLOCKS("too-many-blocks", 409, "The business has as many blocks as it may have");

  private final Kind kind;

  BlockProblem(String code, int status, String title) {
    this.kind = new Kind(code, status, title);
  }

  @Override
  public Kind kind() {
    return kind;
  }
}

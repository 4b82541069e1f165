package io.marcado.platform.paging;

/** The position at which a page should start is none of this list. */
public final class ForeignPositionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ForeignPositionException() {
    // A refusal, not a defect: nobody reads its stack trace, and filling one is slow.
    super("not a position of this list", null, false, false);
  }
}

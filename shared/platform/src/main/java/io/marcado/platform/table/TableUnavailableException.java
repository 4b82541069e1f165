package io.marcado.platform.table;

/** The table is too busy to answer now; the same request may be sent again later. */
public final class TableUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TableUnavailableException() {
    super("the table is busy");
  }
}

package io.marcado.platform.table;

/** The table is too busy. Nothing was written; the caller may retry later. */
public final class TableUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TableUnavailableException() {
    super("the table is busy");
  }
}

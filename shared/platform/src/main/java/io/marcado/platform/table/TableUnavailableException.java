package io.marcado.platform.table;

/** The table is too busy: what was asked was not done, and may be asked again later. */
public final class TableUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TableUnavailableException() {
    super("the table is busy");
  }
}

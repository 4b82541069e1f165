package io.marcado.local.functions;

/** The handler threw, or did not end in time. On Lambda: an answer with a function error. */
public final class FunctionFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final String errorType;

  FunctionFailed(String function, String errorType, String message, Throwable cause) {
    super(function + ": " + errorType + ": " + message, cause);
    this.errorType = errorType;
  }

  /** The class of what was thrown, or {@code Sandbox.Timedout}. */
  public String errorType() {
    return errorType;
  }
}

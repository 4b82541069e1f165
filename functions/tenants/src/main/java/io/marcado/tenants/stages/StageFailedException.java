package io.marcado.tenants.stages;

import org.jspecify.annotations.Nullable;

/** A stage could not be made. Nothing is lost: it may be tried again. */
public final class StageFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message without anything that a person sent
   */
  public StageFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

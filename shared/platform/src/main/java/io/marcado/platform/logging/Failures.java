package io.marcado.platform.logging;

import io.marcado.platform.config.Variables.InvalidConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * What of a failure may be logged: the classes of it and of its causes, what AWS calls it, and the
 * stacks. Never a message, which may quote what somebody sent; the one exception names variables.
 */
public final class Failures {
  /** Longer chains of causes are circles, or tell nothing more. */
  private static final int MOST_CAUSES = 8;

  private Failures() {}

  /** One line: the failure and its causes. */
  public static String summary(Throwable failure) {
    StringBuilder summary = new StringBuilder(name(failure));
    Throwable cause = failure.getCause();
    for (int i = 0; cause != null && i < MOST_CAUSES; i++, cause = cause.getCause()) {
      summary.append(" <- ").append(name(cause));
    }
    return summary.toString();
  }

  /** The same with all stacks, to be handed to a logger. */
  public static Throwable withoutMessages(Throwable failure) {
    return copy(failure, MOST_CAUSES);
  }

  private static Throwable copy(Throwable failure, int depth) {
    Throwable cause = failure.getCause();
    Throwable copy =
        new Throwable(name(failure), cause == null || depth == 0 ? null : copy(cause, depth - 1));
    copy.setStackTrace(failure.getStackTrace());
    return copy;
  }

  private static String name(Throwable failure) {
    String type = failure.getClass().getName();
    return switch (failure) {
      case InvalidConfiguration invalid -> type + ": " + invalid.getMessage();
      case AwsServiceException refused when refused.awsErrorDetails() != null ->
          "%s (%s, %d)"
              .formatted(type, refused.awsErrorDetails().errorCode(), refused.statusCode());
      case AwsServiceException refused -> "%s (%d)".formatted(type, refused.statusCode());
      default -> type;
    };
  }
}

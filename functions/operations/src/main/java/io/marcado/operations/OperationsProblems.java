package io.marcado.operations;

import io.marcado.domain.FaultCode;
import io.marcado.platform.http.Problem;
import java.time.Duration;

/** The one place that makes the problems of operations. */
public final class OperationsProblems {
  /** SQS takes one purge of a queue in so long. */
  private static final Duration BETWEEN_PURGES = Duration.ofSeconds(60);

  /** A consumer changes within a minute, and mostly in seconds. */
  private static final Duration CHANGING = Duration.ofSeconds(10);

  private OperationsProblems() {}

  /** For what was done too often. */
  public static Problem tooOften(Duration wait) {
    return Problem.tooManyRequests(wait);
  }

  public static Problem noSuchQueue() {
    return Problem.notFound("queue");
  }

  /** The codes for which people wait come from the table's stream. */
  public static Problem notSteerable() {
    return new Problem(
        OperationsProblem.NOT_STEERABLE,
        "Codes come from the table's stream: without them nobody signs in, and old ones are void."
            + " Purge those that failed. To stop the messages of one business, see"
            + " docs/operations.md.");
  }

  public static Problem purgeInProgress() {
    return new Problem(
            OperationsProblem.PURGE_IN_PROGRESS, "A queue is purged once in 60 seconds at most.")
        .retryAfter(BETWEEN_PURGES);
  }

  /**
   * New messages in the queue might go with the purged ones.
   *
   * @param wait until it may not
   */
  public static Problem stillPurging(Duration wait) {
    return new Problem(
            OperationsProblem.PURGE_IN_PROGRESS,
            "The waiting messages of this queue are being purged, and new ones may go too.")
        .retryAfter(wait);
  }

  public static Problem consumerChanging() {
    return new Problem(
            OperationsProblem.CONSUMER_CHANGING,
            "This consumer is being stopped, started or changed. Nothing was done; send it again.")
        .retryAfter(CHANGING);
  }

  /**
   * @param queue the name that the request must repeat
   */
  public static Problem notConfirmed(String queue) {
    return Problem.invalid(
        "/confirm", FaultCode.CONFLICT, "must be the queue's own name: " + queue);
  }
}

package io.marcado.operations.queues;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A queue as operators see it. SQS counts approximately.
 *
 * @param also other names of what it carries
 * @param visible messages that wait; null where nobody counts, as for codes
 * @param inFlight messages with the consumer
 * @param delayed messages that wait until their time comes
 * @param failed messages that were given up
 */
public record QueueStatus(
    String queue,
    List<String> also,
    @Nullable Integer visible,
    @Nullable Integer inFlight,
    @Nullable Integer delayed,
    int failed,
    @Nullable Consumer consumer) {

  /** Whether messages are taken out of a queue. */
  public enum Consumer {
    RUNNING,
    STOPPED,
    /** Something changes the consumer, and AWS does not say to what. */
    CHANGING
  }
}

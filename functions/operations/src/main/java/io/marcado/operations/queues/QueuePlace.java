package io.marcado.operations.queues;

import java.util.Optional;

/**
 * Where a queue is.
 *
 * @param work empty for what comes from the table's stream
 * @param failed the dead letters
 */
record QueuePlace(Optional<Work> work, String failed) {

  /**
   * Where work waits, and what takes it.
   *
   * @param queue its name in SQS
   * @param consumer the id of the mapping that gives it to its function
   */
  record Work(String queue, String consumer) {}
}

package io.marcado.operations.queues;

import io.marcado.operations.OperationsProblems;

/** The names of queues in requests. */
final class QueueNames {
  private QueueNames() {}

  /** The queue that goes by this name; 404 for none. */
  static QueueName of(String name) {
    return QueueName.find(name).orElseThrow(OperationsProblems::noSuchQueue);
  }
}

package io.marcado.local.template;

import java.util.Optional;

/**
 * An AWS::SQS::Queue.
 *
 * @param visibilityTimeoutSeconds how long a received message stays hidden; 30 by default, as on
 *     AWS
 */
public record QueueDeclaration(
    String logicalId,
    String name,
    int visibilityTimeoutSeconds,
    int delaySeconds,
    Optional<Redrive> redrive) {

  /** After {@code maxReceiveCount} receives without a delete, the message goes to another queue. */
  public record Redrive(String deadLetterQueueName, int maxReceiveCount) {}
}

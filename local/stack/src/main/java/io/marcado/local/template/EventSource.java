package io.marcado.local.template;

import java.util.List;
import java.util.Optional;

/** What invokes a function besides HTTP. */
public sealed interface EventSource {

  /**
   * A queue.
   *
   * @param mappingId what {@code !Ref} gives of the mapping; on AWS it is a UUID
   * @param reportsItemFailures the function names the messages that are to come again
   */
  record Queue(String mappingId, String queueName, int batchSize, boolean reportsItemFailures)
      implements EventSource {}

  /**
   * A DynamoDB stream.
   *
   * @param filters patterns as JSON; a record that matches none is skipped; none at all lets all
   *     pass
   * @param maximumRetryAttempts -1 = as long as the record lives
   * @param onFailureArn where batches go that were given up
   */
  record Stream(
      int batchSize,
      List<String> filters,
      int maximumRetryAttempts,
      boolean bisectOnError,
      boolean reportsItemFailures,
      Optional<String> onFailureArn)
      implements EventSource {}

  /**
   * @param expression {@code rate(…)} or {@code cron(…)}
   * @param input the event; empty = an EventBridge scheduled event
   */
  record Schedule(String name, String expression, Optional<String> input) implements EventSource {}
}

package io.marcado.platform.events;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import io.marcado.domain.TenantId;
import io.marcado.platform.logging.RequestLog;
import io.marcado.platform.table.PartitionKey;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A function that is fed by the table's stream, in order for each item. Records may come again. The
 * first record that fails ends the batch, and the stream goes on from there, so that order is kept.
 */
public abstract class StreamConsumer extends EventFunction<DynamodbEvent, StreamsEventResponse> {
  private final RequestLog log = getApplicationContext().getBean(RequestLog.class);

  protected StreamConsumer() {
    super(DynamodbEvent.class);
  }

  /**
   * Deals with changes in their order.
   *
   * @return how many, from the first, need not come again
   */
  protected abstract int consume(List<ItemChange> changes);

  @Override
  final StreamsEventResponse handle(DynamodbEvent event) {
    List<DynamodbStreamRecord> records =
        event.getRecords() == null ? List.of() : event.getRecords();
    if (records.isEmpty()) {
      return new StreamsEventResponse(List.of());
    }
    long started = System.nanoTime();
    String first = records.getFirst().getDynamodb().getSequenceNumber();
    try (RequestLog.Scope scope = log.open(Optional.empty(), first, first)) {
      tenant(records).ifPresent(scope::tenant);
      int done = 0;
      try {
        done = consume(records.stream().map(ItemChange::new).toList());
      } catch (RuntimeException e) {
        scope.failed(e);
      }
      boolean complete = done >= records.size();
      scope.finished(getClass(), complete ? 200 : 500, System.nanoTime() - started);
      return complete
          ? new StreamsEventResponse(List.of())
          : new StreamsEventResponse(
              List.of(
                  new StreamsEventResponse.BatchItemFailure(
                      records.get(done).getDynamodb().getSequenceNumber())));
    }
  }

  // A batch may be of several tenants; then none is named, and each event tells its own.
  private static Optional<TenantId> tenant(List<DynamodbStreamRecord> records) {
    Set<TenantId> tenants = new HashSet<>();
    for (DynamodbStreamRecord record : records) {
      Map<String, AttributeValue> keys = record.getDynamodb().getKeys();
      AttributeValue partition = keys == null ? null : keys.get("pk");
      Optional<TenantId> tenant =
          partition == null ? Optional.empty() : PartitionKey.tenantOf(partition.getS());
      if (tenant.isEmpty()) {
        return Optional.empty();
      }
      tenants.add(tenant.get());
    }
    return tenants.size() == 1 ? tenants.stream().findFirst() : Optional.empty();
  }
}

package io.marcado.local.app.soak;

import io.marcado.domain.TenantId;
import io.marcado.local.app.soak.History.RowState;
import io.marcado.local.dynamodb.DynamoDbLocal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Follows the table's stream from one moment on, to see every state that its items ever had. */
final class StreamTrail implements AutoCloseable {
  private final DynamoDbStreamsClient streams;
  private final Deque<String> iterators = new ArrayDeque<>();
  private final List<RowState> rows = new ArrayList<>();
  private final Set<String> notes = new HashSet<>();

  /** From now on. */
  StreamTrail(DynamoDbLocal table) {
    streams = table.streams();
    String stream =
        table
            .client()
            .describeTable(request -> request.tableName(table.tableName()))
            .table()
            .latestStreamArn();
    StreamDescription description =
        streams.describeStream(request -> request.streamArn(stream)).streamDescription();
    description
        .shards()
        .forEach(
            shard ->
                iterators.add(
                    streams
                        .getShardIterator(
                            request ->
                                request
                                    .streamArn(stream)
                                    .shardId(shard.shardId())
                                    .shardIteratorType(ShardIteratorType.LATEST))
                        .shardIterator()));
  }

  /** Reads what happened to a tenant's items up to now. */
  void follow(TenantId tenant) {
    while (!iterators.isEmpty()) {
      String iterator = iterators.remove();
      GetRecordsResponse response =
          streams.getRecords(request -> request.shardIterator(iterator).limit(1000));
      for (Record record : response.records()) {
        RowItems.state(record.dynamodb().newImage(), RowItems.partition(tenant))
            .ifPresent(rows::add);
        RowItems.note(record.dynamodb().newImage(), tenant).ifPresent(notes::add);
      }
      // An open shard always has a next iterator; one that returned nothing is at its end.
      if (response.nextShardIterator() != null && !response.records().isEmpty()) {
        iterators.add(response.nextShardIterator());
      }
    }
  }

  /** Every state of a day row. */
  List<RowState> rows() {
    return List.copyOf(rows);
  }

  /** Every note that a booking ever had. */
  Set<String> notes() {
    return Set.copyOf(notes);
  }

  @Override
  public void close() {
    streams.close();
  }
}

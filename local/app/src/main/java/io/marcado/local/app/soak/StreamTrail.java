package io.marcado.local.app.soak;

import io.marcado.local.app.soak.History.RowState;
import io.marcado.local.dynamodb.DynamoDbLocal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Follows the table's stream from one moment on, to see every state that its items ever had. */
final class StreamTrail implements AutoCloseable {
  private final DynamoDbStreamsClient streams;
  private final Deque<String> iterators = new ArrayDeque<>();

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

  /** The states of day rows in a partition that begins so, up to now. */
  List<RowState> rowsOf(String partition) {
    List<RowState> states = new ArrayList<>();
    while (!iterators.isEmpty()) {
      String iterator = iterators.remove();
      GetRecordsResponse response =
          streams.getRecords(request -> request.shardIterator(iterator).limit(1000));
      for (Record record : response.records()) {
        RowItems.state(record.dynamodb().newImage(), partition).ifPresent(states::add);
      }
      // An open shard always has a next iterator; one that returned nothing is at its end.
      if (response.nextShardIterator() != null && !response.records().isEmpty()) {
        iterators.add(response.nextShardIterator());
      }
    }
    return states;
  }

  @Override
  public void close() {
    streams.close();
  }
}

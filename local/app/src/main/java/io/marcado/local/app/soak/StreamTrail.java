package io.marcado.local.app.soak;

import io.marcado.bookings.events.MadeBookings;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.store.BookingItem;
import io.marcado.domain.TenantId;
import io.marcado.local.app.soak.History.RowState;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.platform.table.Item;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Follows the table's stream from one moment on, to see every state that a tenant's items ever had.
 */
final class StreamTrail implements AutoCloseable {
  private final DynamoDbStreamsClient streams;
  private final Deque<String> iterators = new ArrayDeque<>();
  private final List<RowState> rows = new ArrayList<>();
  private final Set<String> notes = new HashSet<>();
  private final List<Booking> versions = new ArrayList<>();
  private final Map<String, String> makers = new HashMap<>();
  private final TenantId tenant;
  private final Consumer<List<MadeBookings.Made>> made;

  /**
   * From now on.
   *
   * @param made told of made bookings: removes the notes of made bookings, as functions/relay lets
   *     it
   */
  StreamTrail(DynamoDbLocal table, TenantId tenant, Consumer<List<MadeBookings.Made>> made) {
    this.tenant = tenant;
    this.made = made;
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

  /** Reads what happened up to now. */
  synchronized void follow() {
    List<String> ends = new ArrayList<>();
    while (!iterators.isEmpty()) {
      String iterator = iterators.remove();
      GetRecordsResponse response =
          streams.getRecords(request -> request.shardIterator(iterator).limit(1000));
      for (Record record : response.records()) {
        RowItems.state(record.dynamodb().newImage(), RowItems.partition(tenant))
            .ifPresent(rows::add);
        RowItems.note(record.dynamodb().newImage(), tenant).ifPresent(notes::add);
        if (RowItems.isOfBooking(record.dynamodb().keys(), tenant)) {
          booking(record);
        }
      }
      // An open shard always has a next iterator; one that returned nothing is at its end.
      if (response.nextShardIterator() != null) {
        (response.records().isEmpty() ? ends : iterators).add(response.nextShardIterator());
      }
    }
    iterators.addAll(ends);
  }

  private void booking(Record record) {
    Optional<Item> after = image(record.dynamodb().newImage());
    after
        .filter(BookingItem::isBooking)
        .ifPresent(
            item -> {
              Booking version = BookingItem.fromItem(item);
              versions.add(version);
              item.optionalText("maker")
                  .ifPresent(maker -> makers.put(version.id().value(), maker));
            });
    made.accept(MadeBookings.Made.by(tenant, image(record.dynamodb().oldImage()), after));
  }

  private static Optional<Item> image(Map<String, AttributeValue> image) {
    return image.isEmpty() ? Optional.empty() : Optional.of(Item.of(image));
  }

  /** Every version of a booking, in order. */
  List<Booking> versions() {
    return List.copyOf(versions);
  }

  /** The attempt that made each booking. */
  Map<String, String> makers() {
    return Map.copyOf(makers);
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

package io.marcado.local.app.soak;

import io.marcado.local.app.soak.HistoryChecker.Wrong;
import io.marcado.local.dynamodb.InterceptedDynamoDb;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** What could be wrong with series, put between them and the table. */
enum SeriesBug {
  /** It is made although others have given it up, and given back some of its times. */
  IS_MADE_THOUGH_GIVEN_UP(Wrong.HALF_DONE),
  /** The one who gives it up does not look whether it is made. */
  IS_GIVEN_UP_THOUGH_MADE(Wrong.HALF_DONE),
  /** Of its holds every seventh becomes no booking. */
  FORGETS_AN_OCCURRENCE(Wrong.HALF_DONE),
  /** An occurrence that moves with it keeps its old time too. */
  KEEPS_THE_OLD_TIME(Wrong.ROWS_DIFFER),
  /** Of its bookings that move, are cancelled or decided every fourth is left behind. */
  LEAVES_ONE_BEHIND(Wrong.HALF_DONE),
  /** Every fourth does not say which change it followed, as if something else had become of it. */
  FORGETS_THE_CHANGE(Wrong.HALF_DONE),
  /** Of a change each booking tells. */
  TELLS_OF_EACH(Wrong.NOT_TOLD_ONCE);

  final Wrong sign;

  SeriesBug(Wrong sign) {
    this.sign = sign;
  }

  DynamoDbClient in(DynamoDbClient client) {
    AtomicInteger occasions = new AtomicInteger();
    return InterceptedDynamoDb.of(
        client,
        (operation, arguments, call) ->
            switch (arguments == null || arguments.length == 0 ? "" : arguments[0]) {
              case UpdateItemRequest update -> update(update, call);
              case PutItemRequest put -> put(put, call, occasions);
              case TransactWriteItemsRequest all -> all(all, call, occasions);
              default -> call.proceed(arguments);
            });
  }

  /** A rival that gives up sets the state, on condition that nothing is decided. */
  private Object update(UpdateItemRequest update, InterceptedDynamoDb.Call call) throws Throwable {
    try {
      return call.proceed(new Object[] {update});
    } catch (ConditionalCheckFailedException e) {
      if (this == IS_GIVEN_UP_THOUGH_MADE
          && isSeries(update.key())
          && update.expressionAttributeValues().containsValue(AttributeValue.fromS("LAPSED"))) {
        return UpdateItemResponse.builder().attributes(Map.of()).build();
      }
      throw e;
    }
  }

  private Object put(PutItemRequest put, InterceptedDynamoDb.Call call, AtomicInteger occasions)
      throws Throwable {
    if (this == IS_MADE_THOUGH_GIVEN_UP && isSeries(put.item())) {
      return call.proceed(
          new Object[] {
            put.toBuilder()
                .conditionExpression(null)
                .expressionAttributeNames(null)
                .expressionAttributeValues(null)
                .build()
          });
    }
    boolean books =
        put.item().containsKey("id")
            && put.item().containsKey("series")
            && put.expressionAttributeNames().containsValue("hold");
    if (this == FORGETS_AN_OCCURRENCE && books && occasions.incrementAndGet() % 7 == 0) {
      return PutItemResponse.builder().build();
    }
    return followed(put.item()).isEmpty()
        ? call.proceed(new Object[] {put})
        : this == LEAVES_ONE_BEHIND && occasions.incrementAndGet() % 4 == 0
            ? PutItemResponse.builder().build()
            : call.proceed(
                new Object[] {put.toBuilder().item(told(put.item(), occasions)).build()});
  }

  private Object all(
      TransactWriteItemsRequest all, InterceptedDynamoDb.Call call, AtomicInteger occasions)
      throws Throwable {
    boolean follows =
        all.transactItems().stream()
            .flatMap(item -> Stream.ofNullable(item.put()))
            .anyMatch(put -> followed(put.item()).isPresent());
    if (!follows) {
      return call.proceed(new Object[] {all});
    }
    if (this == LEAVES_ONE_BEHIND && occasions.incrementAndGet() % 4 == 0) {
      return TransactWriteItemsResponse.builder().build();
    }
    List<TransactWriteItem> items =
        all.transactItems().stream().map(item -> following(item, occasions)).toList();
    return call.proceed(new Object[] {all.toBuilder().transactItems(items).build()});
  }

  private TransactWriteItem following(TransactWriteItem item, AtomicInteger occasions) {
    Put put = item.put();
    if (put != null && followed(put.item()).isPresent()) {
      return item.toBuilder()
          .put(put.toBuilder().item(told(put.item(), occasions)).build())
          .build();
    }
    if (this != KEEPS_THE_OLD_TIME || item.update() == null) {
      return item;
    }
    Map<String, AttributeValue> values = new HashMap<>(item.update().expressionAttributeValues());
    values.computeIfPresent(":m1", (_, _) -> AttributeValue.fromN("0"));
    return item.toBuilder()
        .update(item.update().toBuilder().expressionAttributeValues(values).build())
        .build();
  }

  /** The change that this version of a booking follows. */
  private static Optional<AttributeValue> followed(Map<String, AttributeValue> booking) {
    return Optional.ofNullable(booking.get("seriesChanged"))
        .filter(version -> version.equals(booking.get("version")));
  }

  private Map<String, AttributeValue> told(
      Map<String, AttributeValue> booking, AtomicInteger occasions) {
    Map<String, AttributeValue> told = new HashMap<>(booking);
    if (this == TELLS_OF_EACH) {
      told.put("seriesChangeTells", AttributeValue.fromN("1"));
    }
    if (this == FORGETS_THE_CHANGE && occasions.incrementAndGet() % 4 == 0) {
      told.keySet().removeIf(name -> name.startsWith("seriesChange"));
    }
    return told;
  }

  private static boolean isSeries(Map<String, AttributeValue> item) {
    return AttributeValue.fromS("SERIES").equals(item.get("sk"));
  }
}

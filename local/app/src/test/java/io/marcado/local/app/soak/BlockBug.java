package io.marcado.local.app.soak;

import io.marcado.local.app.soak.HistoryChecker.Wrong;
import io.marcado.local.dynamodb.InterceptedDynamoDb;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** What could be wrong with blocks, put between them and the table. */
enum BlockBug {
  /** Every fourth row is not taken. */
  FORGETS_A_ROW(Wrong.NOT_BLOCKED),
  /** It does not look what bookings have in the rows, nor in the index. */
  DOES_NOT_LOOK(Wrong.BOOKED_BENEATH),
  /** Every fifth row gets its time back twice. */
  GIVES_BACK_TWICE(Wrong.OVER_CAPACITY),
  /** A block stands although it was given up, and all take so long that others give them up. */
  STANDS_THOUGH_GIVEN_UP(Wrong.NOT_BLOCKED);

  private static final int LONG_ENOUGH_MILLIS = 40;

  final Wrong sign;

  BlockBug(Wrong sign) {
    this.sign = sign;
  }

  DynamoDbClient in(DynamoDbClient client) {
    AtomicInteger rows = new AtomicInteger();
    return InterceptedDynamoDb.of(
        client,
        (operation, arguments, call) -> {
          Object first = arguments == null || arguments.length == 0 ? "" : arguments[0];
          if (first instanceof UpdateItemRequest update && isOfBlock(update)) {
            boolean takes = update.updateExpression().contains("SET #mark");
            if (this == FORGETS_A_ROW && takes && rows.incrementAndGet() % 4 == 0) {
              return UpdateItemResponse.builder().attributes(Map.of()).build();
            }
            Object answer = call.proceed(arguments);
            if (this == GIVES_BACK_TWICE && !takes && rows.incrementAndGet() % 5 == 0) {
              call.proceed(new Object[] {update.toBuilder().conditionExpression(null).build()});
            }
            return this == DOES_NOT_LOOK && takes
                ? UpdateItemResponse.builder()
                    .attributes(unbooked(((UpdateItemResponse) answer).attributes()))
                    .build()
                : answer;
          }
          if (this == DOES_NOT_LOOK
              && first instanceof QueryRequest query
              && "GSI1".equals(query.indexName())) {
            return QueryResponse.builder().items(List.of()).build();
          }
          if (this == STANDS_THOUGH_GIVEN_UP
              && first instanceof PutItemRequest put
              && put.item().containsKey("standing")) {
            Thread.sleep(LONG_ENOUGH_MILLIS);
            return call.proceed(
                new Object[] {
                  put.toBuilder()
                      .conditionExpression(null)
                      .expressionAttributeNames(null)
                      .expressionAttributeValues(null)
                      .build()
                });
          }
          return call.proceed(arguments);
        });
  }

  private static boolean isOfBlock(UpdateItemRequest update) {
    return update.hasExpressionAttributeNames()
        && update.expressionAttributeNames().containsKey("#mark");
  }

  private static Map<String, AttributeValue> unbooked(Map<String, AttributeValue> row) {
    Map<String, AttributeValue> changed = new HashMap<>(row);
    changed.replaceAll(
        (name, value) -> name.matches("c\\d+") ? AttributeValue.fromN("10000") : value);
    return changed;
  }
}

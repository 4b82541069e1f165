package io.marcado.local.app.soak;

import io.marcado.local.app.soak.HistoryChecker.Wrong;
import io.marcado.local.dynamodb.InterceptedDynamoDb;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** What could be wrong with seats of a session, put between the store and the table. */
enum SeatBug {
  /** A client who wants several seats takes one. */
  COUNTS_ONE_SEAT(Wrong.ROWS_DIFFER),
  /** Seats are taken beyond those that there are. */
  LOOKS_AT_NO_SEATS(Wrong.OVER_CAPACITY);

  final Wrong sign;

  SeatBug(Wrong sign) {
    this.sign = sign;
  }

  DynamoDbClient in(DynamoDbClient client) {
    return InterceptedDynamoDb.of(
        client,
        (_, arguments, call) ->
            arguments != null
                    && arguments.length > 0
                    && arguments[0] instanceof UpdateItemRequest update
                    && takesSeats(update)
                ? call.proceed(new Object[] {wrong(update)})
                : call.proceed(arguments));
  }

  private static boolean takesSeats(UpdateItemRequest update) {
    return Objects.requireNonNull(update.key().get("pk"))
            .s()
            .endsWith("#DAY#" + HistoryRun.YOGA.value())
        && update.updateExpression().contains("SET #note");
  }

  private UpdateItemRequest wrong(UpdateItemRequest update) {
    Map<String, AttributeValue> values = new HashMap<>(update.expressionAttributeValues());
    values.replaceAll(
        (_, value) ->
            value.n() == null
                ? value
                : AttributeValue.fromN("" + wrong(Integer.parseInt(value.n()))));
    return update.toBuilder().expressionAttributeValues(values).build();
  }

  /** Those that are added are few, those that may be taken before are nearly a thousand. */
  private int wrong(int number) {
    return switch (this) {
      case COUNTS_ONE_SEAT -> Math.min(number, number < 10 ? 1 : number);
      case LOOKS_AT_NO_SEATS -> number < 10 ? number : 100_000;
    };
  }
}

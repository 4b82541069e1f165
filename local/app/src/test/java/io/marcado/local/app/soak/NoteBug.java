package io.marcado.local.app.soak;

import io.marcado.local.app.soak.HistoryChecker.Wrong;
import io.marcado.local.dynamodb.InterceptedDynamoDb;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** What could be wrong with notes in day rows, put between the store and the table. */
enum NoteBug {
  /**
   * A rival that finds a note overdue frees its time, and the slow attempt still makes its booking.
   */
  EVICTS_WITHOUT_CLAIMING(Wrong.ROWS_DIFFER),
  /** An attempt that was given up does not look at the tombstone. */
  IGNORES_THE_TOMBSTONE(Wrong.ROWS_DIFFER),
  /** The time of a booking that was made is given back. */
  FREES_A_MADE_BOOKING(Wrong.ROWS_DIFFER),
  /** The time of an attempt is given back though its note is gone. */
  GIVES_BACK_TWICE(Wrong.ROWS_DIFFER),
  /** The note goes, and the time stays. */
  FORGETS_TO_GIVE_BACK(Wrong.ROWS_DIFFER),
  /** The note is removed as soon as it is written, and then the function dies. */
  REMOVES_THE_NOTE_EARLY(Wrong.ROWS_DIFFER),
  /** Time is taken whether it is free or not. */
  TAKES_WITHOUT_LOOKING(Wrong.OVER_CAPACITY),
  /** A booking is written whatever there is at its key. */
  WRITES_OVER_WHAT_IS_THERE(Wrong.ROWS_DIFFER),
  /** The same sending takes time again after its note is gone. */
  TAKES_AGAIN_LATE(Wrong.ROWS_DIFFER),
  /** A note forgets what lies between two pieces of its time, and then the function dies. */
  FORGETS_THE_GAPS(Wrong.ROWS_DIFFER),
  /** The stream's consumer removes nothing. */
  LEAVES_NOTES(Wrong.NOTE_LEFT);

  private static final String FREE = "(attribute_not_exists(#c0)) AND (attribute_not_exists(#c1))";

  final Wrong sign;

  NoteBug(Wrong sign) {
    this.sign = sign;
  }

  DynamoDbClient in(DynamoDbClient client) {
    Queue<UpdateItemRequest> takings = new ConcurrentLinkedQueue<>();
    return InterceptedDynamoDb.of(
        client,
        (operation, arguments, call) ->
            switch (arguments == null || arguments.length == 0 ? "" : arguments[0]) {
              case UpdateItemRequest update -> update(update, client, call, takings);
              case PutItemRequest put -> call.proceed(new Object[] {written(put)});
              case TransactWriteItemsRequest all -> call.proceed(new Object[] {written(all)});
              default -> call.proceed(arguments);
            });
  }

  private Object update(
      UpdateItemRequest update,
      DynamoDbClient client,
      InterceptedDynamoDb.Call call,
      Queue<UpdateItemRequest> takings)
      throws Throwable {
    Object[] same = {update};
    boolean takes = update.updateExpression().contains("SET #note");
    boolean givesBack = update.updateExpression().contains("REMOVE #note");
    boolean claims =
        Optional.ofNullable(update.key().get("sk"))
            .filter(key -> key.s().equals("BOOKING"))
            .isPresent();
    switch (this) {
      case EVICTS_WITHOUT_CLAIMING -> {
        return claims ? UpdateItemResponse.builder().build() : call.proceed(same);
      }
      case FREES_A_MADE_BOOKING -> {
        try {
          return call.proceed(same);
        } catch (ConditionalCheckFailedException e) {
          if (claims) {
            return UpdateItemResponse.builder().build();
          }
          throw e;
        }
      }
      case GIVES_BACK_TWICE -> {
        Object answer = call.proceed(same);
        if (givesBack) {
          client.updateItem(
              update.toBuilder()
                  .conditionExpression(null)
                  .returnValuesOnConditionCheckFailure((String) null)
                  .build());
        }
        return answer;
      }
      case FORGETS_TO_GIVE_BACK -> {
        return call.proceed(
            givesBack
                ? new Object[] {
                  update.toBuilder()
                      .updateExpression("REMOVE #note")
                      .expressionAttributeValues(null)
                      .build()
                }
                : same);
      }
      case REMOVES_THE_NOTE_EARLY -> {
        Object answer = call.proceed(same);
        if (takes) {
          client.updateItem(
              early ->
                  early
                      .tableName(update.tableName())
                      .key(update.key())
                      .updateExpression("REMOVE #note")
                      .expressionAttributeNames(update.expressionAttributeNames()));
        }
        return answer;
      }
      case TAKES_WITHOUT_LOOKING -> {
        return call.proceed(takes ? new Object[] {blind(update)} : same);
      }
      case FORGETS_THE_GAPS -> {
        UpdateItemRequest without = takes ? withoutGaps(update) : update;
        Object answer = call.proceed(new Object[] {without});
        if (!without.equals(update)) {
          throw new Faults.Crash();
        }
        return answer;
      }
      case TAKES_AGAIN_LATE -> {
        Object answer = call.proceed(same);
        if (takes) {
          takings.add(update);
        }
        if (takings.size() > 5) {
          UpdateItemRequest late = takings.remove();
          try {
            client.updateItem(late);
          } catch (ConditionalCheckFailedException e) {
            // Taken.
          }
        }
        return answer;
      }
      default -> {
        return call.proceed(same);
      }
    }
  }

  private static UpdateItemRequest withoutGaps(UpdateItemRequest update) {
    Map<String, AttributeValue> values = new HashMap<>(update.expressionAttributeValues());
    values.computeIfPresent(
        ":note",
        (_, note) -> {
          Map<String, AttributeValue> left = new HashMap<>(note.m());
          left.remove("g");
          return AttributeValue.fromM(left);
        });
    return update.toBuilder().expressionAttributeValues(values).build();
  }

  private static UpdateItemRequest blind(UpdateItemRequest update) {
    Map<String, AttributeValue> values = new HashMap<>(update.expressionAttributeValues());
    values.keySet().removeIf(name -> !update.updateExpression().contains(name));
    return update.toBuilder()
        .conditionExpression("attribute_not_exists(#note)")
        .expressionAttributeValues(values)
        .build();
  }

  private PutItemRequest written(PutItemRequest put) {
    String condition = condition(put.conditionExpression());
    return put.toBuilder()
        .conditionExpression(condition)
        .expressionAttributeNames(names(condition, put.expressionAttributeNames()))
        .build();
  }

  private TransactWriteItemsRequest written(TransactWriteItemsRequest all) {
    return all.toBuilder()
        .transactItems(all.transactItems().stream().map(this::written).toList())
        .build();
  }

  private TransactWriteItem written(TransactWriteItem item) {
    Put put = item.put();
    if (put == null) {
      return item;
    }
    String condition = condition(put.conditionExpression());
    return item.toBuilder()
        .put(
            put.toBuilder()
                .conditionExpression(condition)
                .expressionAttributeNames(names(condition, put.expressionAttributeNames()))
                .build())
        .build();
  }

  /**
   * A new booking's condition names three absent attributes: its own, that of a key by which a hold
   * was booked, and that of the tombstone.
   */
  private @Nullable String condition(@Nullable String condition) {
    boolean isNew =
        condition != null && condition.equals("(" + FREE + ") AND (attribute_not_exists(#c2))");
    if (!isNew) {
      return condition;
    }
    return switch (this) {
      case IGNORES_THE_TOMBSTONE -> FREE;
      case WRITES_OVER_WHAT_IS_THERE -> null;
      default -> condition;
    };
  }

  private static @Nullable Map<String, String> names(
      @Nullable String condition, Map<String, String> names) {
    Map<String, String> used = new HashMap<>(names);
    used.keySet().removeIf(name -> condition == null || !condition.contains(name));
    return used.isEmpty() ? null : used;
  }
}

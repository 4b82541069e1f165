package io.marcado.local.app.soak;

import io.marcado.local.app.soak.HistoryChecker.Wrong;
import io.marcado.local.dynamodb.InterceptedDynamoDb;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** What could be wrong with holds, put between the store and the table. */
enum HoldBug {
  /** A hold is booked although somebody has given it up, or given it back. */
  BOOKS_WHAT_WAS_GIVEN_UP(Wrong.ROWS_DIFFER),
  /** A rival for the time gives a hold up before it is over. */
  GIVES_UP_WHAT_HAS_TIME(Wrong.PROMISE_BROKEN),
  /** A hold is given back although it is a booking. */
  GIVES_BACK_WHAT_IS_BOOKED(Wrong.REFUSED_BUT_THERE),
  /** The booking does not say which notes are its own. */
  FORGETS_WHO_HELD_IT(Wrong.ROWS_DIFFER),
  /** A hold of several rows notes nothing. */
  NOTES_NOTHING(Wrong.ROWS_DIFFER);

  final Wrong sign;

  HoldBug(Wrong sign) {
    this.sign = sign;
  }

  DynamoDbClient in(DynamoDbClient client) {
    return InterceptedDynamoDb.of(
        client,
        (operation, arguments, call) ->
            switch (arguments == null || arguments.length == 0 ? "" : arguments[0]) {
              case UpdateItemRequest update -> update(update, call);
              case PutItemRequest put -> call.proceed(new Object[] {booked(put)});
              case TransactWriteItemsRequest all -> call.proceed(new Object[] {all(all)});
              default -> call.proceed(arguments);
            });
  }

  /** A rival that gives a hold up looks at the time, its owner who gives it back at the hold. */
  private Object update(UpdateItemRequest update, InterceptedDynamoDb.Call call) throws Throwable {
    boolean claims =
        Objects.equals(update.key().get("sk"), AttributeValue.fromS("BOOKING"))
            && update.expressionAttributeNames().values().stream()
                .anyMatch(name -> name.startsWith("x"));
    boolean givesBack = claims && update.expressionAttributeNames().containsValue("hold");
    try {
      return call.proceed(
          new Object[] {
            this == GIVES_UP_WHAT_HAS_TIME && claims && !givesBack
                ? with(update, "attribute_not_exists(id)")
                : update
          });
    } catch (ConditionalCheckFailedException e) {
      if (this == GIVES_BACK_WHAT_IS_BOOKED && givesBack && e.item().containsKey("id")) {
        Map<String, AttributeValue> given = new HashMap<>(e.item());
        given.put("hold", Objects.requireNonNull(given.get("id")));
        return UpdateItemResponse.builder().attributes(given).build();
      }
      throw e;
    }
  }

  private static UpdateItemRequest with(UpdateItemRequest update, String condition) {
    return update.toBuilder()
        .conditionExpression(condition)
        .expressionAttributeNames(
            used(update.expressionAttributeNames(), update.updateExpression()))
        .expressionAttributeValues(
            used(update.expressionAttributeValues(), update.updateExpression()))
        .build();
  }

  private static <V> Map<String, V> used(Map<String, V> all, String expression) {
    return all.entrySet().stream()
        .filter(entry -> expression.contains(entry.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private PutItemRequest booked(PutItemRequest put) {
    if (!booksAHold(put.item(), put.expressionAttributeNames().values())) {
      return put;
    }
    return switch (this) {
      case BOOKS_WHAT_WAS_GIVEN_UP ->
          put.toBuilder()
              .conditionExpression("attribute_not_exists(id)")
              .expressionAttributeNames(null)
              .expressionAttributeValues(null)
              .build();
      case FORGETS_WHO_HELD_IT -> put.toBuilder().item(madeByItself(put.item())).build();
      default -> put;
    };
  }

  private static boolean booksAHold(Map<String, AttributeValue> item, Collection<String> names) {
    return item.containsKey("id") && names.contains("hold");
  }

  private static Map<String, AttributeValue> madeByItself(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> changed = new HashMap<>(item);
    changed.put("maker", Objects.requireNonNull(item.get("w")));
    return changed;
  }

  private TransactWriteItemsRequest all(TransactWriteItemsRequest all) {
    return this == NOTES_NOTHING
        ? all.toBuilder()
            .transactItems(all.transactItems().stream().map(HoldBug::withoutNote).toList())
            .build()
        : all;
  }

  private static TransactWriteItem withoutNote(TransactWriteItem item) {
    Update update = item.update();
    if (update == null || !update.updateExpression().contains("SET #note")) {
      return item;
    }
    Map<String, AttributeValue> values = new HashMap<>(update.expressionAttributeValues());
    values.remove(":note");
    return item.toBuilder()
        .update(
            update.toBuilder()
                .updateExpression(update.updateExpression().replace(" SET #note = :note", ""))
                .expressionAttributeValues(values)
                .build())
        .build();
  }
}

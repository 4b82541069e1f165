package io.marcado.platform.table;

import io.marcado.platform.table.Outcome.Contended;
import io.marcado.platform.table.Outcome.Refusal;
import io.marcado.platform.table.Outcome.Refused;
import io.marcado.platform.table.Outcome.Written;
import io.marcado.platform.table.Write.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.RequestLimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * What one owner may do with the table. Every key is compared with the owner before anything is
 * sent: a foreign one is a defect of ours and throws.
 *
 * <p>Reads see every acknowledged write unless the method says otherwise. A table that does not
 * answer is an exception, never an absence.
 */
public final class TableView {
  private static final int BATCH = 100;

  private final DynamoDbClient dynamoDb;
  private final String name;
  private final List<String> owners;
  private final ConflictRetry retry;
  private final RandomGenerator jitter;

  TableView(
      DynamoDbClient dynamoDb,
      String name,
      String owner,
      ConflictRetry retry,
      RandomGenerator jitter) {
    this(dynamoDb, name, List.of(owner), retry, jitter);
  }

  TableView(
      DynamoDbClient dynamoDb,
      String name,
      String owner,
      String secondOwner,
      ConflictRetry retry,
      RandomGenerator jitter) {
    this(dynamoDb, name, List.of(owner, secondOwner), retry, jitter);
  }

  private TableView(
      DynamoDbClient dynamoDb,
      String name,
      List<String> owners,
      ConflictRetry retry,
      RandomGenerator jitter) {
    this.dynamoDb = dynamoDb;
    this.name = name;
    this.owners = owners;
    this.retry = retry;
    this.jitter = jitter;
  }

  /** One item. */
  public Optional<Item> get(ItemKey key) {
    check(key);
    GetItemResponse response =
        dynamoDb.getItem(
            request -> request.tableName(name).key(key.attributes()).consistentRead(true));
    return response.hasItem() && !response.item().isEmpty()
        ? Optional.of(Item.of(response.item()))
        : Optional.empty();
  }

  /** Several items, by key; those that are not there are missing from the answer. */
  public Map<ItemKey, Item> get(List<ItemKey> keys) {
    keys.forEach(this::check);
    Map<Map<String, AttributeValue>, ItemKey> byAttributes = new HashMap<>();
    keys.forEach(key -> byAttributes.put(key.attributes(), key));
    List<Map<String, AttributeValue>> waiting = new ArrayList<>(byAttributes.keySet());
    Map<ItemKey, Item> found = new HashMap<>();
    for (int attempt = 1; !waiting.isEmpty(); ) {
      List<Map<String, AttributeValue>> asked =
          new ArrayList<>(waiting.subList(0, Math.min(BATCH, waiting.size())));
      BatchGetItemResponse response =
          dynamoDb.batchGetItem(
              request ->
                  request.requestItems(
                      Map.of(
                          name,
                          KeysAndAttributes.builder().keys(asked).consistentRead(true).build())));
      for (Map<String, AttributeValue> item : response.responses().getOrDefault(name, List.of())) {
        ItemKey key =
            byAttributes.get(Map.of("pk", required(item, "pk"), "sk", required(item, "sk")));
        if (key != null) {
          found.put(key, Item.of(item));
        }
      }
      waiting.removeAll(asked);
      KeysAndAttributes unread = response.unprocessedKeys().get(name);
      if (unread != null && unread.hasKeys()) {
        if (attempt >= retry.attempts()) {
          throw new TableUnavailableException();
        }
        waiting.addAll(unread.keys());
        pause(attempt++);
      }
    }
    return found;
  }

  /** The first items of a selection, up to a limit, and where it goes on. */
  public Page query(Selection selection, int limit) {
    List<Item> items = new ArrayList<>();
    Map<String, AttributeValue> start = startOf(selection);
    do {
      QueryResponse response = dynamoDb.query(queryOf(selection, limit - items.size(), start));
      response.items().forEach(item -> items.add(Item.of(item)));
      start = response.lastEvaluatedKey();
    } while (items.size() < limit && !start.isEmpty());
    return new Page(
        items, start.isEmpty() ? Optional.empty() : Optional.of(position(selection, start)));
  }

  /** All items of a selection. For selections that are bounded by their nature. */
  public List<Item> queryAll(Selection selection) {
    return query(selection, Integer.MAX_VALUE).items();
  }

  /** One write, at the price of one. Throttled or conflicting ones are tried again. */
  public Outcome write(Write write) {
    check(write.key());
    return tryRepeatedly(
        () -> {
          try {
            return new Written(Item.of(single(write)));
          } catch (ConditionalCheckFailedException e) {
            return new Refused(List.of(new Refusal(0, present(e.item()))));
          } catch (TransactionConflictException
              | ProvisionedThroughputExceededException
              | RequestLimitExceededException e) {
            return new Contended();
          }
        });
  }

  /**
   * Several writes, all or none, at the price of two each. At most 100. Conflicts are tried again,
   * and so is an attempt whose answer was lost: its token makes the repetition harmless.
   */
  public Outcome transact(List<? extends Write> writes) {
    writes.forEach(write -> check(write.key()));
    TransactWriteItemsRequest request =
        TransactWriteItemsRequest.builder()
            .transactItems(writes.stream().map(this::part).toList())
            .clientRequestToken(UUID.randomUUID().toString())
            .build();
    return tryRepeatedly(
        () -> {
          try {
            dynamoDb.transactWriteItems(request);
            return new Written(Item.of(Map.of()));
          } catch (TransactionCanceledException e) {
            return canceled(e);
          } catch (TransactionInProgressException
              | ProvisionedThroughputExceededException
              | RequestLimitExceededException e) {
            return new Contended();
          }
        });
  }

  private Outcome tryRepeatedly(Supplier<Outcome> attempt) {
    for (int number = 1; ; number++) {
      boolean last = number >= retry.attempts();
      try {
        Outcome outcome = attempt.get();
        if (!(outcome instanceof Contended) || last) {
          return outcome;
        }
      } catch (SdkClientException e) {
        if (last) {
          throw e;
        }
      }
      pause(number);
    }
  }

  private void pause(int attempt) {
    try {
      Thread.sleep(retry.pauseAfter(attempt, jitter));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TableUnavailableException();
    }
  }

  private static Outcome canceled(TransactionCanceledException e) {
    List<CancellationReason> reasons = e.cancellationReasons();
    List<Refusal> refusals = new ArrayList<>();
    boolean contended = false;
    for (int i = 0; i < reasons.size(); i++) {
      switch (String.valueOf(reasons.get(i).code())) {
        case "ConditionalCheckFailed" ->
            refusals.add(new Refusal(i, present(reasons.get(i).item())));
        case "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded" ->
            contended = true;
        case "None" -> {}
        default -> throw e;
      }
    }
    if (!refusals.isEmpty()) {
      return new Refused(refusals);
    }
    if (contended) {
      return new Contended();
    }
    throw e;
  }

  private static Optional<Item> present(@Nullable Map<String, AttributeValue> item) {
    return item == null || item.isEmpty() ? Optional.empty() : Optional.of(Item.of(item));
  }

  private Map<String, AttributeValue> single(Write write) throws DynamoDbException {
    return switch (write) {
      case Write.Put put -> {
        dynamoDb.putItem(
            request ->
                request
                    .tableName(name)
                    .item(whole(put))
                    .conditionExpression(expression(put.condition()))
                    .expressionAttributeNames(names(put.condition()))
                    .expressionAttributeValues(values(put.condition()))
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD));
        yield Map.of();
      }
      case Write.Update update ->
          dynamoDb
              .updateItem(
                  request ->
                      request
                          .tableName(name)
                          .key(update.key().attributes())
                          .updateExpression(update.change().expression())
                          .conditionExpression(expression(update.condition()))
                          .expressionAttributeNames(names(update.change(), update.condition()))
                          .expressionAttributeValues(values(update.change(), update.condition()))
                          .returnValues(ReturnValue.ALL_NEW)
                          .returnValuesOnConditionCheckFailure(
                              ReturnValuesOnConditionCheckFailure.ALL_OLD))
              .attributes();
      case Write.Delete delete -> {
        dynamoDb.deleteItem(
            request ->
                request
                    .tableName(name)
                    .key(delete.key().attributes())
                    .conditionExpression(expression(delete.condition()))
                    .expressionAttributeNames(names(delete.condition()))
                    .expressionAttributeValues(values(delete.condition()))
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD));
        yield Map.of();
      }
      case Write.Check _ ->
          throw new IllegalArgumentException("a check belongs into a transaction");
    };
  }

  private TransactWriteItem part(Write write) {
    return switch (write) {
      case Write.Put put ->
          TransactWriteItem.builder()
              .put(
                  part ->
                      part.tableName(name)
                          .item(whole(put))
                          .conditionExpression(expression(put.condition()))
                          .expressionAttributeNames(names(put.condition()))
                          .expressionAttributeValues(values(put.condition()))
                          .returnValuesOnConditionCheckFailure(
                              ReturnValuesOnConditionCheckFailure.ALL_OLD))
              .build();
      case Write.Update update ->
          TransactWriteItem.builder()
              .update(
                  part ->
                      part.tableName(name)
                          .key(update.key().attributes())
                          .updateExpression(update.change().expression())
                          .conditionExpression(expression(update.condition()))
                          .expressionAttributeNames(names(update.change(), update.condition()))
                          .expressionAttributeValues(values(update.change(), update.condition()))
                          .returnValuesOnConditionCheckFailure(
                              ReturnValuesOnConditionCheckFailure.ALL_OLD))
              .build();
      case Write.Delete delete ->
          TransactWriteItem.builder()
              .delete(
                  part ->
                      part.tableName(name)
                          .key(delete.key().attributes())
                          .conditionExpression(expression(delete.condition()))
                          .expressionAttributeNames(names(delete.condition()))
                          .expressionAttributeValues(values(delete.condition()))
                          .returnValuesOnConditionCheckFailure(
                              ReturnValuesOnConditionCheckFailure.ALL_OLD))
              .build();
      case Write.Check check ->
          TransactWriteItem.builder()
              .conditionCheck(
                  part ->
                      part.tableName(name)
                          .key(check.key().attributes())
                          .conditionExpression(check.condition().expression())
                          .expressionAttributeNames(names(check.condition()))
                          .expressionAttributeValues(values(check.condition()))
                          .returnValuesOnConditionCheckFailure(
                              ReturnValuesOnConditionCheckFailure.ALL_OLD))
              .build();
    };
  }

  private static Map<String, AttributeValue> whole(Write.Put put) {
    Map<String, AttributeValue> whole = new HashMap<>(put.item().attributes());
    whole.putAll(put.key().attributes());
    return whole;
  }

  private static @Nullable String expression(@Nullable Expression expression) {
    return expression == null ? null : expression.expression();
  }

  // DynamoDB refuses empty maps of names or values, so nothing to name becomes null.
  private static @Nullable Map<String, String> names(@Nullable Expression... expressions) {
    Map<String, String> names = new HashMap<>();
    for (Expression expression : expressions) {
      if (expression != null) {
        names.putAll(expression.names());
      }
    }
    return names.isEmpty() ? null : names;
  }

  private static @Nullable Map<String, AttributeValue> values(@Nullable Expression... expressions) {
    Map<String, AttributeValue> values = new HashMap<>();
    for (Expression expression : expressions) {
      if (expression != null) {
        values.putAll(expression.values());
      }
    }
    return values.isEmpty() ? null : values;
  }

  private QueryRequest queryOf(Selection selection, int limit, Map<String, AttributeValue> start) {
    check(selection.partition());
    Index index = selection.index();
    Map<String, String> names = new HashMap<>();
    Map<String, AttributeValue> values = new HashMap<>();
    names.put("#pk", index == null ? "pk" : index.partitionName());
    values.put(":pk", AttributeValue.fromS(selection.partition().value()));
    String condition = "#pk = :pk";
    String from = selection.from();
    String to = selection.to();
    if (from != null || to != null) {
      names.put("#sk", index == null ? "sk" : index.sortName());
    }
    if (from != null && to != null) {
      condition += " AND #sk BETWEEN :from AND :to";
    } else if (from != null) {
      condition += " AND #sk >= :from";
    } else if (to != null) {
      condition += " AND #sk <= :to";
    }
    if (from != null) {
      values.put(":from", AttributeValue.fromS(from));
    }
    if (to != null) {
      values.put(":to", AttributeValue.fromS(to));
    }
    Expression filter = selection.filter();
    if (filter != null) {
      names.putAll(filter.names());
      values.putAll(filter.values());
    }
    return QueryRequest.builder()
        .tableName(name)
        .indexName(index == null ? null : index.name())
        .keyConditionExpression(condition)
        .filterExpression(expression(filter))
        .expressionAttributeNames(names)
        .expressionAttributeValues(values)
        .scanIndexForward(selection.ascending())
        .consistentRead(selection.consistent())
        .select(Select.ALL_ATTRIBUTES)
        .limit(limit == Integer.MAX_VALUE ? null : limit)
        .exclusiveStartKey(start.isEmpty() ? null : start)
        .build();
  }

  private Map<String, AttributeValue> startOf(Selection selection) {
    Selection.Position after = selection.after();
    if (after == null) {
      return Map.of();
    }
    check(after.item());
    Map<String, AttributeValue> start = new HashMap<>(after.item().attributes());
    Index index = selection.index();
    if (index != null) {
      start.put(index.partitionName(), AttributeValue.fromS(selection.partition().value()));
      start.put(index.sortName(), AttributeValue.fromS(after.indexSort().orElseThrow()));
    }
    return start;
  }

  private Selection.Position position(Selection selection, Map<String, AttributeValue> last) {
    Index index = selection.index();
    String pk = required(last, "pk").s();
    String owner =
        owners.stream()
            .filter(pk::startsWith)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("an index entry of somebody else"));
    return new Selection.Position(
        new ItemKey(new PartitionKey(owner, pk), required(last, "sk").s()),
        index == null ? Optional.empty() : Optional.of(required(last, index.sortName()).s()));
  }

  private static AttributeValue required(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      throw new IllegalStateException("an item without " + name);
    }
    return value;
  }

  private void check(ItemKey key) {
    check(key.partition());
  }

  private void check(PartitionKey partition) {
    if (!owners.contains(partition.owner()) || !partition.value().startsWith(partition.owner())) {
      throw new IllegalArgumentException("a key of another owner was refused");
    }
  }
}

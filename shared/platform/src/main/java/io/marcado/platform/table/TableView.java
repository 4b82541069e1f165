package io.marcado.platform.table;

import io.marcado.domain.Ids;
import io.marcado.platform.aws.SdkFailures;
import io.marcado.platform.paging.Page;
import io.marcado.platform.table.Outcome.Contended;
import io.marcado.platform.table.Outcome.Refusal;
import io.marcado.platform.table.Outcome.Refused;
import io.marcado.platform.table.Outcome.Written;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.RequestLimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/**
 * The table as one owner may use it. It compares every key with the owner before it sends a
 * request: a foreign key is a defect of ours and throws.
 *
 * <p>Reads are strongly consistent unless the method says otherwise. It retries a request that is
 * throttled, in conflict or without an answer while the invocation's deadline allows. A table that
 * does not answer is an exception, never an absence.
 */
public final class TableView {
  private static final int BATCH = 100;

  /**
   * Entries that a filter looks at in a further request, and requests that a page takes at most.
   */
  static final int FILTERED_ENTRIES = 250;

  static final int FILTERED_REQUESTS = 10;

  private final DynamoDbClient dynamoDb;
  private final String name;
  private final List<String> owners;
  private final TableRequests requests;
  private final Attempts attempts;
  private final Ids tokens;

  /**
   * @param owners the prefixes of the keys that this view may use
   */
  TableView(
      DynamoDbClient dynamoDb, String name, List<String> owners, Attempts attempts, Ids tokens) {
    this.dynamoDb = dynamoDb;
    this.name = name;
    this.owners = owners;
    this.requests = new TableRequests(name);
    this.attempts = attempts;
    this.tokens = tokens;
  }

  /** One item. */
  public Optional<Item> get(ItemKey key) {
    return get(key, true);
  }

  /** One item, perhaps as it was a moment ago, at half the price. */
  public Optional<Item> getRecent(ItemKey key) {
    return get(key, false);
  }

  private Optional<Item> get(ItemKey key, boolean consistent) {
    check(key);
    GetItemResponse response = attempts.read(() -> dynamoDb.getItem(requests.get(key, consistent)));
    return response.hasItem() ? present(response.item()) : Optional.empty();
  }

  /** Several items, by key. The result leaves out missing items. */
  public Map<ItemKey, Item> get(List<ItemKey> keys) {
    return get(keys, true);
  }

  /** Several items, perhaps as they were a moment ago, at half the price. */
  public Map<ItemKey, Item> getRecent(List<ItemKey> keys) {
    return get(keys, false);
  }

  private Map<ItemKey, Item> get(List<ItemKey> keys, boolean consistent) {
    keys.forEach(this::check);
    Map<Map<String, AttributeValue>, ItemKey> byAttributes = new HashMap<>();
    keys.forEach(key -> byAttributes.put(key.attributes(), key));
    List<Map<String, AttributeValue>> waiting = new ArrayList<>(byAttributes.keySet());
    Map<ItemKey, Item> found = new HashMap<>();
    for (int attempt = 1; !waiting.isEmpty(); ) {
      List<Map<String, AttributeValue>> asked =
          new ArrayList<>(waiting.subList(0, Math.min(BATCH, waiting.size())));
      BatchGetItemResponse response =
          attempts.read(() -> dynamoDb.batchGetItem(requests.get(asked, consistent)));
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
        waiting.addAll(unread.keys());
        if (!attempts.pauseAfter(attempt++)) {
          throw new TableUnavailableException();
        }
      }
    }
    return found;
  }

  /**
   * A page of a selection with the cursor of the next page. It reads one item more than the limit,
   * so that a list does not end with an empty page. A filter often drops nothing, so the first
   * request reads no more either. When it drops nearly everything, a page may be short or empty and
   * still have a next one: a call makes {@value #FILTERED_REQUESTS} requests at most, each further
   * one of {@value #FILTERED_ENTRIES} entries.
   */
  public Page<Item> query(Selection selection, int limit) {
    boolean filtered = selection.filter() != null;
    List<Item> items = new ArrayList<>();
    Map<String, AttributeValue> start = startOf(selection);
    for (int request = 1; ; request++) {
      QueryResponse response =
          ask(
              selection,
              filtered && request > 1 ? FILTERED_ENTRIES : limit + 1 - items.size(),
              start);
      start = response.lastEvaluatedKey();
      for (Map<String, AttributeValue> item : response.items()) {
        items.add(Item.of(item));
      }
      if (items.size() > limit || start.isEmpty()) {
        return Page.of(items, limit, item -> sortOf(selection, item.attributes()));
      }
      if (filtered && request == FILTERED_REQUESTS) {
        return new Page<>(items, Optional.of(sortOf(selection, start)));
      }
    }
  }

  /** All items of a selection. Use it only for bounded selections. */
  public List<Item> queryAll(Selection selection) {
    List<Item> items = new ArrayList<>();
    Map<String, AttributeValue> start = startOf(selection);
    do {
      QueryResponse response = ask(selection, null, start);
      response.items().forEach(item -> items.add(Item.of(item)));
      start = response.lastEvaluatedKey();
    } while (!start.isEmpty());
    return items;
  }

  /**
   * One write, at the price of one. After a lost answer it is retried, and may then meet its own
   * effect. So the write must be idempotent, or its condition must recognise the effect.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException when the outcome is unknown
   */
  public Outcome write(Write write) {
    return write(() -> write);
  }

  /**
   * One write that is made anew for each sending. So no two sendings are the same, and a late one
   * whose answer was lost cannot be taken for a later one.
   *
   * @param sending makes the next one
   * @throws software.amazon.awssdk.core.exception.SdkException when the outcome is unknown
   */
  public Outcome write(Supplier<? extends Write> sending) {
    return attempts.write(
        () -> {
          Write write = sending.get();
          check(write.key());
          try {
            return new Written(Item.of(alone(write)));
          } catch (ConditionalCheckFailedException e) {
            return new Refused(List.of(new Refusal(0, present(e.item()))));
          } catch (DynamoDbException e) {
            return contendedOr(e);
          }
        });
  }

  /**
   * At most 100 writes, all or none, at the price of two each. A retry after a lost answer is
   * idempotent: a token identifies the request.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException when the outcome is unknown
   */
  public Outcome transact(List<? extends Write> writes) {
    writes.forEach(write -> check(write.key()));
    TransactWriteItemsRequest request = requests.transaction(writes, tokens.nextLong());
    return attempts.write(
        () -> {
          try {
            dynamoDb.transactWriteItems(request);
            return new Written(Item.of(Map.of()));
          } catch (TransactionCanceledException e) {
            return canceled(e);
          } catch (DynamoDbException e) {
            return contendedOr(e);
          }
        });
  }

  private static Contended contendedOr(DynamoDbException failure) {
    return switch (failure) {
      // The name says throttling, but the transaction in progress is our own earlier attempt.
      case TransactionInProgressException e -> throw e;
      case TransactionConflictException _,
          ProvisionedThroughputExceededException _,
          RequestLimitExceededException _ ->
          new Contended();
      case DynamoDbException e when SdkFailures.isThrottling(e) -> new Contended();
      case DynamoDbException e -> throw e;
    };
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

  private Map<String, AttributeValue> alone(Write write) {
    return switch (write) {
      case Write.Put put -> {
        dynamoDb.putItem(requests.alone(put));
        yield Map.of();
      }
      case Write.Update update -> dynamoDb.updateItem(requests.alone(update)).attributes();
      case Write.Delete delete -> {
        dynamoDb.deleteItem(requests.alone(delete));
        yield Map.of();
      }
      case Write.Check _ ->
          throw new IllegalArgumentException("a check belongs into a transaction");
    };
  }

  private QueryResponse ask(
      Selection selection, @Nullable Integer limit, Map<String, AttributeValue> start) {
    check(selection.partition());
    return attempts.read(() -> dynamoDb.query(requests.query(selection, limit, start)));
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
      start.put(index.sortName(), AttributeValue.fromS(after.sort()));
    }
    return start;
  }

  private static String sortOf(Selection selection, Map<String, AttributeValue> item) {
    Index index = selection.index();
    return required(item, index == null ? "sk" : index.sortName()).s();
  }

  private static Optional<Item> present(@Nullable Map<String, AttributeValue> item) {
    return item == null || item.isEmpty() ? Optional.empty() : Optional.of(Item.of(item));
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

package io.marcado.local.app.meter;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Counts what calls of DynamoDB cost on AWS, by its published formulas and the sizes of the items,
 * not by what an emulator says. It looks at items before and after they are written, so it is right
 * as long as nobody else writes them meanwhile.
 */
public final class CapacityMeter {
  private static final double READ_UNIT = 4096;
  private static final double WRITE_UNIT = 1024;
  private static final List<Index> INDEXES =
      List.of(new Index("g1pk", "g1sk"), new Index("g2pk", "g2sk"));

  /** Inherited, since a function may ask for several things at once on threads of its own. */
  private static final ThreadLocal<@Nullable CapacityMeter> CURRENT =
      new InheritableThreadLocal<>();

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final DynamoDbClient table;
  private final Thread owner = Thread.currentThread();
  private final List<MeteredCall> calls = new ArrayList<>();
  private int elsewhere;
  private long ownNanos;

  /** Key attributes of an index that has all attributes. */
  private record Index(String partition, String sort) {}

  private CapacityMeter(DynamoDbClient table) {
    this.table = table;
  }

  /**
   * What something gave, and the calls that it made.
   *
   * @param calls in their order
   * @param rounds how many of them came one after the other: those on threads of their own, which
   *     run side by side, count as one
   * @param meterNanos processor time that the meter itself took of the thread that made them
   */
  public record Metered<T>(T result, List<MeteredCall> calls, int rounds, long meterNanos) {
    public Metered {
      calls = List.copyOf(calls);
    }

    /** What all calls read, configuration included. */
    public double readUnits() {
      return calls.stream().mapToDouble(MeteredCall::readUnits).sum();
    }

    /** The calls without the kernel's check of access and without configuration. */
    public List<MeteredCall> own() {
      return calls.stream()
          .filter(call -> !call.isAccessCheck() && !call.isConfiguration())
          .toList();
    }
  }

  /**
   * Runs something and counts what it costs.
   *
   * @param table by which the meter looks at items; its own calls are not counted
   */
  public static <T> Metered<T> measure(DynamoDbClient table, Supplier<T> task) {
    CapacityMeter meter = new CapacityMeter(table);
    CURRENT.set(meter);
    try {
      T result = task.get();
      return meter.metered(result);
    } finally {
      CURRENT.remove();
    }
  }

  /** The meter that counts what this thread does; null for none. */
  static @Nullable CapacityMeter current() {
    return CURRENT.get();
  }

  private synchronized <T> Metered<T> metered(T result) {
    int rounds = calls.size() - elsewhere + (elsewhere > 0 ? 1 : 0);
    return new Metered<>(result, calls, rounds, ownNanos);
  }

  /** The items that a request is going to write, as they are now, by key. */
  Map<Map<String, AttributeValue>, Map<String, AttributeValue>> images(SdkRequest request) {
    long began = processorNanos();
    Map<Map<String, AttributeValue>, Map<String, AttributeValue>> images = new HashMap<>();
    CURRENT.remove(); // These reads are the meter's own.
    try {
      for (Written written : writes(request)) {
        images.put(
            written.key(),
            table
                .getItem(
                    get -> get.tableName(written.table()).key(written.key()).consistentRead(true))
                .item());
      }
    } finally {
      CURRENT.set(this);
      if (Thread.currentThread() == owner) {
        ownNanos += processorNanos() - began;
      }
    }
    return images;
  }

  /** Counts a call that was answered. */
  void count(
      SdkRequest request,
      SdkResponse response,
      Map<Map<String, AttributeValue>, Map<String, AttributeValue>> before) {
    MeteredCall call = price(request, response, before);
    synchronized (this) {
      calls.add(call);
      if (Thread.currentThread() != owner) {
        elsewhere++;
      }
    }
  }

  /** Of the owner's thread; the others are virtual, and have no count of their own. */
  private long processorNanos() {
    return Thread.currentThread().isVirtual() ? 0 : THREADS.getCurrentThreadCpuTime();
  }

  private MeteredCall price(
      SdkRequest request,
      SdkResponse response,
      Map<Map<String, AttributeValue>, Map<String, AttributeValue>> before) {
    return switch (request) {
      case GetItemRequest get ->
          new MeteredCall(
              "GetItem",
              List.of(sort(get.key())),
              units(ItemSize.of(((GetItemResponse) response).item()), get.consistentRead()),
              0,
              0,
              0);
      case BatchGetItemRequest batch -> batch(batch, (BatchGetItemResponse) response);
      case QueryRequest query ->
          new MeteredCall(
              "Query",
              List.of(query.indexName() == null ? partition(query) : query.indexName()),
              units(
                  ((QueryResponse) response).items().stream().mapToInt(ItemSize::of).sum(),
                  query.consistentRead()),
              0,
              0,
              0);
      default -> {
        List<Written> writes = writes(request);
        if (writes.isEmpty()) {
          throw new IllegalStateException("what does " + request.getClass() + " cost?");
        }
        yield write(name(request), writes, before, images(request));
      }
    };
  }

  private static MeteredCall batch(BatchGetItemRequest request, BatchGetItemResponse response) {
    List<String> items = new ArrayList<>();
    double units = 0;
    for (Map.Entry<String, KeysAndAttributes> asked : request.requestItems().entrySet()) {
      Boolean consistent = asked.getValue().consistentRead();
      asked.getValue().keys().forEach(key -> items.add(sort(key)));
      List<Map<String, AttributeValue>> found =
          response.responses().getOrDefault(asked.getKey(), List.of());
      for (Map<String, AttributeValue> item : found) {
        units += units(ItemSize.of(item), consistent);
      }
      units += (asked.getValue().keys().size() - found.size()) * units(0, consistent);
    }
    return new MeteredCall("BatchGetItem", items, units, 0, 0, 0);
  }

  private static MeteredCall write(
      String operation,
      List<Written> writes,
      Map<Map<String, AttributeValue>, Map<String, AttributeValue>> before,
      Map<Map<String, AttributeValue>, Map<String, AttributeValue>> after) {
    // A transaction writes each item twice: to prepare, and to commit.
    int times = operation.startsWith("Transact") ? 2 : 1;
    int units = 0;
    int entries = 0;
    int indexUnits = 0;
    for (Written written : writes) {
      Map<String, AttributeValue> old = before.getOrDefault(written.key(), Map.of());
      Map<String, AttributeValue> present = after.getOrDefault(written.key(), Map.of());
      int size = Math.max(ItemSize.of(old), ItemSize.of(present));
      int each = Math.max(1, (int) Math.ceil(size / WRITE_UNIT));
      units += each * times;
      for (Index index : INDEXES) {
        int changed = entries(index, old, present);
        entries += changed;
        indexUnits += changed * each;
      }
    }
    return new MeteredCall(
        operation,
        writes.stream().map(written -> sort(written.key())).toList(),
        0,
        units,
        entries,
        indexUnits);
  }

  /** An entry that moves is removed and made again; one of an item that stays is left alone. */
  private static int entries(
      Index index, Map<String, AttributeValue> old, Map<String, AttributeValue> present) {
    boolean was = old.containsKey(index.partition());
    boolean is = present.containsKey(index.partition());
    if (was && is) {
      boolean stays =
          Objects.equals(old.get(index.partition()), present.get(index.partition()))
              && Objects.equals(old.get(index.sort()), present.get(index.sort()));
      return !stays ? 2 : old.equals(present) ? 0 : 1;
    }
    return was || is ? 1 : 0;
  }

  private record Written(String table, Map<String, AttributeValue> key) {}

  private static List<Written> writes(SdkRequest request) {
    return switch (request) {
      case PutItemRequest put -> List.of(put(put.tableName(), put.item()));
      case UpdateItemRequest update -> List.of(new Written(update.tableName(), update.key()));
      case DeleteItemRequest delete -> List.of(new Written(delete.tableName(), delete.key()));
      case TransactWriteItemsRequest transaction ->
          transaction.transactItems().stream().map(CapacityMeter::written).toList();
      default -> List.of();
    };
  }

  private static Written written(TransactWriteItem item) {
    if (item.put() != null) {
      return put(item.put().tableName(), item.put().item());
    }
    if (item.update() != null) {
      return new Written(item.update().tableName(), item.update().key());
    }
    return item.delete() != null
        ? new Written(item.delete().tableName(), item.delete().key())
        : new Written(item.conditionCheck().tableName(), item.conditionCheck().key());
  }

  private static Written put(String table, Map<String, AttributeValue> item) {
    return new Written(
        table,
        Map.of(
            "pk", Objects.requireNonNull(item.get("pk")),
            "sk", Objects.requireNonNull(item.get("sk"))));
  }

  /** Also what is not there costs a unit; half of one where an older state may be read. */
  private static double units(int bytes, @Nullable Boolean consistent) {
    double units = Math.max(1, Math.ceil(bytes / READ_UNIT));
    return Boolean.TRUE.equals(consistent) ? units : units / 2;
  }

  private static String name(SdkRequest request) {
    return request.getClass().getSimpleName().replaceFirst("Request$", "");
  }

  private static String sort(Map<String, AttributeValue> key) {
    return Objects.requireNonNull(key.get("sk")).s();
  }

  /** The kind of partition, without its owner. */
  private static String partition(QueryRequest query) {
    AttributeValue partition = query.expressionAttributeValues().get(":pk");
    return partition == null ? "" : partition.s().replaceFirst("^T#[^#]*#", "");
  }
}

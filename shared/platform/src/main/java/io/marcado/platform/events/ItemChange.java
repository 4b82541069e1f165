package io.marcado.platform.events;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.PartitionKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One change of one item, as the table's stream tells it. */
public final class ItemChange {
  private final DynamodbStreamRecord record;

  public ItemChange(DynamodbStreamRecord record) {
    this.record = record;
  }

  /**
   * Which item changed.
   *
   * @throws IllegalArgumentException when the record has no key
   */
  public ItemKey key() {
    Map<String, AttributeValue> keys = record.getDynamodb().getKeys();
    AttributeValue partition = keys == null ? null : keys.get("pk");
    AttributeValue sort = keys == null ? null : keys.get("sk");
    if (partition == null || sort == null) {
      throw new IllegalArgumentException("a record without its key");
    }
    return PartitionKey.read(partition.getS()).item(sort.getS());
  }

  /** The item as it was; empty when it is new. */
  public Optional<Item> before() {
    return item(record.getDynamodb().getOldImage());
  }

  /** The item as it is; empty when it was deleted. */
  public Optional<Item> after() {
    return item(record.getDynamodb().getNewImage());
  }

  private static Optional<Item> item(@Nullable Map<String, AttributeValue> image) {
    return image == null || image.isEmpty() ? Optional.empty() : Optional.of(Item.of(map(image)));
  }

  private static Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> map(
      Map<String, AttributeValue> image) {
    Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> map =
        new LinkedHashMap<>();
    image.forEach((name, value) -> map.put(name, value(value)));
    return map;
  }

  private static software.amazon.awssdk.services.dynamodb.model.AttributeValue value(
      AttributeValue value) {
    if (value.getS() != null) {
      return software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS(value.getS());
    }
    if (value.getN() != null) {
      return software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN(value.getN());
    }
    if (value.getBOOL() != null) {
      return software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool(
          value.getBOOL());
    }
    if (value.getM() != null) {
      return software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM(map(value.getM()));
    }
    if (value.getL() != null) {
      return software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL(
          value.getL().stream().map(ItemChange::value).toList());
    }
    throw new IllegalArgumentException("no item has an attribute of such a type");
  }
}

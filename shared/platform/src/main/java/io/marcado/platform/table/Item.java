package io.marcado.platform.table;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The attributes of one item, read and written by type. A missing required attribute is a defect of
 * the data and throws. It never turns into an absence.
 */
public final class Item {
  private final Map<String, AttributeValue> attributes;

  private Item(Map<String, AttributeValue> attributes) {
    this.attributes = attributes;
  }

  /** A view of attributes as the SDK returns them. */
  public static Item of(Map<String, AttributeValue> attributes) {
    return new Item(attributes);
  }

  /** An item to be written. */
  public static Builder builder() {
    return new Builder();
  }

  /** Text that must be there. */
  public String text(String name) {
    return required(name).s();
  }

  /** Text that may be missing. */
  public Optional<String> optionalText(String name) {
    return find(name).map(AttributeValue::s);
  }

  /** A whole number that must be there. */
  public long number(String name) {
    return Long.parseLong(required(name).n());
  }

  /** A whole number that must be there and fits an int. */
  public int integer(String name) {
    return Math.toIntExact(number(name));
  }

  /** A whole number that may be missing. */
  public Optional<Long> optionalNumber(String name) {
    return find(name).map(value -> Long.parseLong(value.n()));
  }

  /** A flag; missing means false. */
  public boolean flag(String name) {
    return find(name).map(AttributeValue::bool).orElse(false);
  }

  /** An instant that must be there. */
  public Instant instant(String name) {
    return Instant.parse(text(name));
  }

  /** An instant that may be missing. */
  public Optional<Instant> optionalInstant(String name) {
    return optionalText(name).map(Instant::parse);
  }

  /** A list of texts; missing means empty. */
  public List<String> texts(String name) {
    return find(name)
        .map(value -> value.l().stream().map(AttributeValue::s).toList())
        .orElse(List.of());
  }

  /** A list of nested items; missing means empty. */
  public List<Item> items(String name) {
    return find(name)
        .map(value -> value.l().stream().map(nested -> Item.of(nested.m())).toList())
        .orElse(List.of());
  }

  /** A nested item that must be there. */
  public Item item(String name) {
    return Item.of(required(name).m());
  }

  /** A nested item that may be missing. */
  public Optional<Item> optionalItem(String name) {
    return find(name).map(value -> Item.of(value.m()));
  }

  /** True when the attribute is there. */
  public boolean has(String name) {
    return attributes.containsKey(name);
  }

  /** The attributes as the SDK takes them. */
  public Map<String, AttributeValue> attributes() {
    return attributes;
  }

  private Optional<AttributeValue> find(String name) {
    return Optional.ofNullable(attributes.get(name));
  }

  private AttributeValue required(String name) {
    AttributeValue value = attributes.get(name);
    if (value == null) {
      throw new IllegalStateException("an item lacks its attribute " + name);
    }
    return value;
  }

  /** Puts an item together. Absent values leave their attribute out. */
  public static final class Builder {
    private final Map<String, AttributeValue> attributes = new LinkedHashMap<>();

    private Builder() {}

    public Builder text(String name, @Nullable String value) {
      return value == null ? this : value(name, AttributeValue.fromS(value));
    }

    public Builder number(String name, long value) {
      return value(name, AttributeValue.fromN(Long.toString(value)));
    }

    public Builder flag(String name, boolean value) {
      return value(name, AttributeValue.fromBool(value));
    }

    public Builder instant(String name, @Nullable Instant value) {
      return value == null ? this : text(name, value.toString());
    }

    public Builder texts(String name, List<String> values) {
      return value(name, AttributeValue.fromL(values.stream().map(AttributeValue::fromS).toList()));
    }

    public Builder items(String name, List<Item> values) {
      return value(
          name,
          AttributeValue.fromL(
              values.stream().map(item -> AttributeValue.fromM(item.attributes())).toList()));
    }

    public Builder item(String name, @Nullable Item value) {
      return value == null ? this : value(name, AttributeValue.fromM(value.attributes()));
    }

    /** The entry of an index: partition and sort key under the index's attribute names. */
    public Builder indexed(Index index, PartitionKey partition, String sort) {
      return text(index.partitionName(), partition.value()).text(index.sortName(), sort);
    }

    /** When DynamoDB may remove the item. DynamoDB does so late, so nothing may depend on it. */
    public Builder expiresAfter(Instant instant) {
      return number("ttl", instant.getEpochSecond());
    }

    public Builder value(String name, AttributeValue value) {
      attributes.put(name, value);
      return this;
    }

    public Item build() {
      return new Item(Collections.unmodifiableMap(new LinkedHashMap<>(attributes)));
    }
  }
}

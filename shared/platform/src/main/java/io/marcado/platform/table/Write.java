package io.marcado.platform.table;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One change of one item, alone or as part of a transaction. */
public sealed interface Write {

  /** The item that it changes. */
  ItemKey key();

  /** The condition of the write; null for none. */
  @Nullable Expression condition();

  /** Replaces the whole item. */
  record Put(ItemKey key, Item item, @Nullable Expression condition) implements Write {}

  /** Changes attributes by an update expression. It creates a missing item. */
  record Update(ItemKey key, Expression change, @Nullable Expression condition) implements Write {}

  /** Removes the item. */
  record Delete(ItemKey key, @Nullable Expression condition) implements Write {}

  /** Changes nothing, but lets the transaction fail when the condition does not hold. */
  record Check(ItemKey key, Expression condition) implements Write {}

  /**
   * An expression with its names and values. The change of an update has this form too; names and
   * values of both are merged.
   */
  record Expression(
      String expression, Map<String, String> names, Map<String, AttributeValue> values) {

    public static Expression of(String expression) {
      return new Expression(expression, Map.of(), Map.of());
    }

    public static Expression of(String expression, Map<String, AttributeValue> values) {
      return new Expression(expression, Map.of(), values);
    }
  }

  /** Puts an item that must not exist yet. */
  static Put create(ItemKey key, Item item) {
    return new Put(key, item, Condition.ITEM_ABSENT.expression());
  }

  /** Puts an item, and replaces an existing one. */
  static Put put(ItemKey key, Item item) {
    return new Put(key, item, null);
  }

  /** Changes attributes without a condition. */
  static Update update(ItemKey key, Expression change) {
    return new Update(key, change, null);
  }

  /** Changes attributes under a condition on the present item. */
  static Update update(ItemKey key, Expression change, Expression condition) {
    return new Update(key, change, condition);
  }

  /** Removes an item without a condition. */
  static Delete delete(ItemKey key) {
    return new Delete(key, null);
  }

  /** Puts an item under a condition on the present item. */
  static Put put(ItemKey key, Item item, Condition condition) {
    return new Put(key, item, condition.expression());
  }

  /** Changes attributes without a condition. */
  static Update update(ItemKey key, io.marcado.platform.table.Update change) {
    return new Update(key, change.expression(), null);
  }

  /** Changes attributes under a condition on the present item. */
  static Update update(ItemKey key, io.marcado.platform.table.Update change, Condition condition) {
    return new Update(key, change.expression(), condition.expression());
  }

  /** Removes an item under a condition on the present item. */
  static Delete delete(ItemKey key, Condition condition) {
    return new Delete(key, condition.expression());
  }

  /** A condition without a change. */
  static Check check(ItemKey key, Condition condition) {
    return new Check(key, condition.expression());
  }
}

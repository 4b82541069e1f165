package io.marcado.platform.table;

import io.marcado.platform.table.Write.Expression;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A condition on an item, or a filter of a query. It makes placeholders for names and values
 * itself, so reserved words and clashes cannot occur.
 *
 * <p>An attribute is named by its path: {@code version}, or {@code overrides.2026-11-23} for an
 * attribute inside a map. Values are those that {@link Values#of} takes.
 *
 * @param text the expression, with {@code #} for each attribute and {@code :} for each value
 * @param paths the attributes, in the order of their marks
 * @param values the values, in the order of their marks
 */
public record Condition(String text, List<String> paths, List<AttributeValue> values) {

  /** The item must not exist. */
  public static final Condition ITEM_ABSENT = absent("pk");

  /** The item must exist. */
  public static final Condition ITEM_PRESENT = present("pk");

  /** The attribute has this value. */
  public static Condition equal(String path, Object value) {
    return compare(path, "=", value);
  }

  /** The attribute exists and has another value. */
  public static Condition notEqual(String path, Object value) {
    return compare(path, "<>", value);
  }

  /** The attribute has one of these values, of which there is at least one. */
  public static Condition oneOf(String path, Collection<?> values) {
    List<AttributeValue> operands = values.stream().map(Values::of).toList();
    String marks = String.join(", ", Collections.nCopies(operands.size(), ":"));
    return new Condition("# IN (" + marks + ")", List.of(path), operands);
  }

  /** The attribute is less than this value. */
  public static Condition less(String path, Object value) {
    return compare(path, "<", value);
  }

  /** The attribute is greater than this value. */
  public static Condition greater(String path, Object value) {
    return compare(path, ">", value);
  }

  /** The attribute is this value or less. */
  public static Condition atMost(String path, Object value) {
    return compare(path, "<=", value);
  }

  /** The attribute is this value or more. */
  public static Condition atLeast(String path, Object value) {
    return compare(path, ">=", value);
  }

  /** The attribute exists. */
  public static Condition present(String path) {
    return new Condition("attribute_exists(#)", List.of(path), List.of());
  }

  /** The attribute does not exist. */
  public static Condition absent(String path) {
    return new Condition("attribute_not_exists(#)", List.of(path), List.of());
  }

  /** The attribute's list or set has this element, or its text this part. */
  public static Condition contains(String path, Object value) {
    return new Condition("contains(#, :)", List.of(path), List.of(Values.of(value)));
  }

  /** The attribute's text, list, set or map has fewer characters or elements. */
  public static Condition smaller(String path, int size) {
    return new Condition("size(#) < :", List.of(path), List.of(Values.of(size)));
  }

  /** Both hold. */
  public Condition and(Condition other) {
    return joined(" AND ", other);
  }

  /** One of them holds. */
  public Condition or(Condition other) {
    return joined(" OR ", other);
  }

  /** The condition as an expression of a request. */
  Expression expression() {
    Placeholders placeholders = new Placeholders("c");
    return placeholders.expression(placeholders.fill(this));
  }

  private static Condition compare(String path, String operator, Object value) {
    return new Condition("# " + operator + " :", List.of(path), List.of(Values.of(value)));
  }

  private Condition joined(String operator, Condition other) {
    List<String> allPaths = new ArrayList<>(paths);
    allPaths.addAll(other.paths);
    List<AttributeValue> allValues = new ArrayList<>(values);
    allValues.addAll(other.values);
    return new Condition("(" + text + ")" + operator + "(" + other.text + ")", allPaths, allValues);
  }
}

package io.marcado.platform.table;

import io.marcado.platform.table.Write.Expression;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The names and values of one expression, each under a placeholder. */
final class Placeholders {
  private final String prefix;
  private final Map<String, String> byName = new LinkedHashMap<>();
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, AttributeValue> values = new LinkedHashMap<>();

  /**
   * @param prefix tells the placeholders of an update from those of its condition
   */
  Placeholders(String prefix) {
    this.prefix = prefix;
  }

  /** The placeholders of a path, such as {@code #u0.#u1}. */
  String path(String path) {
    StringBuilder text = new StringBuilder();
    for (String name : path.split("\\.", -1)) {
      text.append(text.isEmpty() ? "" : ".").append(byName.computeIfAbsent(name, this::name));
    }
    return text.toString();
  }

  /** The placeholder of a value. */
  String value(AttributeValue value) {
    String placeholder = ":" + prefix + values.size();
    values.put(placeholder, value);
    return placeholder;
  }

  /** The text of a condition, with placeholders for its marks. */
  String fill(Condition condition) {
    Iterator<String> paths = condition.paths().iterator();
    Iterator<AttributeValue> operands = condition.values().iterator();
    StringBuilder text = new StringBuilder();
    for (char c : condition.text().toCharArray()) {
      switch (c) {
        case '#' -> text.append(path(paths.next()));
        case ':' -> text.append(value(operands.next()));
        default -> text.append(c);
      }
    }
    return text.toString();
  }

  Expression expression(String text) {
    return new Expression(text, names, values);
  }

  private String name(String name) {
    String placeholder = "#" + prefix + names.size();
    names.put(placeholder, name);
    return placeholder;
  }
}

package io.marcado.platform.table;

import io.marcado.platform.table.Write.Expression;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What an update does with the attributes of an item. It names attributes and values by itself; see
 * {@link Condition} for paths and values.
 */
public final class Update {
  private final List<Part> parts = new ArrayList<>();

  private enum Clause {
    SET,
    REMOVE,
    ADD,
    DELETE
  }

  private record Part(Clause clause, Condition form) {}

  /** The attribute gets this value. */
  public Update set(String path, Object value) {
    return part(Clause.SET, "# = :", path, Values.of(value));
  }

  /** The attribute gets this value unless it has one. */
  public Update setIfAbsent(String path, Object value) {
    return part(Clause.SET, "# = if_not_exists(#, :)", path, Values.of(value));
  }

  /** A number that must be there grows by so much. */
  public Update increase(String path, long by) {
    return part(Clause.SET, "# = # + :", path, Values.of(by));
  }

  /** A number grows by so much; one that is not there counts as 0. */
  public Update add(String path, long by) {
    return part(Clause.ADD, "# :", path, Values.of(by));
  }

  /** A set of texts gets these too. */
  public Update add(String path, Set<String> texts) {
    return part(Clause.ADD, "# :", path, Values.of(texts));
  }

  /** A set of texts loses these. */
  public Update delete(String path, Set<String> texts) {
    return part(Clause.DELETE, "# :", path, Values.of(texts));
  }

  /** The attributes go. */
  public Update remove(String... paths) {
    for (String path : paths) {
      part(Clause.REMOVE, "#", path);
    }
    return this;
  }

  /** The update as a request has it. */
  Expression expression() {
    Placeholders placeholders = new Placeholders("u");
    StringBuilder text = new StringBuilder();
    for (Clause clause : Clause.values()) {
      String separator = (text.isEmpty() ? "" : " ") + clause + " ";
      for (Part part : parts) {
        if (part.clause() == clause) {
          text.append(separator).append(placeholders.fill(part.form()));
          separator = ", ";
        }
      }
    }
    return placeholders.expression(text.toString());
  }

  private Update part(Clause clause, String form, String path, AttributeValue... values) {
    // Each form names its one attribute at most twice.
    parts.add(new Part(clause, new Condition(form, Collections.nCopies(2, path), List.of(values))));
    return this;
  }
}

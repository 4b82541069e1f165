package io.marcado.platform.table;

import io.marcado.platform.table.Write.Expression;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The changes that an update makes to the attributes of an item. It makes placeholders for names
 * and values itself; see {@link Condition} for paths and values.
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

  /** Sets the attribute to this value. */
  public Update set(String path, Object value) {
    return part(Clause.SET, "# = :", path, Values.of(value));
  }

  /** Sets the attribute to this value unless it has one. */
  public Update setIfAbsent(String path, Object value) {
    return part(Clause.SET, "# = if_not_exists(#, :)", path, Values.of(value));
  }

  /** Adds to a number, which must exist. */
  public Update increase(String path, long by) {
    return part(Clause.SET, "# = # + :", path, Values.of(by));
  }

  /** Adds to a number; a missing number counts as 0. */
  public Update add(String path, long by) {
    return part(Clause.ADD, "# :", path, Values.of(by));
  }

  /** Adds these texts to a set. */
  public Update add(String path, Set<String> texts) {
    return part(Clause.ADD, "# :", path, Values.of(texts));
  }

  /** Removes these texts from a set. */
  public Update delete(String path, Set<String> texts) {
    return part(Clause.DELETE, "# :", path, Values.of(texts));
  }

  /** Removes the attributes. */
  public Update remove(String... paths) {
    for (String path : paths) {
      part(Clause.REMOVE, "#", path);
    }
    return this;
  }

  /** The update as an expression of a request. */
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

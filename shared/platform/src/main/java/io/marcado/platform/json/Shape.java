package io.marcado.platform.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a JSON object of a request looks like, stated once: a function that names each field with
 * its reader. From it follow the reading of a whole object, the reading of a partial change, and
 * the JSON schema of both.
 *
 * @param <T> what the object becomes
 */
public final class Shape<T> implements FieldReader<T> {
  private final Function<Fields, @Nullable T> whole;
  private final @Nullable Partial<T> change;
  private final Function<T, List<Fault>> rules;

  private record Partial<T>(T blank, BiFunction<T, Fields, T> with) {}

  private Shape(
      Function<Fields, @Nullable T> whole,
      @Nullable Partial<T> change,
      Function<T, List<Fault>> rules) {
    this.whole = whole;
    this.change = change;
    this.rules = rules;
  }

  /**
   * The shape of what is only ever read whole.
   *
   * @param statement names the fields; gives null when it noted a fault
   */
  public static <T> Shape<T> of(Function<Fields, @Nullable T> statement) {
    return new Shape<>(statement, null, _ -> List.of());
  }

  /**
   * The shape of what can also be changed in part.
   *
   * @param blank has the defaults, and something harmless where a field is required
   * @param with names the fields, each with its present value
   */
  public static <T> Shape<T> of(T blank, BiFunction<T, Fields, T> with) {
    return new Shape<>(
        fields -> with.apply(blank, fields), new Partial<>(blank, with), _ -> List.of());
  }

  /**
   * The same with rules over several fields. They are asked of what could be read, with blanks for
   * the rest, so that their faults come together with those of single fields.
   */
  public Shape<T> withRules(Function<T, List<Fault>> faults) {
    return new Shape<>(whole, change, faults);
  }

  /** Reads a whole object. */
  @Override
  public @Nullable T read(JsonNode value, String pointer, Faults faults) {
    int before = faults.count();
    T read = readPartly(value, pointer, faults);
    boolean sound = faults.count() == before;
    if (sound && read == null) {
      throw new IllegalStateException("nothing was read, and no fault told of " + pointer);
    }
    return sound ? read : null;
  }

  /**
   * Reads what can be read. A thing that can be changed in part has blanks for the rest; all others
   * are null when there are faults.
   */
  public @Nullable T readPartly(JsonNode value, String pointer, Faults faults) {
    if (!(value instanceof ObjectNode object)) {
      faults.add(pointer, FaultCode.TYPE, "must be an object");
      return change == null ? null : change.blank();
    }
    Fields fields = Fields.reading(object, pointer, faults);
    T read = whole.apply(fields);
    fields.refuseUnknown();
    if (read != null && (change != null || fields.sound())) {
      fields.faults(rules.apply(read));
    }
    return change != null || fields.sound() ? read : null;
  }

  /**
   * Reads a partial change: every field may be missing and then stays, null clears what may be
   * cleared, and there must be at least one field.
   *
   * @return makes the new value of the present one; may be asked several times
   */
  public UnaryOperator<T> patch(JsonNode value, String pointer, Faults faults) {
    if (value.isObject() && value.isEmpty()) {
      faults.add(pointer, FaultCode.TOO_SHORT, "must have at least one field");
    }
    return change(value, pointer, faults);
  }

  /** The same inside an object that is itself changed in part: it may change nothing. */
  UnaryOperator<T> change(JsonNode value, String pointer, Faults faults) {
    Partial<T> changeable = changeable();
    Map<String, @Nullable Object> changes = new HashMap<>();
    if (value instanceof ObjectNode object) {
      Fields fields = Fields.patching(object, pointer, faults, changes);
      T read = changeable.with().apply(changeable.blank(), fields);
      fields.refuseUnknown();
      fields.faults(rules.apply(read));
    } else {
      faults.add(pointer, FaultCode.TYPE, "must be an object");
    }
    return present -> changeable.with().apply(present, Fields.applying(changes));
  }

  @Override
  public Schema schema() {
    return described(whole, Fields.describing(false));
  }

  /** The schema of a partial change. */
  public Schema patchSchema() {
    return partSchema().with("minProperties", 1);
  }

  /** The schema of a partial change that may change nothing. */
  Schema partSchema() {
    Partial<T> changeable = changeable();
    return described(
        fields -> changeable.with().apply(changeable.blank(), fields), Fields.describing(true));
  }

  private Partial<T> changeable() {
    if (change == null) {
      throw new IllegalStateException("this shape is read whole, and not changed in part");
    }
    return change;
  }

  private Schema described(Function<Fields, @Nullable T> statement, Fields fields) {
    var unused = statement.apply(fields);
    return fields.described();
  }
}

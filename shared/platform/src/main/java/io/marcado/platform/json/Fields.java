package io.marcado.platform.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.Patch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, named one by one. Whatever is wrong is noted and reading goes on,
 * so that the sender gets all faults in one answer; fields that nobody asked for are faults too.
 *
 * <p>The same naming of fields serves four purposes: a whole object is read, a partial change is
 * read, a change that was read is applied, or the object is described as a schema. See {@link
 * Shape}.
 *
 * <p>While there are faults, values may be null where their type says they are not: what is made of
 * them must not be used before the faults were checked. The kernel does that.
 */
public final class Fields {
  private enum Purpose {
    READ,
    PATCH,
    APPLY,
    DESCRIBE,
    DESCRIBE_PATCH
  }

  private final Purpose purpose;
  private final ObjectNode object;
  private final String at;
  private final Faults faults;
  private final int faultsBefore;
  private final Set<String> known = new HashSet<>();

  /** What a change sets, by field; null for what it clears. */
  private final Map<String, @Nullable Object> changes;

  private final Map<String, Object> properties = new LinkedHashMap<>();
  private final List<String> required = new ArrayList<>();
  private boolean oneIsRequired;

  private Fields(
      Purpose purpose,
      ObjectNode object,
      String at,
      Faults faults,
      Map<String, @Nullable Object> changes) {
    this.purpose = purpose;
    this.object = object;
    this.at = at;
    this.faults = faults;
    this.faultsBefore = faults.count();
    this.changes = changes;
  }

  /**
   * @param at JSON pointer of the object itself; empty for the body
   */
  static Fields reading(ObjectNode object, String at, Faults faults) {
    return new Fields(Purpose.READ, object, at, faults, Map.of());
  }

  /** This object once more, read {@linkplain #leniently leniently}. */
  public Fields again() {
    return leniently(object);
  }

  /** Reads what can be read of an object, and notes no fault. */
  public static Fields leniently(ObjectNode object) {
    return reading(object, "", new Faults());
  }

  /**
   * @param changes takes what changes
   */
  static Fields patching(
      ObjectNode object, String at, Faults faults, Map<String, @Nullable Object> changes) {
    return new Fields(Purpose.PATCH, object, at, faults, changes);
  }

  /** Gives the present values, but for what changes. */
  static Fields applying(Map<String, @Nullable Object> changes) {
    return new Fields(
        Purpose.APPLY, JsonNodeFactory.instance.objectNode(), "", new Faults(), changes);
  }

  /** Notes the fields and reads nothing. */
  static Fields describing(boolean change) {
    return new Fields(
        change ? Purpose.DESCRIBE_PATCH : Purpose.DESCRIBE,
        JsonNodeFactory.instance.objectNode(),
        "",
        new Faults(),
        Map.of());
  }

  /** A field that must be there and not null. */
  @SuppressWarnings("NullAway") // null only together with a fault, see the class comment
  public <T> T required(String name, FieldReader<T> reader) {
    if (describing()) {
      describe(name, reader.schema(), true);
      return null;
    }
    return readRequired(name, reader);
  }

  /** The same, where the object can also be changed in part; a change may leave it out. */
  public <T> T required(String name, FieldReader<T> reader, T present) {
    if (describing()) {
      describe(name, reader.schema(), true);
      return present;
    }
    if (purpose != Purpose.READ) {
      return changed(name, reader, present);
    }
    @Nullable T read = readRequired(name, reader);
    return read == null ? present : read;
  }

  /** A field that may be missing, but not null. */
  public <T> Optional<T> optional(String name, FieldReader<T> reader) {
    if (describing()) {
      describe(name, reader.schema(), false);
      return Optional.empty();
    }
    return value(name) == null ? Optional.empty() : Optional.ofNullable(readRequired(name, reader));
  }

  /** A field that may be missing or null, which is the same. */
  public <T> Optional<T> nullable(String name, FieldReader<T> reader) {
    return optional(name, reader, Optional.empty());
  }

  /** The same, where the object can also be changed in part; null clears it. */
  public <T> @Nullable T optional(String name, FieldReader<T> reader, @Nullable T present) {
    if (describing()) {
      describe(name, reader.schema().with("nullable", true), false);
      return present;
    }
    if (purpose == Purpose.APPLY) {
      return applied(name, present);
    }
    JsonNode value = value(name);
    boolean patch = purpose == Purpose.PATCH;
    if (value == null) {
      return patch ? present : null;
    }
    @Nullable T read = value.isNull() ? null : reader.read(value, pointer(name), faults);
    if (patch) {
      changes.put(name, read);
    }
    return read;
  }

  /** The same for a value that is kept as an optional one. */
  public <T> Optional<T> optional(String name, FieldReader<T> reader, Optional<T> present) {
    return Optional.ofNullable(optional(name, reader, present.orElse(null)));
  }

  /** A field that may be missing, but not null; without it, a whole object has the default. */
  public <T> T defaulted(String name, FieldReader<T> reader, T present) {
    if (describing()) {
      Schema schema = reader.schema();
      describe(
          name,
          purpose == Purpose.DESCRIBE ? schema.with("default", Json.tree(present)) : schema,
          false);
      return present;
    }
    return changed(name, reader, present);
  }

  /** An object inside this one, which can be changed in part as this one can. */
  @SuppressWarnings("unchecked")
  public <T> T part(String name, Shape<T> shape, T present) {
    return switch (purpose) {
      case DESCRIBE, DESCRIBE_PATCH -> {
        describe(name, purpose == Purpose.DESCRIBE ? shape.schema() : shape.partSchema(), true);
        yield present;
      }
      case READ -> {
        @Nullable T read = readRequired(name, shape::readPartly);
        yield read == null ? present : read;
      }
      case PATCH ->
          this.<UnaryOperator<T>>changed(name, shape::change, UnaryOperator.identity())
              .apply(present);
      case APPLY -> {
        UnaryOperator<T> change = (UnaryOperator<T>) changes.get(name);
        yield change == null ? present : change.apply(present);
      }
    };
  }

  /**
   * An object with free keys that may be missing, but not null. A change merges it: what it does
   * not mention stays, and null removes a key.
   */
  @SuppressWarnings("unchecked")
  public <T> Map<String, T> merged(
      String name, FieldReader<Map<String, T>> reader, Map<String, T> present) {
    if (purpose == Purpose.APPLY) {
      UnaryOperator<Map<String, T>> change = (UnaryOperator<Map<String, T>>) changes.get(name);
      return change == null ? present : change.apply(present);
    }
    if (purpose == Purpose.DESCRIBE_PATCH) {
      Schema schema = reader.schema();
      if (schema.keywords().get("additionalProperties") instanceof FieldReader<?> element) {
        schema = schema.with("additionalProperties", element.schema().with("nullable", true));
      }
      describe(name, schema, false);
      return present;
    }
    if (purpose != Purpose.PATCH || !(object.get(name) instanceof ObjectNode all)) {
      return defaulted(name, reader, present);
    }
    known.add(name);
    Set<String> removed = new HashSet<>();
    ObjectNode kept = all.deepCopy();
    for (Map.Entry<String, JsonNode> entry : all.properties()) {
      if (entry.getValue().isNull()) {
        removed.add(entry.getKey());
        kept.remove(entry.getKey());
      }
    }
    Map<String, T> read = reader.read(kept, pointer(name), faults);
    UnaryOperator<Map<String, T>> change =
        before -> {
          Map<String, T> after = new HashMap<>(before);
          after.keySet().removeAll(removed);
          if (read != null) {
            after.putAll(read);
          }
          return after;
        };
    changes.put(name, change);
    return change.apply(present);
  }

  /** A field of a partial change that may be missing or null. */
  public <T> Patch<T> patch(String name, FieldReader<T> reader) {
    if (describing()) {
      describe(name, reader.schema().with("nullable", true), false);
      return new Patch.Keep<>();
    }
    JsonNode value = value(name);
    if (value == null) {
      return new Patch.Keep<>();
    }
    if (value.isNull()) {
      return new Patch.Clear<>();
    }
    T read = reader.read(value, pointer(name), faults);
    return read == null ? new Patch.Keep<>() : new Patch.Set<>(read);
  }

  /** Notes a fault when none of these fields is there, even as null. */
  public void requireOneOf(String... names) {
    if (describing()) {
      oneIsRequired = true;
    } else if (Arrays.stream(names).noneMatch(object::has)) {
      String last = names[names.length - 1];
      fault(
          "",
          FaultCode.TOO_SHORT,
          "must have %s or %s"
              .formatted(String.join(", ", List.of(names).subList(0, names.length - 1)), last));
    }
  }

  /** True when the object has the field, even as null. */
  public boolean has(String name) {
    return object.has(name);
  }

  /** True when the object has the field, and not as null. */
  public boolean hasValue(String name) {
    return object.hasNonNull(name);
  }

  /** Notes a fault of this object; {@code relative} is a pointer inside it, or empty. */
  public void fault(String relative, FaultCode code, String detail) {
    faults.add(at + relative, code, detail);
  }

  /** Notes faults whose pointers are relative to this object. */
  public void faults(List<Fault> found) {
    found.forEach(fault -> faults.add(fault.below(at)));
  }

  /**
   * True when nothing is wrong with this object so far, so that its values may be used. Faults of
   * what was read before it do not count.
   */
  public boolean sound() {
    return faults.count() == faultsBefore && !describing();
  }

  /** Notes a fault for each field that nobody asked for. Called once, after all reading. */
  void refuseUnknown() {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        faults.add(pointer(name), FaultCode.UNKNOWN_FIELD, "is not a field of this request");
      }
    }
  }

  /** The schema of the fields that were named. */
  Schema described() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("additionalProperties", false);
    schema.put("properties", properties);
    if (properties.isEmpty()) {
      schema.put("maxProperties", 0);
    }
    if (oneIsRequired) {
      schema.put("minProperties", 1);
    }
    if (!required.isEmpty()) {
      schema.put("required", List.copyOf(required));
    }
    return new Schema(schema);
  }

  private <T> @Nullable T readRequired(String name, FieldReader<T> reader) {
    JsonNode value = value(name);
    if (value == null) {
      faults.add(pointer(name), FaultCode.REQUIRED, "is required");
      return null;
    }
    if (value.isNull()) {
      faults.add(pointer(name), FaultCode.NOT_NULL, "must not be null");
      return null;
    }
    return reader.read(value, pointer(name), faults);
  }

  /** The new value of a field that may be missing, but not null. */
  private <T> T changed(String name, FieldReader<T> reader, T present) {
    if (purpose == Purpose.APPLY) {
      @Nullable T value = applied(name, present);
      return value == null ? present : value;
    }
    JsonNode value = value(name);
    if (value == null) {
      return present;
    }
    @Nullable T read = readRequired(name, reader);
    if (read == null) {
      return present;
    }
    if (purpose == Purpose.PATCH) {
      changes.put(name, read);
    }
    return read;
  }

  @SuppressWarnings("unchecked")
  private <T> @Nullable T applied(String name, @Nullable T present) {
    return changes.containsKey(name) ? (T) changes.get(name) : present;
  }

  private boolean describing() {
    return purpose == Purpose.DESCRIBE || purpose == Purpose.DESCRIBE_PATCH;
  }

  private void describe(String name, Schema schema, boolean mustBeThere) {
    properties.put(name, schema);
    if (mustBeThere && purpose == Purpose.DESCRIBE) {
      required.add(name);
    }
  }

  private @Nullable JsonNode value(String name) {
    known.add(name);
    return object.get(name);
  }

  private String pointer(String name) {
    return at + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}

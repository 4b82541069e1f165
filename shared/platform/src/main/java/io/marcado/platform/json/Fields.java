package io.marcado.platform.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.domain.Fault;
import io.marcado.domain.Patch;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, read by name. Whatever is wrong is noted and reading goes on, so
 * that the sender gets all faults in one answer; fields that nobody asked for are faults too.
 *
 * <p>While there are faults, values may be null where their type says they are not: what is made of
 * them must not be used before the faults were checked. The kernel does that.
 */
public final class Fields {
  private final ObjectNode object;
  private final String at;
  private final Faults faults;
  private final int faultsBefore;
  private final Set<String> known = new HashSet<>();

  /**
   * @param at JSON pointer of the object itself; empty for the body
   */
  public Fields(ObjectNode object, String at, Faults faults) {
    this.object = object;
    this.at = at;
    this.faults = faults;
    this.faultsBefore = faults.count();
  }

  /** A field that must be there and not null. */
  @SuppressWarnings("NullAway") // null only together with a fault, see the class comment
  public <T> T required(String name, FieldReader<T> reader) {
    JsonNode value = value(name);
    if (value == null) {
      faults.add(pointer(name), "is required");
      return null;
    }
    if (value.isNull()) {
      faults.add(pointer(name), "must not be null");
      return null;
    }
    return reader.read(value, pointer(name), faults);
  }

  /** A field that may be missing or null. */
  public <T> Optional<T> optional(String name, FieldReader<T> reader) {
    JsonNode value = value(name);
    return value == null || value.isNull()
        ? Optional.empty()
        : Optional.ofNullable(reader.read(value, pointer(name), faults));
  }

  /** A field of a partial change that may be missing or null. */
  public <T> Patch<T> patch(String name, FieldReader<T> reader) {
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

  /** A field of a partial change that may be missing, but not null. */
  public <T> Patch<T> patchRequired(String name, FieldReader<T> reader) {
    JsonNode value = value(name);
    if (value != null && value.isNull()) {
      faults.add(pointer(name), "must not be null");
      return new Patch.Keep<>();
    }
    return patch(name, reader);
  }

  /** True when the object has the field, even as null. */
  public boolean has(String name) {
    return object.has(name);
  }

  /** Notes a fault of this object; {@code relative} is a pointer inside it, or empty. */
  public void fault(String relative, String detail) {
    faults.add(at + relative, detail);
  }

  /** Notes faults whose pointers are relative to this object. */
  public void faults(List<Fault> found) {
    found.forEach(fault -> fault(fault.pointer(), fault.detail()));
  }

  /**
   * True when nothing is wrong with this object so far, so that its values may be used. Faults of
   * what was read before it do not count.
   */
  public boolean sound() {
    return faults.count() == faultsBefore;
  }

  /** Notes a fault for each field that nobody asked for. Called once, after all reading. */
  void refuseUnknown() {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        faults.add(pointer(name), "is not a field of this request");
      }
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

package io.marcado.platform.json;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON value as a {@code T}.
 *
 * @param <T> what the value becomes
 */
@FunctionalInterface
public interface FieldReader<T> {
  /**
   * Reads a value that is neither missing nor null.
   *
   * @param pointer JSON pointer of the value, for faults
   * @return null exactly when a fault was added
   */
  @Nullable T read(JsonNode value, String pointer, Faults faults);

  /** What the reader takes, as JSON schema. */
  default Schema schema() {
    return Schema.ANY;
  }

  /** The same reader, which says what it takes. */
  default FieldReader<T> takes(Schema schema) {
    return new Described<>(this, schema);
  }

  /** A reader with a schema. */
  record Described<T>(FieldReader<T> reader, Schema schema) implements FieldReader<T> {
    @Override
    public @Nullable T read(JsonNode value, String pointer, Faults faults) {
      return reader.read(value, pointer, faults);
    }
  }
}

package io.marcado.domain;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a partial change says of one field: keep it, clear it, or set it.
 *
 * @param <T> the field's type
 */
public sealed interface Patch<T> {

  /** The field was not mentioned. */
  record Keep<T>() implements Patch<T> {}

  /** The field was null. */
  record Clear<T>() implements Patch<T> {}

  /** The field has a new value. */
  record Set<T>(T value) implements Patch<T> {}

  /** The field's value afterwards, for a field that may be absent. */
  default @Nullable T apply(@Nullable T present) {
    return switch (this) {
      case Keep<T> _ -> present;
      case Clear<T> _ -> null;
      case Set<T>(T value) -> value;
    };
  }

  /** The new value, if there is one. */
  default Optional<T> given() {
    return this instanceof Set<T>(T value) ? Optional.of(value) : Optional.empty();
  }

  /** True when the field stays as it is. */
  default boolean keeps() {
    return this instanceof Keep<T>;
  }
}

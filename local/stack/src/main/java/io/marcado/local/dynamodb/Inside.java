package io.marcado.local.dynamodb;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** Fields of DynamoDB Local and its parts that nothing else gives out. */
final class Inside {
  private Inside() {}

  /**
   * Reads one.
   *
   * @param of null for one of the class
   */
  @SuppressWarnings("unchecked")
  static <T> T value(Class<?> type, String name, @Nullable Object of) {
    try {
      return (T) field(type, name).get(of);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes one. */
  static void set(Class<?> type, String name, Object of, Object value) {
    try {
      field(type, name).set(of, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Opens one. */
  static Field field(Class<?> type, String name) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("DynamoDB Local is another version", e);
    }
  }
}

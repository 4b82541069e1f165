package io.marcado.platform.table;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Converts values to attributes. */
final class Values {
  private Values() {}

  /**
   * A text, whole number, flag, instant (as text), enum (by name), list of texts or set of texts;
   * an attribute value is taken as it is.
   *
   * @throws IllegalArgumentException for anything else
   */
  static AttributeValue of(Object value) {
    return switch (value) {
      case AttributeValue attribute -> attribute;
      case String text -> AttributeValue.fromS(text);
      case Integer number -> AttributeValue.fromN(number.toString());
      case Long number -> AttributeValue.fromN(number.toString());
      case Boolean flag -> AttributeValue.fromBool(flag);
      case Instant instant -> AttributeValue.fromS(instant.toString());
      case Enum<?> constant -> AttributeValue.fromS(constant.name());
      case Set<?> texts -> AttributeValue.fromSs(texts.stream().map(String.class::cast).toList());
      case List<?> texts -> AttributeValue.fromL(texts.stream().map(Values::of).toList());
      default -> throw new IllegalArgumentException("no attribute can be a " + value.getClass());
    };
  }
}

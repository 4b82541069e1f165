package io.marcado.local.app.meter;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * Sizes of items as DynamoDB counts them: names and text in UTF-8; a number one byte for two
 * digits and one more; a list or map three bytes and one for each element.
 */
final class ItemSize {
  private static final int CONTAINER = 3;

  private ItemSize() {}

  /** Bytes of an item in DynamoDB's JSON; zero for none. */
  static int of(JsonNode item) {
    int size = 0;
    for (Map.Entry<String, JsonNode> attribute : item.properties()) {
      size += utf8(attribute.getKey()) + value(attribute.getValue());
    }
    return size;
  }

  private static int value(JsonNode typed) {
    Map.Entry<String, JsonNode> entry = typed.properties().iterator().next();
    JsonNode value = entry.getValue();
    return switch (entry.getKey()) {
      case "S" -> utf8(value.asText());
      case "N" -> number(value.asText());
      case "B" -> Base64.getDecoder().decode(value.asText()).length;
      case "BOOL", "NULL" -> 1;
      case "SS", "NS", "BS" -> {
        int size = 0;
        for (JsonNode element : value) {
          size +=
              switch (entry.getKey()) {
                case "SS" -> utf8(element.asText());
                case "NS" -> number(element.asText());
                default -> Base64.getDecoder().decode(element.asText()).length;
              };
        }
        yield size;
      }
      case "L" -> {
        int size = CONTAINER;
        for (JsonNode element : value) {
          size += 1 + value(element);
        }
        yield size;
      }
      case "M" -> CONTAINER + value.size() + of(value);
      default -> throw new IllegalArgumentException("no attribute: " + typed);
    };
  }

  private static int number(String text) {
    BigDecimal number = new BigDecimal(text).stripTrailingZeros();
    if (number.signum() == 0) {
      return 1;
    }
    int digits = number.precision();
    return (digits + 1) / 2 + 1 + (number.signum() < 0 ? 1 : 0);
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}

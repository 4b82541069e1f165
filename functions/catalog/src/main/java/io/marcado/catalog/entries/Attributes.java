package io.marcado.catalog.entries;

import io.marcado.domain.FaultCode;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Json;
import io.marcado.platform.json.Readers;
import io.marcado.platform.table.Item;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Free fields: text, numbers, true or false. */
public final class Attributes {
  private static final int MOST = 50;

  /** So that a page of a list fits into one answer. */
  private static final int MOST_BYTES = 8 * 1024;

  private Attributes() {}

  public static FieldReader<Map<String, Object>> reader() {
    FieldReader<Map<String, Object>> reader = Readers.attributes(MOST);
    FieldReader<Map<String, Object>> small =
        (value, pointer, faults) -> {
          Map<String, Object> read = reader.read(value, pointer, faults);
          if (read == null) {
            return null;
          }
          Map<String, Object> normal = normal(read);
          if (Json.write(normal).getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            faults.add(pointer, FaultCode.TOO_LONG, "takes more than 8 KB as JSON");
            return null;
          }
          return normal;
        };
    return small.takes(reader.schema());
  }

  /** As an attribute of an item. */
  public static AttributeValue toValue(Map<String, Object> attributes) {
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    attributes.forEach(
        (key, value) ->
            values.put(
                key,
                switch (value) {
                  case Boolean flag -> AttributeValue.fromBool(flag);
                  case BigDecimal number -> AttributeValue.fromN(number.toPlainString());
                  default -> AttributeValue.fromS(value.toString());
                }));
    return AttributeValue.fromM(values);
  }

  /** From an attribute of an item. */
  public static Map<String, Object> fromItem(Item item, String name) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    item.item(name)
        .attributes()
        .forEach(
            (key, value) ->
                attributes.put(
                    key,
                    switch (value.type()) {
                      case BOOL -> value.bool();
                      case N -> normal(new BigDecimal(value.n()));
                      default -> value.s();
                    }));
    return attributes;
  }

  private static Map<String, Object> normal(Map<String, Object> attributes) {
    Map<String, Object> normal = new LinkedHashMap<>();
    attributes.forEach(
        (key, value) ->
            normal.put(key, value instanceof BigDecimal number ? normal(number) : value));
    return normal;
  }

  // The table forgets whether it was 2, 2.0 or 20E-1; what is read back must equal what was sent.
  private static BigDecimal normal(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}

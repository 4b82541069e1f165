package io.marcado.catalog.entries;

import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Readers;
import io.marcado.platform.table.Item;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Free fields: text, numbers, true or false. */
public final class Attributes {
  private static final int MOST = 50;

  private Attributes() {}

  public static FieldReader<Map<String, Object>> reader() {
    return Readers.attributes(MOST);
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
                      case N -> new BigDecimal(value.n());
                      default -> value.s();
                    }));
    return attributes;
  }
}

package io.marcado.bookings.relay;

import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import io.marcado.platform.table.Item;
import java.util.LinkedHashMap;
import java.util.Map;

/** Items as the table's stream carries them, in the form in which the table gives them. */
final class StreamImages {
  private StreamImages() {}

  static Item item(Map<String, AttributeValue> image) {
    return Item.of(map(image));
  }

  private static Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> map(
      Map<String, AttributeValue> image) {
    Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> map =
        new LinkedHashMap<>();
    image.forEach((name, value) -> map.put(name, value(value)));
    return map;
  }

  private static software.amazon.awssdk.services.dynamodb.model.AttributeValue value(
      AttributeValue value) {
    if (value.getS() != null) {
      return software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS(value.getS());
    }
    if (value.getN() != null) {
      return software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN(value.getN());
    }
    if (value.getBOOL() != null) {
      return software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool(
          value.getBOOL());
    }
    if (value.getM() != null) {
      return software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM(map(value.getM()));
    }
    if (value.getL() != null) {
      return software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL(
          value.getL().stream().map(StreamImages::value).toList());
    }
    throw new IllegalArgumentException("a booking has no attribute of such a type");
  }
}

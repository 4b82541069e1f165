package io.marcado.local.app.meter;

import io.marcado.domain.Ids;
import io.marcado.local.LocalStack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Fills a table with copies of what functions have written, which goes faster than by requests. */
final class TableCopies {
  private static final int BATCH = 25;

  private final DynamoDbClient table;
  private final String name;
  private final Ids ids = new Ids(new Random(20261129));

  TableCopies(LocalStack stack) {
    this.table = stack.table().client();
    this.name =
        stack.functions().all().stream()
            .map(function -> function.host().variables().get("TABLE_NAME"))
            .filter(value -> value != null)
            .findFirst()
            .orElseThrow();
  }

  DynamoDbClient table() {
    return table;
  }

  /** An id that nothing has. */
  String id() {
    return ids.next();
  }

  /** The items whose partition begins so and which have this text in a key. */
  List<Map<String, AttributeValue>> find(String partition, String text) {
    return table.scanPaginator(scan -> scan.tableName(name)).items().stream()
        .filter(item -> text(item, "pk").startsWith(partition))
        .filter(item -> text(item, "pk").contains(text) || text(item, "sk").contains(text))
        .toList();
  }

  /**
   * Writes copies of items.
   *
   * @param replaced for each copy, what stands in it in place of what
   */
  void write(
      List<Map<String, AttributeValue>> items,
      int copies,
      IntFunction<Map<String, String>> replaced) {
    List<WriteRequest> writes = new ArrayList<>();
    for (int copy = 0; copy < copies; copy++) {
      Map<String, String> replacements = replaced.apply(copy);
      for (Map<String, AttributeValue> item : items) {
        Map<String, AttributeValue> other = replace(item, replacements);
        writes.add(WriteRequest.builder().putRequest(put -> put.item(other)).build());
      }
    }
    for (int from = 0; from < writes.size(); from += BATCH) {
      List<WriteRequest> batch = writes.subList(from, Math.min(writes.size(), from + BATCH));
      table.batchWriteItem(write -> write.requestItems(Map.of(name, batch)));
    }
  }

  private static String text(Map<String, AttributeValue> item, String attribute) {
    return item.getOrDefault(attribute, AttributeValue.fromS("")).s();
  }

  private static Map<String, AttributeValue> replace(
      Map<String, AttributeValue> values, Map<String, String> replacements) {
    Map<String, AttributeValue> other = new LinkedHashMap<>();
    values.forEach((key, value) -> other.put(key, replace(value, replacements)));
    return new HashMap<>(other);
  }

  private static AttributeValue replace(AttributeValue value, Map<String, String> replacements) {
    return switch (value.type()) {
      case S -> {
        String text = value.s();
        for (Map.Entry<String, String> one : replacements.entrySet()) {
          text = text.replace(one.getKey(), one.getValue());
        }
        yield AttributeValue.fromS(text);
      }
      case M -> AttributeValue.fromM(replace(value.m(), replacements));
      case L ->
          AttributeValue.fromL(
              value.l().stream().map(element -> replace(element, replacements)).toList());
      default -> value;
    };
  }
}

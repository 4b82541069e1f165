package io.marcado.platform.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.domain.Actor;
import io.marcado.platform.table.Item;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One change of one thing, for the audit trail of its business.
 *
 * @param sequence tells changes of one moment apart, and puts them in their order: 1 to 26 small
 *     letters and digits, the same for the same change
 * @param type such as {@code booking.cancelled}
 * @param before what is another now, as it was; empty for what is new
 * @param after the same as it is now; all of it for what is new, nothing for what is gone
 * @param hidden names of what is another too, and whose values are not kept: what people are called
 *     and how they are reached, and what may hold a secret
 */
public record Change(
    Subject subject,
    String subjectId,
    String sequence,
    String type,
    Instant at,
    Doer doer,
    Optional<ObjectNode> before,
    ObjectNode after,
    List<String> hidden) {
  public Change {
    hidden = List.copyOf(hidden);
  }

  /** A kind of thing whose changes are kept. */
  public enum Subject {
    BOOKING,
    CATEGORY,
    SERVICE,
    RESOURCE,
    SETTINGS,
    TEMPLATE,
    WEBHOOK,
    PERSON;

    /** Its name in the API. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Subject> find(String name) {
      return Arrays.stream(values()).filter(one -> one.name().equals(name)).findFirst();
    }
  }

  /** The fields that differ, as they are in the one; a missing one is null. */
  public static ObjectNode of(JsonNode one, JsonNode other, Collection<String> fields) {
    ObjectNode different = JsonNodeFactory.instance.objectNode();
    for (String field : fields) {
      JsonNode value = value(one, field);
      if (!value.equals(value(other, field))) {
        different.set(field, value);
      }
    }
    return different;
  }

  /**
   * A change that an actor made in the present transaction.
   *
   * @param sequence a fresh id
   * @param before as it was; nothing for what is new
   * @param after as it is; nothing for what is gone
   * @param hidden those of its fields whose values are not to be kept
   */
  public static Change by(
      Actor actor,
      Subject subject,
      String subjectId,
      String what,
      JsonNode before,
      JsonNode after,
      Set<String> hidden,
      Instant at,
      String sequence) {
    SequencedSet<String> fields = new LinkedHashSet<>();
    before.fieldNames().forEachRemaining(fields::add);
    after.fieldNames().forEachRemaining(fields::add);
    Map<Boolean, List<String>> kept =
        fields.stream().collect(Collectors.partitioningBy(field -> !hidden.contains(field)));
    List<String> shown = kept.getOrDefault(true, List.of());
    return new Change(
        subject,
        subjectId,
        sequence,
        subject.text() + "." + what,
        at,
        Doer.of(actor),
        before.isEmpty() ? Optional.empty() : Optional.of(of(before, after, shown)),
        after.isEmpty() ? JsonNodeFactory.instance.objectNode() : of(after, before, shown),
        kept.getOrDefault(false, List.of()).stream()
            .filter(field -> !value(before, field).equals(value(after, field)))
            .toList());
  }

  /** Some attributes of an item, as JSON; in the order of their names. */
  public static ObjectNode json(Item item, Predicate<String> names) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(item.attributes())
        .forEach(
            (name, value) -> {
              if (names.test(name)) {
                json.set(name, json(value));
              }
            });
    return json;
  }

  private static JsonNode json(AttributeValue value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (value.type()) {
      case S -> nodes.textNode(value.s());
      case N -> nodes.numberNode(new BigDecimal(value.n()));
      case BOOL -> nodes.booleanNode(value.bool());
      case M -> json(Item.of(value.m()), _ -> true);
      case L -> nodes.arrayNode().addAll(value.l().stream().map(Change::json).toList());
      case SS ->
          nodes.arrayNode().addAll(value.ss().stream().sorted().map(nodes::textNode).toList());
      default -> throw new IllegalArgumentException("no item has an attribute of such a type");
    };
  }

  private static JsonNode value(JsonNode object, String field) {
    JsonNode value = object.path(field);
    return value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value;
  }
}

package io.marcado.local.app.contract;

import static io.marcado.local.app.contract.Documents.list;
import static io.marcado.local.app.contract.Documents.map;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request body with one thing wrong, by what its schema forbids.
 *
 * @param what is wrong, for people
 * @param body the whole body
 * @param pointer where an answer must say that something is wrong
 */
record Mutation(String what, Object body, String pointer) {
  private static final Object ABSENT = new Object();

  /** Puts a value, or its absence, where it belongs in the whole body. */
  private interface Placing {
    @Nullable Object around(@Nullable Object value);
  }

  /** Every body with one fault that can be made from a sound example. */
  static List<Mutation> of(Contract contract, Map<String, Object> schema, Object example) {
    List<Mutation> mutations = new ArrayList<>();
    collect(contract, schema, example, "", false, mutations, value -> value);
    return mutations;
  }

  private static void collect(
      Contract contract,
      Map<String, Object> unresolved,
      @Nullable Object example,
      String pointer,
      boolean required,
      List<Mutation> found,
      Placing placing) {
    Map<String, Object> schema = contract.resolve(unresolved);
    if (!pointer.isEmpty()) {
      if (required) {
        add(found, "missing", placing.around(ABSENT), pointer);
      }
      if (!Boolean.TRUE.equals(schema.get("nullable"))) {
        add(found, "null", placing.around(null), pointer);
      }
      wrongValues(schema)
          .forEach((what, value) -> add(found, what, placing.around(value), pointer));
    }
    if (example instanceof Map<?, ?> && schema.containsKey("properties")) {
      collectFields(contract, schema, map(example), pointer, found, placing);
    }
    if (example instanceof List<?> values && !values.isEmpty() && schema.containsKey("items")) {
      collect(
          contract,
          map(schema.get("items")),
          values.getFirst(),
          pointer + "/0",
          false,
          found,
          value -> placing.around(withFirst(values, value)));
      if (schema.get("maxItems") instanceof Integer most) {
        Object tooMany = Collections.nCopies(most + 1, values.getFirst());
        add(found, "too many entries", placing.around(tooMany), pointer);
      }
    }
  }

  private static void collectFields(
      Contract contract,
      Map<String, Object> schema,
      Map<String, Object> object,
      String pointer,
      List<Mutation> found,
      Placing placing) {
    if (Boolean.FALSE.equals(schema.get("additionalProperties"))) {
      Object more = placing.around(with(object, "isAdmin", true));
      add(found, "unknown field", more, pointer + "/isAdmin");
    }
    map(schema.get("properties"))
        .forEach(
            (name, property) ->
                collect(
                    contract,
                    map(property),
                    object.get(name),
                    pointer + "/" + name,
                    list(schema.get("required")).contains(name),
                    found,
                    value -> placing.around(with(object, name, value))));
  }

  private static Map<String, Object> wrongValues(Map<String, Object> schema) {
    return switch (String.valueOf(schema.get("type"))) {
      case "string" -> wrongTexts(schema);
      case "integer" -> wrongIntegers(schema);
      case "boolean" -> Map.of("text for a flag", "yes");
      case "array" -> Map.of("text for a list", "x");
      case "object" -> Map.of("a list for an object", List.of());
      default -> Map.of();
    };
  }

  private static Map<String, Object> wrongTexts(Map<String, Object> schema) {
    Map<String, Object> wrong = new LinkedHashMap<>();
    wrong.put("number for text", 7);
    wrong.put("object for text", Map.of());
    if (schema.get("maxLength") instanceof Integer longest) {
      wrong.put("too long", "a".repeat(longest + 1));
    }
    if (schema.get("minLength") instanceof Integer shortest && shortest > 0) {
      wrong.put("too short", "");
    }
    if (schema.containsKey("enum")) {
      wrong.put("no such choice", "NEITHER");
    }
    if (schema.containsKey("pattern")) {
      wrong.put("wrong form", "§ §");
    }
    switch (String.valueOf(schema.get("format"))) {
      case "date" -> wrong.put("29 February", "2026-02-29");
      case "date-time" -> wrong.put("30 February", "2026-02-30T10:00:00Z");
      case "email" -> wrong.put("no address", "a@b@c");
      default -> {}
    }
    return wrong;
  }

  private static Map<String, Object> wrongIntegers(Map<String, Object> schema) {
    Map<String, Object> wrong = new LinkedHashMap<>();
    wrong.put("text for a number", "1");
    wrong.put("a fraction", 5.5);
    wrong.put("far too much", 9_999_999_999L);
    wrong.put("a number of 60 digits", BigInteger.TEN.pow(59));
    if (schema.get("minimum") instanceof Integer least) {
      wrong.put("too little", least - 1);
    }
    if (schema.get("maximum") instanceof Integer most) {
      wrong.put("too much", most + 1);
    }
    if (schema.get("multipleOf") instanceof Integer) {
      wrong.put("off the grid", 6);
    }
    return wrong;
  }

  private static void add(
      List<Mutation> found, String what, @Nullable Object body, String pointer) {
    if (body != null) {
      found.add(new Mutation(what + " at " + pointer, body, pointer));
    }
  }

  @SuppressWarnings("unchecked") // a JSON object may hold null, whatever the map's type says
  private static Map<String, Object> with(
      Map<String, Object> object, String name, @Nullable Object value) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(object);
    if (value == ABSENT) {
      changed.remove(name);
    } else {
      changed.put(name, value);
    }
    return (Map<String, Object>) (Map<?, ?>) changed;
  }

  private static List<?> withFirst(List<?> values, @Nullable Object value) {
    List<@Nullable Object> changed = new ArrayList<>(values);
    changed.set(0, value);
    return changed;
  }
}

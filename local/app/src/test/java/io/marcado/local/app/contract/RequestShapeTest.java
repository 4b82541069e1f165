package io.marcado.local.app.contract;

import static io.marcado.local.app.contract.Documents.at;
import static io.marcado.local.app.contract.Documents.list;
import static io.marcado.local.app.contract.Documents.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.FaultCode;
import io.marcado.local.app.contract.Contract.Operation;
import io.marcado.platform.http.HttpEndpoint;
import io.marcado.platform.json.Json;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sun.reflect.ReflectionFactory;

/**
 * The contract's request bodies are those that the handlers read: the same names, types, bounds,
 * forms and defaults.
 */
class RequestShapeTest {
  /** What both must say in the same words. The rest is prose and examples. */
  private static final List<String> KEYWORDS =
      List.of(
          "type",
          "format",
          "pattern",
          "enum",
          "minLength",
          "maxLength",
          "minimum",
          "maximum",
          "multipleOf",
          "minItems",
          "maxItems",
          "uniqueItems",
          "minProperties",
          "maxProperties",
          "nullable",
          "default");

  private static final Set<String> EMPTY = Set.of("[]", "{}");
  private static final Contract CONTRACT = new Contract();
  private static final Stack STACK = new Stack();

  static List<Operation> operations() {
    return CONTRACT.operations();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldTakeTheBodyThatTheContractStates(Operation operation) throws Exception {
    Map<String, Object> read = endpoint(operation.id()).bodySchema().orElse(Map.of());
    Map<String, Object> stated = CONTRACT.bodySchema(operation);

    List<String> differences = new ArrayList<>();
    compare("", stated, read, differences);
    assertThat(differences).isEmpty();
  }

  @Test
  void shouldListTheCodesOfFaults() {
    assertThat(
            at(CONTRACT.document(), "components", "schemas", "FieldError", "properties", "code")
                .get("enum"))
        .isEqualTo(Arrays.stream(FaultCode.values()).map(FaultCode::text).toList());
  }

  private static void compare(
      String at, Map<String, Object> source, Map<String, Object> read, List<String> differences) {
    // Handlers say of bodies of several forms what all of them may have; rules tell them apart.
    Map<String, Object> stated = read.containsKey("oneOf") ? source : joined(source);
    for (String keyword : KEYWORDS) {
      Object contract = normal(keyword, stated.get(keyword));
      Object handler = normal(keyword, read.get(keyword));
      if (!Objects.equals(contract, handler)) {
        differences.add(
            "%s %s: the contract says %s, the handler %s"
                .formatted(at, keyword, contract, handler));
      }
    }
    Set<Object> required = new TreeSet<>(list(stated.get("required")));
    if (!required.equals(new TreeSet<>(list(read.get("required"))))) {
      differences.add(
          "%s required: the contract says %s, the handler %s"
              .formatted(at, required, read.get("required")));
    }
    Map<String, Object> properties = at(stated, "properties");
    Map<String, Object> fields = at(read, "properties");
    Set<String> names = new TreeSet<>(properties.keySet());
    names.addAll(fields.keySet());
    for (String name : names) {
      if (!properties.containsKey(name) || !fields.containsKey(name)) {
        differences.add(
            at
                + "/"
                + name
                + (fields.containsKey(name) ? " is not in the contract" : " is not read"));
      } else {
        inner(at + "/" + name, properties.get(name), fields.get(name), differences);
      }
    }
    inner(at + "/*", stated.get("items"), read.get("items"), differences);
    Object free = stated.get("additionalProperties");
    if (free instanceof Boolean || free == null) {
      Object handler = read.get("additionalProperties");
      if (!Objects.equals(free, handler)) {
        differences.add(
            "%s additionalProperties: the contract says %s, the handler %s"
                .formatted(at, free, handler));
      }
    } else {
      inner(at + "/{}", free, read.get("additionalProperties"), differences);
    }
    List<?> choices = list(stated.get("oneOf"));
    List<?> taken = list(read.get("oneOf"));
    if (choices.size() != taken.size()) {
      differences.add(
          at + " oneOf: the contract says %s, the handler %s".formatted(choices, taken));
    } else {
      for (int i = 0; i < choices.size(); i++) {
        inner(at + "|" + i, choices.get(i), taken.get(i), differences);
      }
    }
  }

  /**
   * A schema in one piece: without allOf, and objects of which one is sent as what may be in it.
   */
  private static Map<String, Object> joined(Map<String, Object> schema) {
    Map<String, Object> whole = new LinkedHashMap<>();
    Map<String, Object> properties = new LinkedHashMap<>();
    Set<Object> required = null;
    for (String choice : List.of("allOf", "oneOf")) {
      for (Object part : list(schema.get(choice))) {
        Map<String, Object> one = joined(CONTRACT.resolve(map(part)));
        whole.putAll(one);
        properties.putAll(at(one, "properties"));
        Set<Object> needed = new TreeSet<>(list(one.get("required")));
        if (required == null) {
          required = needed;
        } else {
          required.retainAll(needed);
        }
      }
    }
    if (required != null) {
      whole.put("required", List.copyOf(required));
    }
    whole.putAll(schema);
    whole.remove("oneOf");
    properties.putAll(at(schema, "properties"));
    if (!properties.isEmpty()) {
      whole.put("properties", properties);
    }
    return whole;
  }

  private static void inner(
      String at, @Nullable Object stated, @Nullable Object read, List<String> differences) {
    if (stated != null || read != null) {
      compare(at, CONTRACT.resolve(map(stated)), map(read), differences);
    }
  }

  private static @Nullable Object normal(String keyword, @Nullable Object value) {
    return switch (keyword) {
      case "pattern" ->
          value == null ? null : value.toString().replace("(?:", "(").replace("\\d", "[0-9]");
      // That a list is empty without an entry needs no saying.
      case "default" ->
          value == null || EMPTY.contains(Json.tree(value).toString())
              ? null
              : Json.tree(value).toString();
      case "nullable" -> value == null ? false : value;
      case "enum" -> value == null ? null : new TreeSet<>(list(value));
      default -> value == null ? null : value.toString();
    };
  }

  private static HttpEndpoint endpoint(String function) throws Exception {
    String name =
        String.valueOf(Objects.requireNonNull(STACK.functions().get(function)).get("Handler"));
    return (HttpEndpoint) blank(Class.forName(name), 4);
  }

  // Without its constructor, which would start the whole function; reading takes nothing from there
  // but the readers that other beans have.
  private static Object blank(Class<?> type, int depth) throws Exception {
    Object instance =
        ReflectionFactory.getReflectionFactory()
            .newConstructorForSerialization(type, Object.class.getConstructor())
            .newInstance();
    for (Class<?> part = type; part != null && depth > 0; part = part.getSuperclass()) {
      for (Field field : part.getDeclaredFields()) {
        Class<?> wanted = field.getType();
        if (part.getName().startsWith("io.marcado")
            && wanted.getName().startsWith("io.marcado")
            && !Modifier.isStatic(field.getModifiers())
            && !Modifier.isAbstract(wanted.getModifiers())
            && !wanted.isEnum()
            && !wanted.isRecord()) {
          field.setAccessible(true);
          field.set(instance, blank(wanted, depth - 1));
        }
      }
    }
    return instance;
  }
}

package io.marcado.origin.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** An OpenAPI document as a tree, with references resolved on the way. */
record Contract(Map<String, Object> document) {
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  /** An operation with its place. */
  record Operation(String method, String path, Map<String, Object> definition) {
    String id() {
      return text(definition, "operationId");
    }
  }

  static Contract parse(String yaml) {
    LoaderOptions loading = new LoaderOptions();
    loading.setCodePointLimit(20_000_000);
    DumperOptions dumping = new DumperOptions();
    Object document =
        new Yaml(
                new SafeConstructor(loading),
                new Representer(dumping),
                dumping,
                loading,
                new JsonTypes())
            .load(yaml);
    return new Contract(map(document));
  }

  List<Operation> operations(String tag) {
    List<Operation> found = new ArrayList<>();
    map(document.get("paths"))
        .forEach(
            (path, item) -> {
              Map<String, Object> methods = map(item);
              for (String method : METHODS) {
                Map<String, Object> definition = map(methods.get(method));
                if (list(definition.get("tags")).contains(tag)) {
                  found.add(new Operation(method, path, withShared(methods, definition)));
                }
              }
            });
    return found;
  }

  Map<String, Object> tagged() {
    Map<String, Object> tags = new LinkedHashMap<>();
    list(document.get("tags"))
        .forEach(tag -> tags.put(text(map(tag), "name"), text(map(tag), "description")));
    return tags;
  }

  Map<String, Object> schemas() {
    return map(map(document.get("components")).get("schemas"));
  }

  /** The object itself, or what its {@code $ref} leads to. */
  Map<String, Object> resolved(@Nullable Object object) {
    Map<String, Object> present = map(object);
    while (present.get("$ref") instanceof String reference) {
      Object found = document;
      for (String part : reference.substring(2).split("/")) {
        found = map(found).get(part);
      }
      present = map(found);
    }
    return present;
  }

  private static Map<String, Object> withShared(
      Map<String, Object> methods, Map<String, Object> definition) {
    List<Object> parameters = new ArrayList<>(list(methods.get("parameters")));
    parameters.addAll(list(definition.get("parameters")));
    Map<String, Object> whole = new LinkedHashMap<>(definition);
    whole.put("parameters", parameters);
    return whole;
  }

  @SuppressWarnings("unchecked") // the keys of a YAML document of ours are texts
  static Map<String, Object> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  @SuppressWarnings("unchecked")
  static List<Object> list(@Nullable Object value) {
    return value instanceof List<?> list ? (List<Object>) list : List.of();
  }

  static String text(Map<String, Object> object, String name) {
    Object value = object.get(name);
    return value == null ? "" : value.toString();
  }

  /** Only what JSON has: a date stays text, and so does a time of day. */
  private static final class JsonTypes extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.BOOL, Pattern.compile("true|false"), "tf");
      addImplicitResolver(Tag.INT, Pattern.compile("-?(?:0|[1-9][0-9]*)"), "-0123456789");
      addImplicitResolver(
          Tag.FLOAT, Pattern.compile("-?(?:0|[1-9][0-9]*)\\.[0-9]+"), "-0123456789");
      addImplicitResolver(Tag.NULL, Pattern.compile("null|~"), "n~");
    }
  }
}

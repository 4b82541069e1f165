package io.marcado.origin.reference;

import static io.marcado.origin.reference.Contract.list;
import static io.marcado.origin.reference.Contract.map;
import static io.marcado.origin.reference.Contract.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.marcado.origin.reference.Contract.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The contract as a page to read: every operation, every answer, every schema. */
record ReferencePage(Contract contract) {
  private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();

  static ReferencePage of(Contract contract) {
    return new ReferencePage(contract);
  }

  /** The page, in its frame. */
  String into(String frame) {
    String page = frame;
    Map<String, Object> info = map(contract.document().get("info"));
    page = Html.set(page, "version", Html.escaped(text(info, "version")));
    page = Html.set(page, "description", Html.prose(text(info, "description")));
    page = Html.set(page, "contents", contents());
    page = Html.set(page, "permissions", permissions());
    page = Html.set(page, "operations", operations());
    return Html.set(page, "schemas", schemas());
  }

  private String contents() {
    StringBuilder html = new StringBuilder();
    for (String tag : contract.tagged().keySet()) {
      html.append("<li><a href=\"#%s\">%s</a>\n<ul>\n".formatted(anchor(tag), Html.escaped(tag)));
      for (Operation operation : contract.operations(tag)) {
        html.append(
            "<li><a href=\"#%s\">%s %s</a></li>\n"
                .formatted(
                    operation.id(),
                    badge(operation),
                    Html.escaped(text(operation.definition(), "summary"))));
      }
      html.append("</ul></li>\n");
    }
    return html.append("<li><a href=\"#permissions\">Roles and permissions</a></li>\n")
        .append("<li><a href=\"#schemas\">Schemas</a></li>")
        .toString();
  }

  private String operations() {
    StringBuilder html = new StringBuilder();
    contract
        .tagged()
        .forEach(
            (tag, description) -> {
              html.append(
                  "<section aria-labelledby=\"%1$s\">\n<h2 id=\"%1$s\">%2$s</h2>\n%3$s\n"
                      .formatted(
                          anchor(tag), Html.escaped(tag), Html.prose(description.toString())));
              contract.operations(tag).forEach(operation -> html.append(operation(operation)));
              html.append("</section>\n");
            });
    return html.toString();
  }

  private String operation(Operation operation) {
    Map<String, Object> definition = operation.definition();
    String base = text(definition, "x-marcado-base").equals("origin") ? "{origin}" : "{base}";
    return """
    <article id="%1$s">
    <h3>%2$s</h3>
    <p class="route">%3$s <code>%4$s%5$s</code></p>
    %6$s
    <p class="facts">Who may: <strong>%7$s</strong>. Operation <code>%1$s</code>.</p>
    %8$s%9$s%10$s</article>
    """
        .formatted(
            operation.id(),
            Html.line(text(definition, "summary")),
            badge(operation),
            base,
            Html.escaped(operation.path()),
            Html.prose(text(definition, "description")),
            access(definition),
            parameters(list(definition.get("parameters"))),
            body(contract.resolved(definition.get("requestBody"))),
            answers(map(definition.get("responses"))));
  }

  private String access(Map<String, Object> definition) {
    String access = text(definition, "x-marcado-access");
    return switch (access) {
      case "open" -> "anyone; a token is not looked at";
      case "anyone" ->
          text(definition, "x-marcado-base").equals("origin")
              ? "anyone"
              : "anyone; a token is optional";
      case "people" -> "anyone but an API key; a token, if there is one, must be valid";
      case "operator" -> "operators of the platform, by a key of their own";
      case "signed-in" -> "people who are signed in; no API key";
      default ->
          Arrays.stream(access.split(", "))
              .map(this::permitted)
              .collect(Collectors.joining(", or "));
    };
  }

  private String permitted(String permission) {
    String whom =
        list(contract.document().get("x-marcado-permissions")).stream()
            .map(Contract::map)
            .filter(entry -> text(entry, "permission").equals(permission))
            .map(
                entry ->
                    " (%s%s)"
                        .formatted(
                            andAbove(text(entry, "leastRole")),
                            isForApiKeys(entry) ? ", API keys" : ""))
            .findFirst()
            .orElse("");
    return "<a href=\"#permissions\"><code>%s</code></a>%s"
        .formatted(Html.escaped(permission), Html.escaped(whom));
  }

  private String permissions() {
    StringBuilder rows = new StringBuilder();
    for (Object each : list(contract.document().get("x-marcado-permissions"))) {
      Map<String, Object> entry = map(each);
      rows.append(
          row(
              "<code>" + Html.escaped(text(entry, "permission")) + "</code>",
              Html.escaped(andAbove(text(entry, "leastRole"))),
              isForApiKeys(entry) ? "yes" : "no",
              Html.line(text(entry, "description"))));
    }
    return table(
        "Roles and permissions",
        List.of("Permission", "Least role", "API keys", "Description"),
        rows);
  }

  private static boolean isForApiKeys(Map<String, Object> permission) {
    return Boolean.TRUE.equals(permission.get("forApiKeys"));
  }

  private static String andAbove(String role) {
    return role.equals("OWNER") ? "OWNER" : role + " and above";
  }

  private String parameters(List<Object> parameters) {
    if (parameters.isEmpty()) {
      return "";
    }
    StringBuilder rows = new StringBuilder();
    for (Object each : parameters) {
      Map<String, Object> parameter = contract.resolved(each);
      rows.append(
          row(
              name(text(parameter, "name"), Boolean.TRUE.equals(parameter.get("required"))),
              Html.escaped(text(parameter, "in")),
              type(map(parameter.get("schema"))),
              Html.line(text(parameter, "description"))));
    }
    return table("Parameters", List.of("Name", "In", "Type", "Meaning"), rows);
  }

  private String body(Map<String, Object> body) {
    if (body.isEmpty()) {
      return "";
    }
    Map<String, Object> media = firstMedia(body);
    return "<h4>Body</h4>\n<p>%s%s</p>\n%s"
        .formatted(
            type(map(media.get("schema"))),
            Boolean.TRUE.equals(body.get("required")) ? "" : ", may be missing",
            example(media));
  }

  private String answers(Map<String, Object> responses) {
    StringBuilder rows = new StringBuilder();
    StringBuilder examples = new StringBuilder();
    responses.forEach(
        (status, each) -> {
          Map<String, Object> response = contract.resolved(each);
          Map<String, Object> media = firstMedia(response);
          rows.append(
              row(
                  "<code>" + Html.escaped(status) + "</code>",
                  Html.line(text(response, "description")),
                  status.startsWith("2")
                      ? media.isEmpty() ? "nothing" : type(map(media.get("schema")))
                      : codes(media)));
          if (status.startsWith("2")) {
            examples.append(example(media));
          }
        });
    return table("Answers", List.of("Status", "When", "What"), rows) + examples;
  }

  private String codes(Map<String, Object> media) {
    String codes =
        map(media.get("examples")).keySet().stream()
            .map(code -> "<code>" + Html.escaped(code) + "</code>")
            .collect(Collectors.joining(", "));
    String problem = "<a href=\"#schema-Problem\">Problem</a>";
    return codes.isEmpty() ? problem : problem + ": " + codes;
  }

  private String schemas() {
    StringBuilder html = new StringBuilder();
    contract.schemas().forEach((name, schema) -> html.append(schema(name, map(schema))));
    return html.toString();
  }

  private String schema(String name, Map<String, Object> schema) {
    StringBuilder html =
        new StringBuilder(
            "<article id=\"schema-%1$s\">\n<h3>%1$s</h3>\n%2$s\n"
                .formatted(Html.escaped(name), Html.prose(text(schema, "description"))));
    Map<String, Object> properties = map(schema.get("properties"));
    if (properties.isEmpty()) {
      html.append("<p>").append(inline(schema)).append("</p>\n");
    } else {
      StringBuilder rows = new StringBuilder();
      fields(rows, "", schema);
      html.append(table("Fields", List.of("Name", "Type", "Meaning"), rows));
    }
    return html.append(json("Example", schema.get("example"))).append("</article>\n").toString();
  }

  private void fields(StringBuilder rows, String prefix, Map<String, Object> schema) {
    List<Object> required = list(schema.get("required"));
    map(schema.get("properties"))
        .forEach(
            (name, each) -> {
              Map<String, Object> property = map(each);
              rows.append(
                  row(
                      name(prefix + name, required.contains(name)),
                      type(property),
                      Html.line(text(property, "description"))));
              fields(rows, prefix + name + ".", property);
            });
  }

  /** What a value looks like: a link to its schema, or its own bounds. */
  private String type(Map<String, Object> schema) {
    return schema.get("$ref") instanceof String reference
        ? "<a href=\"#schema-%1$s\">%1$s</a>"
            .formatted(Html.escaped(reference.substring(reference.lastIndexOf('/') + 1)))
        : inline(schema);
  }

  private String inline(Map<String, Object> schema) {
    List<String> parts = new ArrayList<>();
    for (String combination : List.of("oneOf", "anyOf", "allOf")) {
      List<Object> choices = list(schema.get(combination));
      if (!choices.isEmpty()) {
        parts.add(
            choices.stream()
                .map(choice -> type(map(choice)))
                .collect(Collectors.joining(combination.equals("allOf") ? " and " : " or ")));
      }
    }
    String kind = text(schema, "type");
    if (kind.equals("array")) {
      parts.add("list of " + type(map(schema.get("items"))));
    } else if (!kind.isEmpty()) {
      parts.add(kind);
    }
    if (schema.get("additionalProperties") instanceof Map<?, ?> values) {
      parts.add("of " + type(map(values)));
    }
    List<Object> choices = list(schema.get("enum"));
    if (!choices.isEmpty()) {
      parts.add(
          choices.stream()
              .map(choice -> "<code>" + Html.escaped(String.valueOf(choice)) + "</code>")
              .collect(Collectors.joining(" ")));
    }
    bound(parts, schema, "format", "%s");
    bound(parts, schema, "pattern", "<code>%s</code>");
    bound(parts, schema, "minimum", "≥ %s");
    bound(parts, schema, "maximum", "≤ %s");
    bound(parts, schema, "multipleOf", "multiple of %s");
    bound(parts, schema, "minLength", "at least %s characters");
    bound(parts, schema, "maxLength", "at most %s characters");
    bound(parts, schema, "minItems", "at least %s");
    bound(parts, schema, "maxItems", "at most %s");
    bound(parts, schema, "maxProperties", "at most %s");
    bound(parts, schema, "default", "default <code>%s</code>");
    if (Boolean.TRUE.equals(schema.get("nullable"))) {
      parts.add("or null");
    }
    return parts.isEmpty() ? "anything" : String.join(", ", parts);
  }

  private static void bound(
      List<String> parts, Map<String, Object> schema, String name, String form) {
    if (schema.containsKey(name)) {
      parts.add(form.formatted(Html.escaped(text(schema, name))));
    }
  }

  private String example(Map<String, Object> media) {
    Object own = media.get("example");
    if (own != null) {
      return json("Example", own);
    }
    return map(media.get("examples")).values().stream()
        .map(contract::resolved)
        .map(example -> json(exampleName(example), example.get("value")))
        .findFirst()
        .orElseGet(() -> json("Example", contract.resolved(media.get("schema")).get("example")));
  }

  private static String exampleName(Map<String, Object> example) {
    String summary = text(example, "summary");
    return summary.isEmpty() ? "Example" : "Example: " + summary;
  }

  private static String json(String title, @Nullable Object value) {
    if (value == null) {
      return "";
    }
    try {
      return "<details><summary>%s</summary>\n<pre tabindex=\"0\">%s</pre></details>\n"
          .formatted(Html.escaped(title), Html.escaped(JSON.writeValueAsString(value)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an example that is no JSON", e);
    }
  }

  private static Map<String, Object> firstMedia(Map<String, Object> holder) {
    return map(holder.get("content")).values().stream()
        .findFirst()
        .map(Contract::map)
        .orElse(Map.of());
  }

  private static String badge(Operation operation) {
    return "<span class=\"method %s\">%s</span>"
        .formatted(operation.method(), operation.method().toUpperCase(Locale.ROOT));
  }

  private static String name(String name, boolean required) {
    return "<code>" + Html.escaped(name) + "</code>" + (required ? " <em>required</em>" : "");
  }

  private static String table(String title, List<String> heads, StringBuilder rows) {
    String head =
        heads.stream()
            .map(name -> "<th scope=\"col\">" + name + "</th>")
            .collect(Collectors.joining());
    return """
    <div class="table" tabindex="0" role="region" aria-label="%1$s"><table>
    <caption>%1$s</caption><thead><tr>%2$s</tr></thead>
    <tbody>%3$s</tbody></table></div>
    """
        .formatted(title, head, rows);
  }

  private static String row(String... cells) {
    StringBuilder html = new StringBuilder("<tr>");
    for (String cell : cells) {
      html.append("<td>").append(cell).append("</td>");
    }
    return html.append("</tr>\n").toString();
  }

  private static String anchor(String tag) {
    return "tag-" + tag.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }
}

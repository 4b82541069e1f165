package io.marcado.platform.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON schema of a value, as OpenAPI 3.0 writes it.
 *
 * @param keywords by name; a {@link FieldReader} stands for its schema, which is put together only
 *     when it is asked for
 */
public record Schema(Map<String, Object> keywords) {
  /** Nothing is said of the value. */
  static final Schema ANY = new Schema(Map.of());

  /** A text. */
  public static Schema string() {
    return new Schema(Map.of("type", "string"));
  }

  /** The same with a keyword more. */
  public Schema with(String keyword, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(keywords);
    more.put(keyword, value);
    return new Schema(more);
  }

  /** The schema as JSON is made of. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    keywords.forEach((keyword, value) -> json.put(keyword, json(value)));
    return json;
  }

  private static Object json(Object value) {
    return switch (value) {
      case FieldReader<?> reader -> reader.schema().json();
      case Schema schema -> schema.json();
      case Map<?, ?> map -> {
        Map<String, Object> json = new LinkedHashMap<>();
        map.forEach((key, each) -> json.put((String) key, json(each)));
        yield json;
      }
      case List<?> list -> list.stream().map(Schema::json).toList();
      default -> value;
    };
  }
}

package io.marcado.platform.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.TenantId;
import io.marcado.platform.json.Faults;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Json;
import io.marcado.platform.json.Schema;
import io.marcado.platform.json.Shape;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request brings, read piece by piece. Faults of all pieces are collected and answered
 * together before the endpoint acts.
 */
public final class RequestReader {
  /** The largest body, in bytes of UTF-8. */
  public static final int LARGEST_BODY = 256 * 1024;

  private static final Object NOTHING = new Object();
  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final Pattern ETAG = Pattern.compile("(?:W/)?(\"?)(\\d{1,18})\\1");

  private final APIGatewayV2HTTPEvent event;
  private final Map<String, String> headers;
  private final List<String> operation;
  private final Faults faults = new Faults();
  private @Nullable Query query;
  private boolean bodyRead;
  private boolean bodyMayBeMissing;
  private final boolean describing;
  private @Nullable Schema bodySchema;
  private ObjectNode bodyObject = JsonNodeFactory.instance.objectNode();

  /**
   * @param endpoint that reads it
   */
  RequestReader(
      APIGatewayV2HTTPEvent event, Exchange exchange, Class<? extends HttpEndpoint> endpoint) {
    this(
        event,
        exchange.headers(),
        List.of(exchange.tenant().map(TenantId::value).orElse(""), endpoint.getSimpleName()),
        false);
  }

  private RequestReader(
      APIGatewayV2HTTPEvent event,
      Map<String, String> headers,
      List<String> operation,
      boolean describing) {
    this.event = event;
    this.headers = headers;
    this.operation = operation;
    this.describing = describing;
  }

  /** Reads no request, but finds out what body an endpoint takes. */
  static RequestReader describing() {
    return new RequestReader(
        new APIGatewayV2HTTPEvent(), Map.of("if-match", "\"1\""), List.of(), true);
  }

  /** The schema of the body that was asked for; empty for none. */
  Optional<Schema> bodySchema() {
    return Optional.ofNullable(bodySchema);
  }

  /**
   * An id from the path.
   *
   * @throws Problem 404 when it cannot be an id, since nothing has such a one
   */
  public String path(String name) {
    Map<String, String> parameters = event.getPathParameters();
    String value = parameters == null ? null : parameters.get(name);
    if (describing) {
      return name;
    }
    if (value == null || !ID.matcher(value).matches()) {
      throw Problem.notFound("thing");
    }
    return value;
  }

  /** A parameter of the path that is no id, for example a date. */
  public <T> T path(String name, FieldReader<T> reader) {
    Map<String, String> parameters = event.getPathParameters();
    String value = parameters == null ? null : parameters.get(name);
    Faults found = new Faults();
    T read = reader.read(TextNode.valueOf(value == null ? "" : value), name, found);
    found.all().forEach(fault -> faults.add(Fault.path(name, fault.code(), fault.detail())));
    return uncheckedWhileFaulty(read);
  }

  /** Reads the body, which must be a JSON object. */
  public <T> T body(Function<Fields, T> mapping) {
    return body(Shape.of(mapping::apply));
  }

  /** Reads the body as a whole object. */
  public <T> T body(Shape<T> shape) {
    bodyRead = true;
    if (describing) {
      bodySchema = shape.schema();
    }
    return uncheckedWhileFaulty(shape.readPartly(object(text()), "", faults));
  }

  /**
   * Reads the body as a partial change of such an object.
   *
   * @return makes the new value of the present one; may be asked several times
   */
  public <T> UnaryOperator<T> patch(Shape<T> shape) {
    bodyRead = true;
    if (describing) {
      bodySchema = shape.patchSchema();
    }
    return shape.patch(object(text()), "", faults);
  }

  /** Reads the body, which may be missing and then counts as an empty object. */
  public <T> T optionalBody(Function<Fields, T> mapping) {
    bodyMayBeMissing = true;
    return body(Shape.of(mapping::apply));
  }

  /**
   * The readable part of the body, whatever is wrong with the rest of it, so that it can be looked
   * up for {@link TenantEndpoint#faults}. It notes no fault, and is read only when it is asked for.
   */
  public <T> Supplier<T> readable(Function<Fields, T> mapping) {
    return () -> mapping.apply(Fields.leniently(bodyObject));
  }

  /**
   * The body as it came, which its sender has signed.
   *
   * @param most bytes
   * @throws Problem 413 when it has more
   */
  public byte[] signedBody(int most) {
    bodyRead = true;
    String body = event.getBody();
    if (body == null) {
      return new byte[0];
    }
    // An encoded body is at most half as long again as what it encodes.
    if (body.length() > 2L * most) {
      throw tooLarge(most);
    }
    byte[] bytes;
    try {
      bytes =
          event.getIsBase64Encoded()
              ? Base64.getDecoder().decode(body)
              : body.getBytes(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Problem(CommonProblem.MALFORMED_BODY, "The body cannot be read.");
    }
    if (bytes.length > most) {
      throw tooLarge(most);
    }
    return bytes;
  }

  /** The query parameters. */
  public Query query() {
    Query present = query;
    if (present == null) {
      Map<String, String> parameters = event.getQueryStringParameters();
      Map<String, String> path = event.getPathParameters();
      present =
          new Query(
              parameters == null ? Map.of() : parameters,
              faults,
              List.of(operation, path == null ? Map.of() : new TreeMap<>(path)));
      query = present;
    }
    return present;
  }

  /** A header's value, by its name in lower case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The Idempotency-Key: 1 to 255 visible ASCII characters. */
  public Optional<String> idempotencyKey() {
    Optional<String> key = header("idempotency-key");
    if (key.isPresent() && !KEY.matcher(key.get()).matches()) {
      faults.add(
          Fault.header(
              "Idempotency-Key", FaultCode.PATTERN, "must have 1 to 255 visible ASCII characters"));
      return Optional.empty();
    }
    return key;
  }

  /**
   * The version in If-Match, if there is one, with or without quotes; {@code *} means any, and so
   * none.
   */
  public Optional<Long> ifMatch() {
    Optional<String> header = header("if-match");
    if (header.isEmpty() || header.get().strip().equals("*")) {
      return Optional.empty();
    }
    Matcher matcher = ETAG.matcher(header.get().strip());
    if (!matcher.matches()) {
      faults.add(Fault.header("If-Match", FaultCode.PATTERN, "must be one version, such as \"3\""));
      return Optional.empty();
    }
    return Optional.of(Long.parseLong(matcher.group(2)));
  }

  /**
   * The one version in If-Match.
   *
   * @throws Problem 428 when there is none
   */
  public long requiredIfMatch() {
    Optional<String> header = header("if-match");
    if (header.isEmpty() || header.get().strip().equals("*")) {
      throw new Problem(
          CommonProblem.VERSION_REQUIRED,
          (header.isPresent() ? "If-Match: * names no version. " : "")
              + "Send If-Match with the version that you have read, for example If-Match: \"1\".");
    }
    return ifMatch().orElse(-1L);
  }

  /**
   * Ends the reading. A body that nobody asked for must be an empty object, as every field that
   * nobody asked for is a fault.
   *
   * @param further faults that only what is stored can show; asked when there are others
   * @throws Problem 400 with all faults, when there are any
   */
  void finish(Supplier<List<Fault>> further) {
    query().refuseUnknown();
    if (!bodyRead && mayHaveBody()) {
      optionalBody(_ -> NOTHING);
    } else if (!bodyRead && event.getBody() != null && event.getBody().length() > LARGEST_BODY) {
      throw tooLarge();
    }
    if (!faults.none()) {
      further.get().forEach(faults::add);
      throw Problem.invalid(faults.all());
    }
  }

  private boolean mayHaveBody() {
    APIGatewayV2HTTPEvent.RequestContext context = event.getRequestContext();
    return context != null
        && context.getHttp() != null
        && context.getHttp().getMethod() != null
        && WITH_BODY.contains(context.getHttp().getMethod());
  }

  @SuppressWarnings("NullAway") // null only together with a fault, which finish() reports
  private static <T> T uncheckedWhileFaulty(@Nullable T read) {
    return read;
  }

  private String text() {
    String body = event.getBody();
    if (body == null) {
      return "";
    }
    if (body.length() > LARGEST_BODY * 2) {
      throw tooLarge();
    }
    String type = headers.getOrDefault("content-type", "application/json");
    if (!body.isEmpty() && !type.toLowerCase(Locale.ROOT).contains("json")) {
      throw new Problem(
          CommonProblem.MALFORMED_BODY, "Send the body as application/json, in UTF-8.");
    }
    String text = event.getIsBase64Encoded() ? decoded(body) : body;
    if (text.getBytes(StandardCharsets.UTF_8).length > LARGEST_BODY) {
      throw tooLarge();
    }
    return text;
  }

  private static String decoded(String body) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Base64.getDecoder().decode(body)))
          .toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw new Problem(CommonProblem.MALFORMED_BODY, "The body is not UTF-8 text.");
    }
  }

  private ObjectNode object(String text) {
    if (text.isBlank() && (bodyMayBeMissing || describing)) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (text.isBlank()) {
      throw new Problem(CommonProblem.MALFORMED_BODY, "The body is missing; send a JSON object.");
    }
    try {
      JsonNode node = Json.parse(text);
      if (node instanceof ObjectNode object) {
        bodyObject = object;
        return object;
      }
      throw Problem.invalid(List.of(new Fault("", FaultCode.TYPE, "must be a JSON object")));
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " (line %d, column %d)"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw new Problem(
          CommonProblem.MALFORMED_BODY,
          "The body is not one well-formed JSON object with each field once, and numbers that can"
              + " be read"
              + where
              + ".");
    }
  }

  private static Problem tooLarge() {
    return tooLarge(LARGEST_BODY);
  }

  private static Problem tooLarge(int most) {
    return new Problem(CommonProblem.BODY_TOO_LARGE, "A body may have %d bytes.".formatted(most));
  }
}

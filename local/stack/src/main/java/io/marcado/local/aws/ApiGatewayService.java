package io.marcado.local.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.local.gateway.Stage;
import io.marcado.local.gateway.Stages;
import io.marcado.local.http.Reply;
import io.marcado.local.http.Request;
import io.marcado.local.storage.Documents;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** API Gateway v2: stages of HTTP APIs, and API mappings of custom domains. */
final class ApiGatewayService implements AwsService {
  private static final Pattern STAGE_NAME = Pattern.compile("[a-zA-Z0-9_-]{1,128}");

  private final Stages stages;
  private final Documents mappings;
  private final InstantSource clock;

  /**
   * @param mappings API mappings as API Gateway's JSON, by domain and key
   */
  ApiGatewayService(Stages stages, Documents mappings, InstantSource clock) {
    this.stages = stages;
    this.mappings = mappings;
    this.clock = clock;
  }

  @Override
  public Reply answer(Request request) throws AwsError {
    List<String> path = Paths.segments(request);
    String form =
        request.method()
            + switch (path.size()) {
              case 4 -> " " + path.get(1) + "/" + path.get(3);
              case 5 -> " " + path.get(1) + "/" + path.get(3) + "/{id}";
              default -> "";
            };
    return switch (form) {
      case "POST apis/stages" -> create(path.get(2), Json.body(request));
      case "GET apis/stages" -> list(path.get(2), request);
      case "GET apis/stages/{id}" -> Reply.json(200, write(stage(path.get(2), path.get(4))));
      case "PATCH apis/stages/{id}" -> update(path.get(2), path.get(4), Json.body(request));
      case "DELETE apis/stages/{id}" -> delete(path.get(2), path.get(4));
      case "POST domainnames/apimappings" -> createMapping(path.get(2), Json.body(request));
      case "GET domainnames/apimappings" -> listMappings(path.get(2));
      case "DELETE domainnames/apimappings/{id}" -> deleteMapping(path.get(2), path.get(4));
      default -> throw new AwsError(404, "NotFoundException", "Not here: " + request.path());
    };
  }

  private Reply create(String apiId, ObjectNode body) throws AwsError {
    api(apiId);
    String name = body.path("stageName").asText("");
    if (!STAGE_NAME.matcher(name).matches()) {
      throw new AwsError(
          400, "BadRequestException", "Stage name only allows a-z, A-Z, 0-9, hyphen, underscore");
    }
    String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    body.put("createdDate", now).put("lastUpdatedDate", now);
    Stage stage = read(apiId, name, body);
    if (!stages.create(stage)) {
      throw new AwsError(409, "ConflictException", "Stage already exists");
    }
    return Reply.json(201, write(stage));
  }

  private Reply update(String apiId, String name, ObjectNode body) throws AwsError {
    Stage old = stage(apiId, name);
    ObjectNode merged = tree(old);
    merged.setAll(body);
    merged.put("lastUpdatedDate", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    Stage updated = read(apiId, name, merged);
    stages.put(updated);
    return Reply.json(200, write(updated));
  }

  private Reply list(String apiId, Request request) throws AwsError {
    api(apiId);
    String after = Paths.query(request, "nextToken").orElse("");
    int limit = Paths.number(request, "maxResults", 100);
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("items");
    List<Stage> ordered =
        stages.of(apiId).stream()
            .sorted(java.util.Comparator.comparing(Stage::name))
            .filter(stage -> stage.name().compareTo(after) > 0)
            .toList();
    for (Stage stage : ordered.subList(0, Math.min(limit, ordered.size()))) {
      items.add(tree(stage));
    }
    if (ordered.size() > limit) {
      answer.put("nextToken", ordered.get(limit - 1).name());
    }
    return Reply.json(200, answer.toString());
  }

  private Reply delete(String apiId, String name) throws AwsError {
    stage(apiId, name);
    stages.delete(apiId, name);
    return new Reply(204, Map.of(), new byte[0]);
  }

  private Reply createMapping(String domain, ObjectNode body) throws AwsError {
    stage(body.path("apiId").asText(""), body.path("stage").asText(""));
    String key = domain + "/" + body.path("apiMappingKey").asText("");
    synchronized (this) {
      if (mappings.get(key).isPresent()) {
        throw new AwsError(409, "ConflictException", "ApiMapping key already exists");
      }
      body.put("apiMappingId", UUID.randomUUID().toString().substring(0, 8));
      mappings.put(key, body.toString());
    }
    return Reply.json(201, body.toString());
  }

  private Reply listMappings(String domain) {
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("items");
    mappingsOf(domain).values().forEach(items::add);
    return Reply.json(200, answer.toString());
  }

  private Reply deleteMapping(String domain, String id) throws AwsError {
    for (Map.Entry<String, ObjectNode> mapping : mappingsOf(domain).entrySet()) {
      if (mapping.getValue().path("apiMappingId").asText().equals(id)) {
        mappings.delete(mapping.getKey());
        return new Reply(204, Map.of(), new byte[0]);
      }
    }
    throw new AwsError(404, "NotFoundException", "Invalid API mapping identifier specified");
  }

  private Map<String, ObjectNode> mappingsOf(String domain) {
    Map<String, ObjectNode> found = new HashMap<>();
    mappings
        .all()
        .forEach(
            (key, text) -> {
              if (key.startsWith(domain + "/")) {
                found.put(key, parse(text));
              }
            });
    return found;
  }

  private void api(String apiId) throws AwsError {
    if (!stages.hasApi(apiId)) {
      throw new AwsError(404, "NotFoundException", "Invalid API identifier specified " + apiId);
    }
  }

  private Stage stage(String apiId, String name) throws AwsError {
    api(apiId);
    return stages
        .get(apiId, name)
        .orElseThrow(
            () -> new AwsError(404, "NotFoundException", "Invalid stage identifier specified"));
  }

  private static Stage read(String apiId, String name, ObjectNode body) {
    Map<String, String> variables =
        Json.MAPPER.convertValue(body.path("stageVariables"), new TypeReference<>() {});
    ObjectNode settings = body.deepCopy();
    settings.remove(List.of("stageName", "stageVariables"));
    return new Stage(
        apiId,
        name,
        variables == null ? Map.of() : variables,
        Json.MAPPER.convertValue(settings, new TypeReference<>() {}));
  }

  private static ObjectNode tree(Stage stage) {
    ObjectNode tree = Json.MAPPER.valueToTree(stage.settings());
    tree.put("stageName", stage.name());
    tree.set("stageVariables", Json.MAPPER.valueToTree(stage.variables()));
    return tree;
  }

  private static String write(Stage stage) {
    return tree(stage).toString();
  }

  private static ObjectNode parse(String text) {
    try {
      return (ObjectNode) Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Not a mapping: " + text, e);
    }
  }
}

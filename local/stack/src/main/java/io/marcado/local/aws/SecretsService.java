package io.marcado.local.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.local.http.Reply;
import io.marcado.local.http.Request;
import io.marcado.local.storage.Documents;
import io.marcado.local.template.Surroundings;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Secrets Manager: GetSecretValue, by name or ARN, of secrets that were there from the start, and
 * of those that functions make with CreateSecret, change with PutSecretValue and delete with
 * DeleteSecret. Of each it has the present value only.
 */
final class SecretsService implements AwsService {
  private static final String CURRENT = "AWSCURRENT";

  private final Map<String, String> given;
  private final Documents made;

  /**
   * @param given from the start; functions cannot change them
   */
  SecretsService(Map<String, String> given, Documents made) {
    this.given = Map.copyOf(given);
    this.made = made;
  }

  @Override
  public synchronized Reply answer(Request request) throws AwsError {
    ObjectNode body = Json.body(request);
    String target = request.header("x-amz-target").orElse("");
    return switch (target.substring(target.lastIndexOf('.') + 1)) {
      case "GetSecretValue" -> get(body);
      case "CreateSecret" -> create(body);
      case "PutSecretValue" -> put(body);
      case "DeleteSecret" -> delete(body);
      default -> throw new AwsError(400, "UnknownOperationException", "It is not here");
    };
  }

  private Reply get(ObjectNode body) throws AwsError {
    String name = name(body);
    Optional<String> value = Optional.ofNullable(given.get(name)).or(() -> made.get(name));
    if (value.isEmpty() || !body.path("VersionStage").asText(CURRENT).equals(CURRENT)) {
      throw notFound();
    }
    ObjectNode answer = described(name);
    answer.put("VersionId", version(value.get()));
    answer.putArray("VersionStages").add(CURRENT);
    answer.put("SecretString", value.get());
    return reply(answer);
  }

  private Reply create(ObjectNode body) throws AwsError {
    String name = Json.required(body, "Name");
    if (given.containsKey(name) || made.get(name).isPresent()) {
      throw new AwsError(400, "ResourceExistsException", "The secret already exists.");
    }
    return write(name, body);
  }

  private Reply put(ObjectNode body) throws AwsError {
    String name = name(body);
    if (made.get(name).isEmpty()) {
      throw notFound();
    }
    return write(name, body);
  }

  private Reply write(String name, ObjectNode body) throws AwsError {
    String value = Json.required(body, "SecretString");
    made.put(name, value);
    return reply(described(name).put("VersionId", version(value)));
  }

  private Reply delete(ObjectNode body) throws AwsError {
    String name = name(body);
    if (made.get(name).isEmpty()) {
      throw notFound();
    }
    made.delete(name);
    return reply(described(name));
  }

  private static String name(ObjectNode body) throws AwsError {
    String id = Json.required(body, "SecretId");
    int secret = id.indexOf(":secret:");
    return secret < 0 ? id : id.substring(secret + ":secret:".length());
  }

  private static ObjectNode described(String name) {
    ObjectNode answer = Json.object();
    answer.put(
        "ARN",
        "arn:aws:secretsmanager:%s:%s:secret:%s"
            .formatted(Surroundings.REGION, Surroundings.ACCOUNT, name));
    return answer.put("Name", name);
  }

  private static String version(String value) {
    return UUID.nameUUIDFromBytes(value.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static Reply reply(ObjectNode answer) {
    return Reply.of(200, "application/x-amz-json-1.1", answer.toString());
  }

  private static AwsError notFound() {
    return new AwsError(
        400, "ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  }
}

package io.marcado.local.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.local.http.Reply;
import io.marcado.local.http.Request;
import io.marcado.local.template.Surroundings;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** Secrets Manager: GetSecretValue, by name or ARN, of secrets that have had one value so far. */
final class SecretsService implements AwsService {
  private static final String CURRENT = "AWSCURRENT";

  private final Map<String, String> secrets;

  SecretsService(Map<String, String> secrets) {
    this.secrets = Map.copyOf(secrets);
  }

  @Override
  public Reply answer(Request request) throws AwsError {
    if (!request.header("x-amz-target").orElse("").equals("secretsmanager.GetSecretValue")) {
      throw new AwsError(400, "UnknownOperationException", "Only GetSecretValue is here");
    }
    ObjectNode body = Json.body(request);
    String id = Json.required(body, "SecretId");
    int secret = id.indexOf(":secret:");
    String name = secret < 0 ? id : id.substring(secret + ":secret:".length());
    String value = secrets.get(name);
    if (value == null || !body.path("VersionStage").asText(CURRENT).equals(CURRENT)) {
      throw new AwsError(
          400, "ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    }
    ObjectNode answer = Json.object();
    answer.put(
        "ARN",
        "arn:aws:secretsmanager:%s:%s:secret:%s"
            .formatted(Surroundings.REGION, Surroundings.ACCOUNT, name));
    answer.put("Name", name);
    answer.put(
        "VersionId", UUID.nameUUIDFromBytes(value.getBytes(StandardCharsets.UTF_8)).toString());
    answer.putArray("VersionStages").add(CURRENT);
    answer.put("SecretString", value);
    return Reply.of(200, "application/x-amz-json-1.1", answer.toString());
  }
}

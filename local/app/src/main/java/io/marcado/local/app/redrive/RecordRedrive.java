package io.marcado.local.app.redrive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * Gives stream records that were given up to the function that failed on them, as the stream would
 * have. Takes the objects that Lambda leaves in the bucket, as files: a batch each, with its whole
 * records under {@code payload}.
 */
public final class RecordRedrive {
  private final LambdaClient lambda;

  /**
   * The result of a file.
   *
   * @param records how many records it has
   * @param failed the sequence numbers of those from which on the function has done nothing
   */
  public record Batch(Path file, int records, List<String> failed) {
    /** True when all records of the file are done, and it may be deleted. */
    public boolean done() {
      return failed.isEmpty();
    }
  }

  public RecordRedrive(LambdaClient lambda) {
    this.lambda = lambda;
  }

  /**
   * Gives each file's records to the function, oldest name first: Lambda puts the time into names.
   *
   * @param source a file, or a folder of which all files are taken
   * @param function name or ARN, best with its alias
   */
  public List<Batch> give(Path source, String function) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      return files
          .filter(Files::isRegularFile)
          .sorted()
          .map(file -> give(file, batch(file), function))
          .toList();
    }
  }

  private Batch give(Path file, JsonNode batch, String function) {
    InvokeResponse response =
        lambda.invoke(
            request ->
                request.functionName(function).payload(SdkBytes.fromUtf8String(batch.toString())));
    String answer = response.payload().asUtf8String();
    if (response.functionError() != null) {
      throw new IllegalStateException("%s: %s failed: %s".formatted(file, function, answer));
    }
    return new Batch(
        file,
        batch.path("Records").size(),
        parsed(answer, file).path("batchItemFailures").findValuesAsText("itemIdentifier"));
  }

  private static JsonNode batch(Path file) {
    try {
      JsonNode object = parsed(Files.readString(file), file);
      JsonNode payload = object.path("payload");
      JsonNode batch = payload.isTextual() ? parsed(payload.asText(), file) : payload;
      if (!batch.path("Records").isArray()) {
        throw new IllegalStateException(file + " has no records of a stream");
      }
      return batch;
    } catch (IOException e) {
      throw new IllegalStateException(file + " cannot be read", e);
    }
  }

  private static JsonNode parsed(String text, Path file) {
    try {
      return Json.parse(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(file + " is no JSON", e);
    }
  }
}

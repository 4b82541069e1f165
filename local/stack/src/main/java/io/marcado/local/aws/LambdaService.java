package io.marcado.local.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.local.functions.FunctionFailed;
import io.marcado.local.functions.Functions;
import io.marcado.local.functions.LocalFunction;
import io.marcado.local.http.Reply;
import io.marcado.local.http.Request;
import io.marcado.local.sqs.Consumers;
import io.marcado.local.sqs.QueuePoller;
import io.marcado.local.template.Surroundings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lambda: Invoke, which waits for the answer or, for {@code Event}, does not; and
 * GetEventSourceMapping and UpdateEventSourceMapping, which stops and starts the consumer of a
 * queue.
 */
final class LambdaService implements AwsService {
  private static final Logger LOG = LoggerFactory.getLogger(LambdaService.class);

  private final Functions functions;
  private final Consumers consumers;

  LambdaService(Functions functions, Consumers consumers) {
    this.functions = functions;
    this.consumers = consumers;
  }

  @Override
  public Reply answer(Request request) throws AwsError {
    // /2015-03-31/event-source-mappings/{id}
    if (Paths.segments(request) instanceof List<String> mapping
        && mapping.size() == 3
        && mapping.get(1).equals("event-source-mappings")) {
      return mapping(request, mapping.get(2));
    }
    // /2015-03-31/functions/{name}/invocations
    List<String> path = Paths.segments(request);
    if (path.size() != 4
        || !path.get(1).equals("functions")
        || !path.get(3).equals("invocations")) {
      throw new AwsError(404, "UnknownOperationException", request.path());
    }
    LocalFunction function =
        functions
            .named(path.get(2))
            .orElseThrow(
                () ->
                    new AwsError(
                        404, "ResourceNotFoundException", "Function not found: " + path.get(2)));
    byte[] event =
        request.body().length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : request.body();
    return switch (request.header("x-amz-invocation-type").orElse("RequestResponse")) {
      case "DryRun" -> new Reply(204, Map.of(), new byte[0]);
      case "Event" -> {
        Thread.ofVirtual().start(() -> invoke(function, event));
        yield new Reply(202, Map.of(), new byte[0]);
      }
      default -> invoke(function, event);
    };
  }

  private Reply mapping(Request request, String id) throws AwsError {
    QueuePoller consumer =
        consumers
            .find(id)
            .orElseThrow(
                () ->
                    new AwsError(
                        404,
                        "ResourceNotFoundException",
                        "The resource you requested does not exist."));
    int status = 200;
    switch (request.method()) {
      case "GET" -> {}
      case "PUT" -> {
        JsonNode enabled = Json.body(request).path("Enabled");
        if (enabled.isBoolean()) {
          consumers.letRun(id, enabled.asBoolean());
        }
        status = 202;
      }
      default -> throw new AwsError(404, "UnknownOperationException", request.method());
    }
    ObjectNode answer = Json.object();
    answer.put("UUID", id);
    answer.put("State", consumer.isRunning() ? "Enabled" : "Disabled");
    answer.put(
        "EventSourceArn",
        "arn:aws:sqs:%s:%s:%s"
            .formatted(Surroundings.REGION, Surroundings.ACCOUNT, consumer.queueName()));
    return Reply.json(status, answer.toString());
  }

  private static Reply invoke(LocalFunction function, byte[] event) {
    try {
      byte[] answer = function.invoke(event);
      return new Reply(
          200,
          Map.of(
              "Content-Type", List.of("application/json"),
              "X-Amz-Executed-Version", List.of("1")),
          answer);
    } catch (FunctionFailed e) {
      LOG.error("{} failed", function.declaration().logicalId(), e);
      ObjectNode error = Json.object();
      error.put("errorMessage", e.getMessage());
      error.put("errorType", e.errorType());
      return new Reply(
          200,
          Map.of(
              "Content-Type", List.of("application/json"),
              "X-Amz-Function-Error", List.of("Unhandled")),
          error.toString().getBytes(StandardCharsets.UTF_8));
    }
  }
}

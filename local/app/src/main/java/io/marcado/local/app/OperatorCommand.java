package io.marcado.local.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.LocalStack;
import io.marcado.local.Options;
import io.marcado.local.functions.FunctionFailed;
import io.marcado.local.functions.LocalFunction;
import io.marcado.local.template.ProjectRoot;
import io.marcado.platform.json.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * {@code operator realign [--apply] [<function>]}: lists the bookings of all businesses that do not
 * begin at their local start, or moves them. The function is that of a deployment, with region,
 * credentials and endpoint of the environment, as for the AWS CLI. Without one it works on the data
 * of the last {@code up}, which must have ended.
 */
final class OperatorCommand {
  private static final String FUNCTION = "RealignAfterRelease";

  /** As long as the function may run. */
  private static final Duration ANSWER = Duration.ofSeconds(900);

  private OperatorCommand() {}

  static int run(List<String> arguments, PrintStream terminal) throws IOException {
    if (MessagesCommand.isMeant(arguments)) {
      return MessagesCommand.run(arguments, terminal);
    }
    if (QueuesCommand.isMeant(arguments)) {
      return QueuesCommand.run(arguments, System.getenv(), terminal);
    }
    List<String> rest = new ArrayList<>(arguments);
    boolean realign = !rest.isEmpty() && rest.removeFirst().equals("realign");
    boolean apply = rest.remove("--apply");
    if (!realign || rest.size() > 1 || rest.stream().anyMatch(word -> word.startsWith("-"))) {
      throw new UsageException(
          "operator realign [--apply] [<function>], operator stop-messages|start-messages"
              + " <table> <slug>, or operator queues|failed|redrive|purge|stop|start|test|trail");
    }
    return rest.isEmpty()
        ? locally(Options.onDisk(0, ProjectRoot.find()), apply, terminal)
        : deployed(rest.getFirst(), apply, terminal);
  }

  /**
   * On data that is there. An empty stack would say that all is well.
   *
   * @throws UsageException when there is none, or another stack has it
   */
  static int locally(Options onDisk, boolean apply, PrintStream terminal) throws IOException {
    Path folder = onDisk.storage().folder().orElseThrow();
    if (!Files.isDirectory(folder.resolve("table"))) {
      throw new UsageException("there is no data of an ./marcado up in " + folder);
    }
    if (onDisk.storage().isInUse()) {
      throw new UsageException(
          "%s is in use by an ./marcado up. Stop it, or export the variables that it printed and say: operator realign %s"
              .formatted(folder, FUNCTION));
    }
    FunctionLogs.toStandardError();
    try (LocalStack stack = LocalStack.start(onDisk)) {
      return realign(
          event -> invoke(stack.functions().named(FUNCTION).orElseThrow(), event), apply, terminal);
    }
  }

  private static String invoke(LocalFunction function, String event) {
    try {
      return new String(
          function.invoke(event.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    } catch (FunctionFailed e) {
      throw new IllegalStateException(FUNCTION + " failed", e);
    }
  }

  /** How the operator's commands reach a stack that runs. */
  static String howTo(LocalStack stack) {
    Map<String, String> variables = stack.variables();
    String exports =
        Stream.of(
                "AWS_REGION",
                "AWS_ACCESS_KEY_ID",
                "AWS_SECRET_ACCESS_KEY",
                "AWS_ENDPOINT_URL",
                "AWS_ENDPOINT_URL_DYNAMODB",
                "AWS_ENDPOINT_URL_SQS")
            .map(name -> name + "=" + variables.get(name))
            .collect(Collectors.joining(" "));
    return """
    The operator's commands, and the AWS CLI, reach it after
      export %s
    For example:
      ./marcado operator stop-messages %s demo
      ./marcado operator realign %s
    Its queues are seen and steered after
      export %s=%s %s=%s
    For example:
      ./marcado operator queues
    """
        .formatted(
            exports,
            stack.table().tableName(),
            FUNCTION,
            QueuesCommand.ORIGIN,
            stack.origin(),
            QueuesCommand.KEY,
            stack.operatorKey());
  }

  private static int deployed(String function, boolean apply, PrintStream terminal) {
    try (LambdaClient lambda =
        LambdaClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(ANSWER))
            .overrideConfiguration(configuration -> configuration.apiCallAttemptTimeout(ANSWER))
            .build()) {
      return realign(
          event -> {
            InvokeResponse response =
                lambda.invoke(
                    request ->
                        request.functionName(function).payload(SdkBytes.fromUtf8String(event)));
            String answer = response.payload().asUtf8String();
            if (response.functionError() != null) {
              throw new IllegalStateException("%s failed: %s".formatted(function, answer));
            }
            return answer;
          },
          apply,
          terminal);
    }
  }

  /**
   * Goes on until all businesses are reached.
   *
   * @param function takes an event and gives the answer
   * @return 1 when a time is taken, so that somebody must decide
   */
  static int realign(UnaryOperator<String> function, boolean apply, PrintStream terminal) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    int blocks = 0;
    String after = "";
    do {
      Map<String, Object> wish = new LinkedHashMap<>(Map.of("apply", apply));
      if (!after.isEmpty()) {
        wish.put("after", after);
      }
      JsonNode report = report(function.apply(Json.write(Map.of("realign", wish))));
      report.path("bookings").forEach(line -> terminal.println(text(line)));
      report
          .path("counts")
          .properties()
          .forEach(count -> counts.merge(count.getKey(), count.getValue().asInt(), Integer::sum));
      blocks += report.path("blocks").asInt();
      after = report.path("next").asText("");
    } while (!after.isEmpty());
    terminal.println(counts.isEmpty() ? "Every booking begins at its local start." : counts);
    terminal.println(
        blocks == 0
            ? "Every block has its local time."
            : "Blocks %s: %d".formatted(apply ? "moved" : "to move", blocks));
    return counts.containsKey("CONFLICT") ? 1 : 0;
  }

  // A function answers with a text, which Lambda writes as JSON.
  private static JsonNode report(String answer) {
    try {
      JsonNode json = Json.parse(answer);
      return json.isTextual() ? Json.parse(json.asText()) : json;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no report: " + answer, e);
    }
  }

  private static String text(JsonNode line) {
    JsonNode booking = line.path("booking");
    JsonNode agreed = booking.path("agreed");
    return "%s %s: %s %s (%s), %s -> %s %s"
        .formatted(
            line.path("tenantId").asText(),
            booking.path("bookingId").asText(),
            agreed.path("at").asText(),
            agreed.path("zone").asText(),
            agreed.path("tzRelease").asText(),
            booking.path("from").asText(),
            booking.path("to").asText(),
            booking.path("outcome").asText());
  }
}

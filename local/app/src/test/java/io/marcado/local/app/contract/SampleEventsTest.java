package io.marcado.local.app.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.marcado.local.app.contract.Contract.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** events/ has one event per function, in the form in which AWS sends it. */
class SampleEventsTest {
  private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z]+)}");
  private static final Stack STACK = new Stack();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final OpenApiInteractionValidator VALIDATOR =
      OpenApiInteractionValidator.createForInlineApiSpecification(Documents.text(Contract.FILE))
          .withBasePathOverride("/")
          .build();

  static List<Operation> operations() {
    return new Contract().operations();
  }

  @Test
  void shouldHaveOneEventForEachFunction() throws IOException {
    try (Stream<java.nio.file.Path> files = Files.list(Documents.ROOT.resolve("events"))) {
      Set<String> samples =
          files
              .map(file -> file.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new));

      assertThat(samples)
          .isEqualTo(
              STACK.functions().keySet().stream()
                  .map(function -> function + ".json")
                  .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void shouldCallTheOperationAsTheContractWantsIt(Operation operation) throws IOException {
    JsonNode event = event(operation.id());
    String stage = operation.base().equals("origin") ? "" : "/demo";
    String path = event.path("rawPath").textValue();

    assertThat(event.path("version").textValue()).isEqualTo("2.0");
    assertThat(event.path("routeKey").textValue()).isEqualTo(operation.routeKey());
    assertThat(event.path("requestContext").path("http").path("method").textValue())
        .isEqualTo(operation.method());
    assertThat(path).startsWith(stage + "/");
    assertThat(event.path("stageVariables").has("tenant"))
        .isEqualTo(operation.base().equals("tenant"));
    assertThat(names(event.path("pathParameters")))
        .isEqualTo(
            VARIABLE
                .matcher(operation.path())
                .results()
                .map(variable -> variable.group(1))
                .collect(Collectors.toCollection(TreeSet::new)));
    assertThat(event.path("headers").has("authorization"))
        .isEqualTo(!Set.of("open", "anyone", "people").contains(operation.access()));

    SimpleRequest.Builder request =
        new SimpleRequest.Builder(operation.method(), path.substring(stage.length()));
    event
        .path("headers")
        .properties()
        .forEach(header -> request.withHeader(header.getKey(), header.getValue().textValue()));
    event
        .path("queryStringParameters")
        .properties()
        .forEach(one -> request.withQueryParam(one.getKey(), one.getValue().textValue()));
    if (event.has("body")) {
      request.withBody(event.path("body").textValue());
    }
    assertThat(VALIDATOR.validateRequest(request.build()).getMessages()).isEmpty();
  }

  @Test
  void shouldSendQueueMessagesFromTheQueueTheFunctionReads() throws IOException {
    for (String function : STACK.withEvents()) {
      JsonNode record = event(function).path("Records").path(0);
      if (record.path("eventSource").asText().equals("aws:sqs")) {
        JsonNode body = JSON.readTree(record.path("body").textValue());
        assertThat(body.isObject()).as(function).isTrue();
        assertThat(STACK.ofType("AWS::SQS::Queue"))
            .containsKey(record.path("eventSourceARN").textValue().replaceFirst(".*-", ""));
      }
    }
  }

  @Test
  void shouldHaveNobodysAddressOrPhone() throws IOException {
    for (String function : STACK.functions().keySet()) {
      String text = Documents.text("events/" + function + ".json").toLowerCase(Locale.ROOT);
      // Documentation addresses (RFC 5737, RFC 2606) and our own example numbers.
      assertThat(
              text.replace("@example.com", "").replace("+551199999000", "").replace("+5511", "!"))
          .as(function)
          .doesNotContain("@")
          .doesNotContain("!");
    }
  }

  private static JsonNode event(String function) throws IOException {
    return JSON.readTree(Documents.text("events/" + function + ".json"));
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}

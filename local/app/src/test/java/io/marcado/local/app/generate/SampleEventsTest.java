package io.marcado.local.app.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.marcado.local.app.contract.Contract;
import org.junit.jupiter.api.Test;

class SampleEventsTest {
  private static final String CONTRACT =
      """
      paths:
        /services/{serviceId}/book:
          post:
            operationId: BookService
            x-marcado-base: tenant
            x-marcado-access: signed-in
            x-marcado-example: {day: 2026-11-23}
            parameters:
              - {name: serviceId, in: path, required: true, schema: {$ref: '#/components/schemas/Id'}}
              - {name: day, in: query, required: false, schema: {type: string}}
              - {name: zone, in: query, required: false, example: Europe/Lisbon, schema: {type: string}}
              - {name: limit, in: query, required: false, schema: {type: integer, example: 25}}
              - {name: If-Match, in: header, required: false, example: '"1"', schema: {type: string}}
            requestBody:
              content: {application/json: {schema: {$ref: '#/components/schemas/Draft'}}}
      components:
        schemas:
          Id: {type: string, example: s2corte4b6d7f3gh}
          Draft: {type: object, example: {at: 09:00, people: 2}}
      """;

  @Test
  void shouldSendTheExamplesOfTheContract() throws JsonProcessingException {
    JsonNode event = event(CONTRACT);

    assertThat(event.path("rawPath").asText()).isEqualTo("/demo/services/s2corte4b6d7f3gh/book");
    assertThat(event.path("pathParameters").toString())
        .isEqualTo("{\"serviceId\":\"s2corte4b6d7f3gh\"}");
    assertThat(event.path("rawQueryString").asText())
        .isEqualTo("day=2026-11-23&zone=Europe%2FLisbon");
    assertThat(event.path("headers").path("if-match").asText()).isEqualTo("\"1\"");
    assertThat(event.path("headers").path("authorization").asText()).startsWith("Bearer ");
    assertThat(event.path("stageVariables").path("tenant").asText()).isNotEmpty();
    assertThat(event.path("body").asText()).isEqualTo("{\"at\":\"09:00\",\"people\":2}");
  }

  @Test
  void shouldPreferTheOperationsOwnExampleOfTheBody() throws JsonProcessingException {
    String own = CONTRACT.replace("schemas/Draft'}}}", "schemas/Draft'}, example: {people: 3}}}");

    assertThat(event(own).path("body").asText()).isEqualTo("{\"people\":3}");
  }

  @Test
  void shouldCallTheOriginWithoutTenantAndToken() throws JsonProcessingException {
    JsonNode event =
        event(CONTRACT.replace("base: tenant", "base: origin").replace("signed-in", "open"));

    assertThat(event.path("rawPath").asText()).isEqualTo("/services/s2corte4b6d7f3gh/book");
    assertThat(event.path("requestContext").path("stage").asText()).isEqualTo("$default");
    assertThat(event.has("stageVariables")).isFalse();
    assertThat(event.path("headers").has("authorization")).isFalse();
  }

  @Test
  void shouldSayWhichParameterHasNoExample() {
    String without = CONTRACT.replace(", example: s2corte4b6d7f3gh", "");

    assertThatThrownBy(() -> event(without)).hasMessage("BookService has no example of serviceId");
  }

  private static JsonNode event(String contract) throws JsonProcessingException {
    Contract parsed = Contract.parse(contract);
    return new ObjectMapper().readTree(new SampleEvents(parsed).of(parsed.operations().getFirst()));
  }
}

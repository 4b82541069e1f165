package io.marcado.local.app.contract;

import static io.marcado.local.app.contract.Documents.at;
import static io.marcado.local.app.contract.Documents.list;
import static io.marcado.local.app.contract.Documents.map;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.structure.Capabilities;
import io.marcado.platform.events.EventSource;
import io.marcado.platform.json.Json;
import io.marcado.platform.lambda.FunctionContext;
import io.marcado.platform.lambda.FunctionHost;
import io.micronaut.context.ApplicationContext;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the capabilities tell reaches the relay. */
class EventSourcesTest {
  private static final Stack STACK = new Stack();

  @Test
  void shouldLeadToTheRelayWhatTheSourcesTellOf() throws JsonProcessingException {
    Map<String, Object> events = at(map(STACK.functions().get("RelayEvents")), "Events");
    assertThat(events).hasSize(1);
    List<?> filters =
        list(
            at(map(events.values().iterator().next()), "Properties", "FilterCriteria")
                .get("Filters"));
    assertThat(filters).hasSize(1);
    JsonNode pattern = Json.parse(String.valueOf(map(filters.getFirst()).get("Pattern")));

    try (ApplicationContext context = context()) {
      JsonNode expected =
          Json.parse(
              "{\"eventName\":[\"INSERT\",\"MODIFY\"],\"dynamodb\":{\"Keys\":{\"sk\":{\"S\":%s}}}}"
                  .formatted(Json.write(sortKeys(context))));
      assertThat(pattern).isEqualTo(expected);
    }
  }

  @Test
  void shouldPackTheRelayWithEveryCapabilityThatTellsAnything() {
    try (ApplicationContext context = context()) {
      Set<String> telling =
          sources(context).stream()
              .map(source -> Capabilities.of(source.getClass().getPackageName()).orElseThrow())
              .collect(Collectors.toSet());

      assertThat(telling)
          .isNotEmpty()
          .allMatch(capability -> Capabilities.mayUse("relay", capability))
          .allMatch(
              capability ->
                  Documents.text("functions/relay/pom.xml")
                      .contains("<artifactId>marcado-" + capability + "</artifactId>"));
    }
  }

  private static Set<String> sortKeys(ApplicationContext context) {
    return sources(context).stream()
        .flatMap(source -> source.sortKeys().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Collection<EventSource> sources(ApplicationContext context) {
    return context.getBeansOfType(EventSource.class);
  }

  private static ApplicationContext context() {
    return ScopedValue.where(
            FunctionHost.CURRENT, new FunctionHost(Map.of(), InstantSource.system()))
        .call(() -> new FunctionContext().start());
  }
}

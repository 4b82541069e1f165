package io.marcado.local.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * A stage of an HTTP API.
 *
 * @param settings the rest of what the stage was made with, as API Gateway's JSON
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Stage(
    String apiId, String name, Map<String, String> variables, Map<String, Object> settings) {

  public Stage {
    variables = Map.copyOf(variables);
    settings = Map.copyOf(settings);
  }
}

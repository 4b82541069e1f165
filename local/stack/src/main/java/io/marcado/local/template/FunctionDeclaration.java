package io.marcado.local.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An AWS::Serverless::Function.
 *
 * @param handler {@code package.Class} or {@code package.Class::method}
 * @param variables its own and the template's global ones, functions resolved
 */
public record FunctionDeclaration(
    String logicalId,
    String name,
    String handler,
    Duration timeout,
    int memoryMb,
    Map<String, String> variables,
    List<EventSource> sources) {

  public FunctionDeclaration {
    variables = Map.copyOf(variables);
    sources = List.copyOf(sources);
  }

  /** The handler's class, without the method. */
  public String handlerClass() {
    int method = handler.indexOf("::");
    return method < 0 ? handler : handler.substring(0, method);
  }
}

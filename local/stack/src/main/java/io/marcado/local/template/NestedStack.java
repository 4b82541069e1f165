package io.marcado.local.template;

import java.nio.file.Path;
import java.util.Map;

/**
 * An AWS::Serverless::Application whose template is a file.
 *
 * @param template the file
 * @param parameters what the root stack passes, functions resolved
 */
public record NestedStack(String logicalId, Path template, Map<String, String> parameters) {

  public NestedStack {
    parameters = Map.copyOf(parameters);
  }
}

package io.marcado.local.template;

import java.util.List;
import java.util.Optional;

/**
 * An AWS::Events::Rule with an event pattern.
 *
 * @param pattern the pattern as JSON
 */
public record RuleDeclaration(String name, String busName, String pattern, List<Target> targets) {

  /**
   * @param input a constant that goes to the target in place of the event
   * @param inputPath a JSON path of the part of the event that goes to the target
   * @param messageGroupId the group of its messages in a fair queue, or a JSON path of it
   */
  public record Target(
      String id,
      String arn,
      Optional<String> input,
      Optional<String> inputPath,
      Optional<String> messageGroupId) {}
}

package io.marcado.local.bus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.marcado.local.template.Arns;
import io.marcado.local.template.RuleDeclaration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.event.ruler.Machine;

/** The event buses with their rules, matched by EventBridge's own matcher. */
public final class EventBus {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Machine> machines = new HashMap<>();
  private final Map<String, RuleDeclaration> rules = new HashMap<>();
  private final Queues queues;

  /** The queues that rules have as targets. */
  @FunctionalInterface
  public interface Queues {

    /**
     * Returns when the message is kept.
     *
     * @param group of a fair queue, whose it is
     */
    void send(String queue, String message, Optional<String> group);
  }

  public EventBus(Collection<String> buses, List<RuleDeclaration> rules, Queues queues) {
    this.queues = queues;
    machines.put("default", new Machine());
    buses.forEach(bus -> machines.put(bus, new Machine()));
    for (RuleDeclaration rule : rules) {
      Machine machine = machines.get(rule.busName());
      if (machine == null) {
        throw new IllegalArgumentException(rule.name() + " is on no bus: " + rule.busName());
      }
      for (RuleDeclaration.Target target : rule.targets()) {
        if (!target.arn().contains(":sqs:")) {
          throw new IllegalArgumentException(
              rule.name() + " has a target that is no queue: " + target.arn());
        }
      }
      try {
        machine.addRule(rule.name(), rule.pattern());
      } catch (java.io.IOException e) {
        throw new IllegalArgumentException(rule.name() + " has a broken pattern", e);
      }
      this.rules.put(rule.name(), rule);
    }
  }

  public boolean has(String busName) {
    return machines.containsKey(busName);
  }

  /**
   * Sends an event, as EventBridge's JSON, to the targets of all rules that match. Returns when it
   * is in every queue; after an exception it may be in some, and the publisher sends it again.
   */
  public void publish(String busName, String event) {
    Machine machine = machines.get(busName);
    if (machine == null) {
      throw new IllegalArgumentException("No event bus " + busName);
    }
    for (Object name : match(machine, event)) {
      RuleDeclaration rule = rules.get(String.valueOf(name));
      if (rule != null) {
        for (RuleDeclaration.Target target : rule.targets()) {
          queues.send(Arns.resource(target.arn()), message(target, event), group(target, event));
        }
      }
    }
  }

  private static List<Object> match(Machine machine, String event) {
    try {
      return new ArrayList<>(machine.rulesForJSONEvent(event));
    } catch (Exception e) {
      throw new IllegalArgumentException("Not an event: " + event, e);
    }
  }

  private static String message(RuleDeclaration.Target target, String event) {
    return target
        .inputPath()
        .map(path -> part(event, path).toString())
        .orElseGet(() -> target.input().orElse(event));
  }

  /** The group as it stands in the template, or what stands at its path in the event. */
  private static Optional<String> group(RuleDeclaration.Target target, String event) {
    return target
        .messageGroupId()
        .map(group -> group.startsWith("$.") ? part(event, group).asText() : group)
        .filter(group -> !group.isEmpty());
  }

  private static JsonNode part(String event, String path) {
    try {
      JsonNode node = JSON.readTree(event);
      for (String step : path.replaceFirst("^\\$\\.?", "").split("\\.")) {
        node = step.isEmpty() ? node : node.path(step);
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}

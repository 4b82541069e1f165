package io.marcado.local.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Reply;
import io.marcado.local.keys.GeneratedSecrets;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code operator queues|failed|redrive|purge|stop|start|test|trail|new-key}: calls the operators'
 * routes of an origin, with a key; both come from the environment.
 */
final class QueuesCommand {
  static final String KEY = "MARCADO_OPERATOR_KEY";
  static final String ORIGIN = "MARCADO_ORIGIN";

  private static final String LOCAL = "http://localhost:3000";
  private static final Set<String> WORDS =
      Set.of("queues", "failed", "redrive", "purge", "stop", "start", "test", "trail", "new-key");
  private static final String USAGE =
      "operator queues|trail, failed|redrive <queue> [<most>], purge <queue> failed|waiting"
          + " <queue again>, stop|start <queue>, test sms|whatsapp|email <to>, or new-key <name>";

  private QueuesCommand() {}

  /** True for the arguments of this command. */
  static boolean isMeant(List<String> arguments) {
    return !arguments.isEmpty() && WORDS.contains(arguments.getFirst());
  }

  /**
   * Does what was asked.
   *
   * @return 1 when the origin refuses
   */
  static int run(List<String> arguments, Map<String, String> environment, PrintStream terminal) {
    String[] words = arguments.toArray(String[]::new);
    if (words[0].equals("new-key")) {
      return newKey(words, terminal);
    }
    String key = environment.getOrDefault(KEY, "");
    if (key.isEmpty()) {
      throw new UsageException("set " + KEY + " to an operator's key");
    }
    Reply reply = send(ApiClient.of(environment.getOrDefault(ORIGIN, LOCAL)).as(key), words);
    if (reply.status() >= 300) {
      terminal.println(reply.status() + " " + reply.json().path("detail").asText(reply.text()));
      reply.json().path("errors").forEach(error -> terminal.println(line(error)));
      return 1;
    }
    JsonNode items = reply.json().path("items");
    if (items.isArray()) {
      items.forEach(item -> terminal.println(line(item)));
      terminal.println(items.size() + " in all");
    } else {
      terminal.println(line(reply.json()));
    }
    if (reply.json().path("what").asText().equals("WAITING")) {
      terminal.println("What comes into this queue within a minute may go too.");
    }
    return 0;
  }

  private static Reply send(ApiClient operator, String... words) {
    String queues = "/operator/queues";
    return switch (words[0] + " " + words.length) {
      case "queues 1" -> operator.get(queues);
      case "trail 1" -> operator.get("/operator/trail?limit=100");
      case "failed 2" -> operator.get(queues + "/" + words[1] + "/failed");
      case "failed 3" -> operator.get(queues + "/" + words[1] + "/failed?limit=" + words[2]);
      case "redrive 2" -> operator.post(queues + "/" + words[1] + "/redrive", Map.of());
      case "redrive 3" ->
          operator.post(queues + "/" + words[1] + "/redrive", Map.of("limit", number(words[2])));
      case "purge 4" ->
          operator.post(
              queues + "/" + words[1] + "/purge",
              Map.of("what", words[2].toUpperCase(Locale.ROOT), "confirm", words[3]));
      case "stop 2", "start 2" ->
          operator.post(
              queues + "/" + words[1] + "/consumer", Map.of("running", words[0].equals("start")));
      case "test 3" ->
          operator.post(
              "/operator/test-messages",
              Map.of("channel", words[1].toUpperCase(Locale.ROOT), "to", words[2]));
      default -> throw new UsageException(USAGE);
    };
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      throw new UsageException("how many is a number");
    }
  }

  /** One item in one line: {@code name=value} of all that it has. */
  private static String line(JsonNode item) {
    StringBuilder line = new StringBuilder();
    item.properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              if (!value.isNull() && !(value.isContainerNode() && value.isEmpty())) {
                line.append(line.isEmpty() ? "" : "  ")
                    .append(field.getKey())
                    .append('=')
                    .append(value.isValueNode() ? value.asText() : value.toString());
              }
            });
    return line.toString();
  }

  private static int newKey(String[] words, PrintStream terminal) {
    if (words.length != 2 || !words[1].matches("[a-z0-9][a-z0-9-]{0,31}")) {
      throw new UsageException("operator new-key <name>, of 1 to 32 of a-z, 0-9 and -");
    }
    String key = GeneratedSecrets.freshOperatorKey();
    terminal.println("the key, for " + words[1] + " and nobody else: " + key);
    terminal.println(
        "for the secret: {\"%s\":[\"%s\"]}".formatted(words[1], GeneratedSecrets.sha256(key)));
    return 0;
  }
}

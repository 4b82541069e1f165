package io.marcado.local.app;

import io.marcado.domain.Ids;
import io.marcado.local.app.operator.MessageSwitch;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Table;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * {@code operator stop-messages|start-messages <table> <slug>}: docs/operations.md says when.
 * Region, credentials and endpoint are those of the environment or of the profile, as for the AWS
 * CLI.
 */
final class MessagesCommand {
  private static final String STOP = "stop-messages";
  private static final String START = "start-messages";

  private MessagesCommand() {}

  /** True for the arguments of this command. */
  static boolean isMeant(List<String> arguments) {
    return !arguments.isEmpty() && List.of(STOP, START).contains(arguments.getFirst());
  }

  static int run(List<String> arguments, PrintStream terminal) {
    if (arguments.size() != 3) {
      throw new UsageException("operator stop-messages|start-messages <table> <slug>");
    }
    boolean stop = arguments.getFirst().equals(STOP);
    String slug = arguments.getLast();
    try (DynamoDbClient client =
        DynamoDbClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).build()) {
      SecureRandom random = new SecureRandom();
      Table table = new Table(client, arguments.get(1), ConflictRetry.STANDARD, random);
      if (!new MessageSwitch(table, new Ids(random)).set(slug, stop, Instant.now())) {
        terminal.println("no business has the slug " + slug);
        return 1;
      }
    }
    terminal.println(
        (stop ? "no message of %s goes out" : "messages of %s go out").formatted(slug));
    return 0;
  }
}

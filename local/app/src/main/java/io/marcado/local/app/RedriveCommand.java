package io.marcado.local.app;

import io.marcado.local.app.redrive.QueueRedrive;
import io.marcado.local.app.redrive.RecordRedrive;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * {@code redrive <queue URL> <queue URL>} and {@code redrive <file or folder> <function>}: sends
 * again what could not be delivered; docs/operations.md says when. Region, credentials and endpoint
 * are those of the environment or of the profile, as for the AWS CLI.
 */
final class RedriveCommand {
  /** Longer than the relay may run. */
  private static final Duration ANSWER = Duration.ofSeconds(70);

  private RedriveCommand() {}

  static int run(List<String> arguments, PrintStream terminal) throws IOException {
    if (arguments.size() != 2) {
      throw new UsageException(
          "redrive <queue URL> <target queue URL>, or redrive <file or folder> <function>");
    }
    String from = arguments.getFirst();
    String to = arguments.getLast();
    if (from.startsWith("https://") || from.startsWith("http://")) {
      return queue(from, to, terminal);
    }
    if (!Files.exists(Path.of(from))) {
      throw new UsageException(from + " is neither a queue's URL nor a file or folder here");
    }
    return records(Path.of(from), to, terminal);
  }

  private static int queue(String from, String to, PrintStream terminal) {
    try (SqsClient sqs = SqsClient.builder().httpClientBuilder(http()).build()) {
      terminal.println(new QueueRedrive(sqs).move(from, to) + " messages moved");
      return 0;
    }
  }

  private static int records(Path source, String function, PrintStream terminal)
      throws IOException {
    try (LambdaClient lambda =
        LambdaClient.builder()
            .httpClientBuilder(http())
            .overrideConfiguration(configuration -> configuration.apiCallAttemptTimeout(ANSWER))
            .build()) {
      boolean allDone = true;
      for (RecordRedrive.Batch batch : new RecordRedrive(lambda).give(source, function)) {
        terminal.println(
            batch.done()
                ? "%s: %d records done".formatted(batch.file(), batch.records())
                : "%s: not done from record %s on"
                    .formatted(batch.file(), batch.failed().getFirst()));
        allDone &= batch.done();
      }
      return allDone ? 0 : 1;
    }
  }

  private static UrlConnectionHttpClient.Builder http() {
    return UrlConnectionHttpClient.builder().socketTimeout(ANSWER);
  }
}

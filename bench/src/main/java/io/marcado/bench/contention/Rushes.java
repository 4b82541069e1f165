package io.marcado.bench.contention;

import io.marcado.bench.MarkdownTable;
import io.marcado.bench.Measurement;
import io.marcado.local.app.soak.Rush;
import io.marcado.local.app.soak.Rush.Answer;
import io.marcado.local.dynamodb.DynamoDbLocal;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** A thousand clients within a second who want the few places of one day. */
public final class Rushes implements Measurement {
  private static final int CLIENTS = 1000;
  private static final int HALF_HOURS = 48;
  private static final int SEATS = 100;

  @Override
  public String title() {
    return "A thousand clients within a second";
  }

  @Override
  public MarkdownTable measure() {
    MarkdownTable table =
        new MarkdownTable(
            "they want",
            "booked",
            "told 409",
            "told 503",
            "requests to the table a client",
            "most",
            "p50 ms",
            "p99 ms",
            "longest ms");
    // The first one warms the machine.
    run(HALF_HOURS, 1);
    row(table, "%d seats of one class".formatted(SEATS), run(1, SEATS));
    row(table, "the %d half hours of one day".formatted(HALF_HOURS), run(HALF_HOURS, 1));
    return table.note(
        "Each is signed in and within the limits of a client. Who finds the time taken looks for"
            + " others. Writes have the latencies and conflicts of the table above; the emulator"
            + " needs most of the time, since all wait for its one process.");
  }

  private static Rush run(int slots, int seats) {
    return Rush.run(
        DynamoDbLocal.shared(), ThreadLocalRandom.current().nextLong(), CLIENTS, slots, seats);
  }

  private static void row(MarkdownTable table, String what, Rush rush) {
    table.row(
        what,
        rush.count(Answer.BOOKED),
        rush.count(Answer.TAKEN),
        rush.count(Answer.BUSY),
        String.format(
            Locale.ROOT,
            "%.2f",
            rush.clients().stream().mapToInt(Rush.Served::requests).average().orElse(0)),
        rush.mostRequests(),
        rush.percentile(50).toMillis(),
        rush.percentile(99).toMillis(),
        rush.percentile(100).toMillis());
  }
}

package io.marcado.bench.contention;

import io.marcado.bench.MarkdownTable;
import io.marcado.bench.Measurement;
import io.marcado.local.app.soak.BookingWay;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.platform.table.ConflictRetry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Writers who meet in one day row although each wants a time of its own. */
public final class Contention implements Measurement {
  private static final int[] WRITERS = {2, 8, 32};
  private static final int ROUNDS = 20;
  private static final Map<BookingWay, String> WAYS =
      Map.of(BookingWay.TRANSACTION, "one transaction, as before", BookingWay.STORE, "now");

  @Override
  public String title() {
    return "Writers on different times of one resource and day";
  }

  @Override
  public MarkdownTable measure() {
    MarkdownTable table =
        new MarkdownTable(
            "writers at once",
            "written by",
            "bookings",
            "made",
            "attempts a booking",
            "most attempts",
            "p50 ms",
            "p99 ms",
            "longest ms");
    for (int writers : WRITERS) {
      for (BookingWay way : List.of(BookingWay.TRANSACTION, BookingWay.STORE)) {
        var all = run(writers, way);
        table.row(
            writers,
            WAYS.getOrDefault(way, ""),
            all.bookings().size(),
            all.booked(),
            String.format(Locale.ROOT, "%.2f", all.ratio()),
            all.mostAttempts(),
            all.percentile(50).toMillis(),
            all.percentile(99).toMillis(),
            all.percentile(100).toMillis());
      }
    }
    return table.note(
        "A transaction takes 5 to 15 ms more than DynamoDB Local needs, and meanwhile every other"
            + " write of the same day row is refused with TransactionConflict. A plain write takes"
            + " 3 to 8 ms more. Attempts are writes of the row, at most %d; bookings that were not"
                .formatted(ConflictRetry.STANDARD.attempts())
            + " made would be a 503.");
  }

  private static io.marcado.local.app.soak.Contention run(int writers, BookingWay way) {
    var all = new io.marcado.local.app.soak.Contention(List.of(), 0);
    for (int round = 0; round < ROUNDS; round++) {
      all =
          all.and(
              io.marcado.local.app.soak.Contention.run(
                  DynamoDbLocal.shared(), ThreadLocalRandom.current().nextLong(), writers, way));
    }
    return all;
  }
}

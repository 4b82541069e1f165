package io.marcado.bench.contention;

import io.marcado.bench.MarkdownTable;
import io.marcado.bench.Measurement;
import io.marcado.bookings.ledger.DayLedger;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.CreateOutcome;
import io.marcado.domain.Ids;
import io.marcado.domain.ResourceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Interval;
import io.marcado.local.app.soak.PlainBooking;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.local.dynamodb.InFlight;
import io.marcado.local.dynamodb.InterceptedDynamoDb;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Table;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Writers who meet in one day row although each wants a time of its own. */
public final class Contention implements Measurement {
  private static final int[] WRITERS = {2, 8, 32};
  private static final int ROUNDS = 20;
  private static final ResourceId CHAIR = new ResourceId("chair");
  private static final Instant FIRST = Instant.parse("2030-01-07T06:00:00Z");

  @Override
  public String title() {
    return "Writers on different times of one resource and day";
  }

  /** What came of one booking. */
  private record Written(boolean made, int attempts, double millis) {}

  @Override
  public MarkdownTable measure() throws Exception {
    MarkdownTable table =
        new MarkdownTable(
            "writers at once",
            "bookings",
            "made",
            "attempts a booking",
            "most attempts",
            "p50 ms",
            "p99 ms",
            "longest ms");
    DynamoDbLocal local = DynamoDbLocal.shared();
    ThreadLocal<AtomicInteger> attempts = ThreadLocal.withInitial(AtomicInteger::new);
    DynamoDbClient contended =
        InterceptedDynamoDb.of(
            new InFlight(ThreadLocalRandom.current().nextLong()).in(local.client()),
            (operation, arguments, call) -> {
              if (operation.equals("transactWriteItems")) {
                attempts.get().incrementAndGet();
              }
              return call.proceed(arguments);
            });
    Ids ids = new Ids(new SecureRandom());
    Table bookings =
        new Table(
            contended,
            local.tableName(),
            ConflictRetry.STANDARD,
            () -> ThreadLocalRandom.current().nextLong());
    BookingStore store = new BookingStore(bookings, new DayLedger(new DayRows(bookings)), ids);
    for (int writers : WRITERS) {
      List<Written> all = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        all.addAll(round(store, attempts, ids, writers));
      }
      double[] millis = all.stream().mapToDouble(Written::millis).sorted().toArray();
      table.row(
          writers,
          all.size(),
          all.stream().filter(Written::made).count(),
          String.format(
              Locale.ROOT, "%.2f", all.stream().mapToInt(Written::attempts).average().orElse(0)),
          all.stream().mapToInt(Written::attempts).max().orElse(0),
          String.format(Locale.ROOT, "%.0f", millis[millis.length / 2]),
          String.format(Locale.ROOT, "%.0f", millis[millis.length * 99 / 100]),
          String.format(Locale.ROOT, "%.0f", Arrays.stream(millis).max().orElse(0)));
    }
    return table.note(
        "Each transaction takes 5 to 15 ms more than DynamoDB Local needs, and meanwhile every"
            + " other one with the same day row is refused with TransactionConflict. At most %d"
                .formatted(ConflictRetry.STANDARD.attempts())
            + " attempts are made; bookings that were not made would be a 503.");
  }

  private static List<Written> round(
      BookingStore store, ThreadLocal<AtomicInteger> attempts, Ids ids, int writers)
      throws Exception {
    TenantId tenant = new TenantId(ids.next());
    CyclicBarrier start = new CyclicBarrier(writers);
    List<Future<Written>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
      for (int writer = 0; writer < writers; writer++) {
        Booking booking = booking(ids, FIRST.plus(Duration.ofMinutes(30L * writer)));
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  long began = System.nanoTime();
                  CreateOutcome outcome = store.create(tenant, booking, _ -> 1, List.of(), false);
                  double millis = (System.nanoTime() - began) / 1e6;
                  return new Written(
                      outcome instanceof CreateOutcome.Created, attempts.get().get(), millis);
                }));
      }
      List<Written> written = new ArrayList<>();
      for (Future<Written> one : running) {
        written.add(one.get());
      }
      return written;
    }
  }

  private static Booking booking(Ids ids, Instant start) {
    return PlainBooking.of(ids.nextLong(), CHAIR, Interval.ofMinutes(start, 30), FIRST);
  }
}

package io.marcado.local.app.soak;

import io.marcado.bookings.ledger.DayLedger;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.CreateOutcome;
import io.marcado.domain.Ids;
import io.marcado.domain.ResourceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Interval;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.local.dynamodb.InFlight;
import io.marcado.local.dynamodb.InterceptedDynamoDb;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Table;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Many who book different slots of one resource's day at the same moment, with the contention that
 * DynamoDB has and the pauses that functions make.
 *
 * @param writers how many
 * @param booked how many of them succeeded
 * @param attempts transactions that were tried, by all of them
 * @param conflicts transactions that were refused because of another one
 * @param mostAttempts of any one writer
 * @param took until the last had its answer
 */
public record Contention(
    int writers, int booked, long attempts, long conflicts, long mostAttempts, Duration took) {
  private static final ResourceId ANA = new ResourceId("ana");
  private static final Instant MIDNIGHT = Instant.parse("2026-11-23T00:00:00Z");
  private static final int SLOT_MINUTES = 30;

  /** Transactions tried for each booking that was made. */
  public double ratio() {
    return booked == 0 ? Double.POSITIVE_INFINITY : (double) attempts / booked;
  }

  /**
   * Lets writers meet.
   *
   * @param writers at most 48, the slots of a day
   */
  public static Contention run(DynamoDbLocal table, long seed, int writers) {
    InFlight inFlight = new InFlight(seed);
    TenantId tenant = new TenantId(new Ids(new SecureRandom()).next());
    List<Writer> crowd = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      crowd.add(new Writer(table, tenant, inFlight, i));
    }
    long started = System.nanoTime();
    int booked = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
      List<Future<Boolean>> answers =
          crowd.stream().map(writer -> threads.submit(writer::book)).toList();
      for (Future<Boolean> answer : answers) {
        booked += answer.get() ? 1 : 0;
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new Contention(
        writers,
        booked,
        inFlight.attempts(),
        inFlight.conflicts(),
        crowd.stream().mapToLong(writer -> writer.attempts).max().orElse(0),
        Duration.ofNanos(System.nanoTime() - started));
  }

  private static final class Writer {
    private final BookingStore store;
    private final TenantId tenant;
    private final int slot;
    private long attempts;

    Writer(DynamoDbLocal table, TenantId tenant, InFlight inFlight, int slot) {
      this.tenant = tenant;
      this.slot = slot;
      DynamoDbClient counting =
          InterceptedDynamoDb.of(
              inFlight.in(table.client()),
              (operation, arguments, call) -> {
                if (operation.equals("transactWriteItems")) {
                  attempts++;
                }
                return call.proceed(arguments);
              });
      // Not seeded: its numbers also make the tokens by which transactions are told apart.
      Table view =
          new Table(counting, table.tableName(), ConflictRetry.STANDARD, new SecureRandom());
      store = new BookingStore(view, new DayLedger(new DayRows(view)), new Ids(new SecureRandom()));
    }

    boolean book() {
      Interval time =
          Interval.ofMinutes(
              MIDNIGHT.plus(Duration.ofMinutes((long) SLOT_MINUTES * slot)), SLOT_MINUTES);
      Booking booking =
          PlainBooking.of(new Ids(new SecureRandom()).nextLong(), ANA, time, MIDNIGHT);
      return store.create(tenant, booking, _ -> 1, List.of(), false)
          instanceof CreateOutcome.Created;
    }
  }
}

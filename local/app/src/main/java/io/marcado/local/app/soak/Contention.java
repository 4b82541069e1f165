package io.marcado.local.app.soak;

import io.marcado.bookings.lifecycle.Booking;
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
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Many who book different slots of one resource's day at the same moment, with the contention that
 * DynamoDB has and the pauses that functions make.
 *
 * @param bookings what came of each
 * @param conflicts writes that were refused because of a transaction
 */
public record Contention(List<Written> bookings, long conflicts) {
  private static final ResourceId ANA = new ResourceId("ana");
  private static final Instant MIDNIGHT = Instant.parse("2026-11-23T00:00:00Z");
  private static final int SLOT_MINUTES = 30;

  /**
   * The result of one booking.
   *
   * @param attempts writes of the day row that were tried
   */
  public record Written(boolean made, int attempts, Duration took) {}

  /** How many were made. */
  public int booked() {
    return (int) bookings.stream().filter(Written::made).count();
  }

  /** Writes of the day row tried for each booking that was made. */
  public double ratio() {
    int attempts = bookings.stream().mapToInt(Written::attempts).sum();
    return booked() == 0 ? Double.POSITIVE_INFINITY : (double) attempts / booked();
  }

  /** Most of any one writer. */
  public int mostAttempts() {
    return bookings.stream().mapToInt(Written::attempts).max().orElse(0);
  }

  /** Until so many percent had their answers. */
  public Duration percentile(int percent) {
    List<Duration> sorted = bookings.stream().map(Written::took).sorted().toList();
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }

  /** Both together. */
  public Contention and(Contention other) {
    List<Written> all = new ArrayList<>(bookings);
    all.addAll(other.bookings);
    return new Contention(List.copyOf(all), conflicts + other.conflicts);
  }

  /**
   * Lets writers meet.
   *
   * @param writers at most 48, the slots of a day
   */
  public static Contention run(DynamoDbLocal table, long seed, int writers, BookingWay way) {
    InFlight inFlight = new InFlight(seed);
    TenantId tenant = new TenantId(new Ids(new SecureRandom()).next());
    CyclicBarrier start = new CyclicBarrier(writers);
    List<Future<Written>> answers = new ArrayList<>();
    List<Written> written = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
      for (int i = 0; i < writers; i++) {
        Writer writer = new Writer(table, tenant, inFlight, i, way);
        answers.add(
            threads.submit(
                () -> {
                  start.await();
                  return writer.book();
                }));
      }
      for (Future<Written> answer : answers) {
        written.add(answer.get());
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new Contention(List.copyOf(written), inFlight.conflicts());
  }

  private static final class Writer {
    private final Table table;
    private final TenantId tenant;
    private final Booking booking;
    private final BookingWay way;
    private int attempts;

    Writer(DynamoDbLocal table, TenantId tenant, InFlight inFlight, int slot, BookingWay way) {
      this.tenant = tenant;
      this.way = way;
      Interval time =
          Interval.ofMinutes(
              MIDNIGHT.plus(Duration.ofMinutes((long) SLOT_MINUTES * slot)), SLOT_MINUTES);
      this.booking = PlainBooking.of(new Ids(new SecureRandom()).nextLong(), ANA, time, MIDNIGHT);
      DynamoDbClient counting =
          InterceptedDynamoDb.of(
              inFlight.in(table.client()),
              (_, arguments, call) -> {
                if (writesRow(arguments)) {
                  attempts++;
                }
                return call.proceed(arguments);
              });
      // Not seeded: its numbers also make the tokens by which transactions are told apart.
      this.table =
          new Table(counting, table.tableName(), ConflictRetry.STANDARD, new SecureRandom());
    }

    Written book() {
      long started = System.nanoTime();
      boolean made = way.book(table, tenant, booking);
      return new Written(made, attempts, Duration.ofNanos(System.nanoTime() - started));
    }

    /** Every transaction here has the row. */
    private static boolean writesRow(Object[] arguments) {
      return switch (arguments == null || arguments.length == 0 ? "" : arguments[0]) {
        case TransactWriteItemsRequest _ -> true;
        case UpdateItemRequest update -> RowItems.isRow(update.key());
        default -> false;
      };
    }
  }
}

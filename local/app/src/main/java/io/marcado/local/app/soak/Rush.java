package io.marcado.local.app.soak;

import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.ledger.SessionSeats;
import io.marcado.bookings.ledger.TakenTime;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.HoldTerms;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.ClientAllowance;
import io.marcado.bookings.store.ClientAllowance.By;
import io.marcado.bookings.store.ClientAllowance.Share;
import io.marcado.bookings.store.CreateOutcome;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.local.dynamodb.InFlight;
import io.marcado.local.dynamodb.InterceptedDynamoDb;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Clients who want the few places of one day within a second, each signed in and within the limits
 * of a client, with the contention that DynamoDB has. Who finds the time taken looks for others, as
 * {@code POST /bookings} does.
 *
 * @param clients what came of each
 */
public record Rush(List<Served> clients) {
  private static final ResourceId ANA = new ResourceId("ana");
  private static final ClassSessionId YOGA = new ClassSessionId("yoga");
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Instant MIDNIGHT = Instant.parse("2026-11-23T00:00:00Z");
  private static final LocalDate DAY = Cells.dayOf(Cells.startingAt(MIDNIGHT));
  private static final int MINUTES = 30;
  private static final int WITHIN_MILLIS = 1000;

  /** It stands still: on a slow machine no deadline passes before its work is done. */
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);

  private static final ClientAllowance ALLOWANCE =
      new ClientAllowance(Optional.of(By.CLIENT), new Share(10, 10), new Share(5, 5), 1, NOW);

  /** What a client is answered. */
  public enum Answer {
    BOOKED,
    TAKEN,
    /** A 503. */
    BUSY
  }

  /**
   * The result of a client.
   *
   * @param requests to the table
   */
  public record Served(Answer answer, int requests, Duration took) {}

  /** How many were answered so. */
  public long count(Answer answer) {
    return clients.stream().filter(client -> client.answer() == answer).count();
  }

  /** Most requests of any client. */
  public int mostRequests() {
    return clients.stream().mapToInt(Served::requests).max().orElse(0);
  }

  /** Until so many percent had their answers. */
  public Duration percentile(int percent) {
    List<Duration> sorted = clients.stream().map(Served::took).sorted().toList();
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }

  /**
   * Lets them come, each to book at once.
   *
   * @param slots half hours of the day, which they want in turn
   * @param seats of each
   */
  public static Rush run(DynamoDbLocal table, long seed, int count, int slots, int seats) {
    return run(table, seed, count, slots, seats, false, false);
  }

  /**
   * The same for one half hour, where every other one holds first, and books what it holds.
   *
   * @param ofSession true for seats of a session, false for a resource of so many seats
   */
  public static Rush runWithHolds(
      DynamoDbLocal table, long seed, int count, int seats, boolean ofSession) {
    return run(table, seed, count, 1, seats, true, ofSession);
  }

  private static Rush run(
      DynamoDbLocal table,
      long seed,
      int count,
      int slots,
      int seats,
      boolean holds,
      boolean ofSession) {
    InFlight inFlight = new InFlight(seed);
    TenantId tenant = new TenantId(new Ids(new SecureRandom()).next());
    if (ofSession) {
      open(table, tenant, seats);
    }
    Random random = new Random(seed);
    List<Future<Served>> answers = new ArrayList<>();
    List<Served> served = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        Client client = new Client(table, tenant, inFlight, i, i % slots, seats, ofSession);
        long wait = random.nextInt(WITHIN_MILLIS);
        boolean holding = holds && i % 2 == 0;
        answers.add(
            threads.submit(
                () -> {
                  Thread.sleep(wait);
                  return holding ? client.holdAndBook() : client.book();
                }));
      }
      for (Future<Served> answer : answers) {
        served.add(answer.get());
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new Rush(List.copyOf(served));
  }

  private static void open(DynamoDbLocal table, TenantId tenant, int seats) {
    Outcome opened =
        new Table(table.client(), table.tableName(), ConflictRetry.STANDARD, new SecureRandom())
            .of(tenant)
            .write(SessionSeats.open(tenant, YOGA, seats));
    if (!(opened instanceof Outcome.Written)) {
      throw new IllegalStateException("no session");
    }
  }

  private static final class Client {
    private final BookingStore store;
    private final DayRows rows;
    private final TenantId tenant;
    private final PersonId id;
    private final Interval time;
    private final int capacity;
    private final List<TakenTime> taken;
    private int requests;

    Client(
        DynamoDbLocal table,
        TenantId tenant,
        InFlight inFlight,
        int number,
        int slot,
        int seats,
        boolean ofSession) {
      Table view =
          new Table(
              InterceptedDynamoDb.of(
                  inFlight.in(table.client()),
                  (_, arguments, call) -> {
                    requests++;
                    return call.proceed(arguments);
                  }),
              table.tableName(),
              ConflictRetry.STANDARD,
              new SecureRandom());
      this.store = BookingStore.of(view, new Ids(new SecureRandom()), CLOCK);
      this.rows = new DayRows(view, new RowNotes(view, CLOCK));
      this.tenant = tenant;
      this.id = new PersonId("client" + number);
      this.time =
          Interval.ofMinutes(MIDNIGHT.plus(Duration.ofMinutes((long) MINUTES * slot)), MINUTES);
      this.capacity = ofSession ? SessionSeats.MOST : seats;
      this.taken =
          ofSession ? List.of(SessionSeats.of(YOGA, 1)) : Booking.oneSeatOf(List.of(ANA), time);
    }

    Served holdAndBook() {
      long started = System.nanoTime();
      Booking hold =
          PlainBooking.of(
                  new Ids(new SecureRandom()).nextLong(),
                  List.of(ANA),
                  Optional.of(id),
                  time,
                  taken,
                  BookingStatus.HELD,
                  NOW)
              .heldOn(HoldTerms.from(NOW, 10, 0));
      Answer answer =
          switch (store.create(tenant, hold, _ -> capacity, List.of(), false)) {
            case CreateOutcome.Created(Booking held) -> booked(held);
            case CreateOutcome.SlotTaken _ -> Answer.TAKEN;
            case CreateOutcome.Replayed _, CreateOutcome.ClientChanged _, CreateOutcome.Refused _ ->
                Answer.BUSY;
          };
      return new Served(answer, requests, Duration.ofNanos(System.nanoTime() - started));
    }

    private Answer booked(Booking held) {
      return store.book(
                  tenant,
                  held,
                  PlainBooking.ofHeld(held, "held"),
                  List.of(),
                  Optional.of(ALLOWANCE),
                  List.of())
              instanceof CreateOutcome.Created
          ? Answer.BOOKED
          : Answer.BUSY;
    }

    Served book() {
      long started = System.nanoTime();
      Booking booking =
          PlainBooking.of(
              new Ids(new SecureRandom()).nextLong(),
              List.of(ANA),
              Optional.of(id),
              time,
              taken,
              BookingStatus.CONFIRMED,
              NOW);
      Answer answer =
          switch (store.create(
              tenant,
              booking,
              _ -> capacity,
              List.of(),
              false,
              Optional.of(ALLOWANCE),
              List.of())) {
            case CreateOutcome.Created _ -> Answer.BOOKED;
            case CreateOutcome.SlotTaken _ -> {
              rows.occupancy(tenant, ANA, DAY.minusDays(7), DAY.plusDays(7));
              List<Interval> _ = store.inTheWay(tenant, id, ALLOWANCE);
              yield Answer.TAKEN;
            }
            case CreateOutcome.Replayed _, CreateOutcome.ClientChanged _, CreateOutcome.Refused _ ->
                Answer.BUSY;
          };
      return new Served(answer, requests, Duration.ofNanos(System.nanoTime() - started));
    }
  }
}

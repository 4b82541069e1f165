package io.marcado.local.app.soak;

import io.marcado.bookings.lifecycle.SeriesChange.Act;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import io.marcado.local.LocalStack;
import io.marcado.local.Options;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.client.Business;
import io.marcado.local.app.soak.History.Kind;
import io.marcado.local.app.soak.History.Told;
import io.marcado.local.app.soak.HistoryChecker.Violation;
import io.marcado.local.dynamodb.DynamoDbLocal;
import java.io.IOException;
import java.io.PrintStream;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The long proof: many random histories on a table of their own, then contending writers and a
 * large crowd on one slot, on a stack in memory.
 *
 * @param histories how many
 * @param operations of each
 * @param attempts on the one slot
 * @param seed of the first history; each further one has the next
 */
public record Soak(int histories, int operations, int attempts, long seed) {
  private static final int THREADS = 6;
  private static final int CROWD = 64;
  private static final int CONTENDERS = 32;
  private static final int CONTENTIONS = 10;

  /** A hundred histories of 2,000 operations and 10,000 attempts. */
  public static Soak full() {
    return new Soak(100, 2000, 10_000, new Random().nextLong(1_000_000_000));
  }

  /**
   * Runs it and tells how it goes.
   *
   * @return true when everything held
   */
  public boolean run(PrintStream out) throws IOException {
    boolean held;
    // Functions that follow all changes would take half of the time, and are no part of a history.
    try (DynamoDbLocal table = DynamoDbLocal.inMemory()) {
      held = histories(table, out);
    }
    try (LocalStack stack = LocalStack.start(Options.inMemory())) {
      held &= contentions(stack, out);
      held &= attempts == 0 || crowd(stack, out);
    }
    out.println(held ? "Everything held." : "It did NOT hold.");
    return held;
  }

  private boolean histories(DynamoDbLocal table, PrintStream out) {
    long started = System.nanoTime();
    long booked = 0;
    long refused = 0;
    long moved = 0;
    long cancelled = 0;
    long series = 0;
    long changedSeries = 0;
    long unknown = 0;
    long faults = 0;
    int wrong = 0;
    for (int i = 0; i < histories; i++) {
      Faults injected = new Faults(seed + i);
      History history = HistoryRun.runAll(table, seed + i, operations, THREADS, injected::in);
      booked += history.count(Kind.CREATE, Told.DONE);
      refused += history.count(Kind.CREATE, Told.REFUSED);
      moved += history.count(Kind.MOVE, Told.DONE);
      cancelled += history.count(Kind.CANCEL, Told.DONE);
      series += history.series().made();
      changedSeries += Stream.of(Act.values()).mapToLong(act -> history.series().done(act)).sum();
      unknown += history.operations().stream().filter(one -> one.told() == Told.UNKNOWN).count();
      faults += injected.injected();
      List<Violation> violations = HistoryChecker.check(history);
      wrong += violations.size();
      violations.forEach(violation -> out.printf("  seed %d: %s%n", history.seed(), violation));
      if ((i + 1) % 10 == 0) {
        out.printf("%d histories, %d violations, %s%n", i + 1, wrong, since(started));
      }
    }
    out.printf(
        "%d histories of %d operations from seed %d: %d booked, %d refused, %d moved, %d cancelled,"
            + " %d series and %d changes of them, %d of unknown outcome, %d faults injected, %d"
            + " violations, %s%n",
        histories,
        operations,
        seed,
        booked,
        refused,
        moved,
        cancelled,
        series,
        changedSeries,
        unknown,
        faults,
        wrong,
        since(started));
    return wrong == 0;
  }

  private boolean contentions(LocalStack stack, PrintStream out) {
    Contention all = new Contention(List.of(), 0);
    for (int i = 0; i < CONTENTIONS; i++) {
      all = all.and(Contention.run(stack.table(), seed + i, CONTENDERS, BookingWay.STORE));
    }
    int left = all.bookings().size() - all.booked();
    out.printf(
        "%d times %d writers on one resource-day: %d without success, %.2f writes of the row a"
            + " booking, at most %d for one%n",
        CONTENTIONS, CONTENDERS, left, all.ratio(), all.mostAttempts());
    return left == 0;
  }

  private boolean crowd(LocalStack stack, PrintStream out) {
    ApiClient origin = ApiClient.of(stack.origin().toString());
    Business.Owner owner =
        new Business.Owner("Zé", "+5511960000001", "ze@example.com", "tesoura-e-navalha");
    Business business = Business.signUp(origin, "soak", "Soak", owner);
    ApiClient signedIn = business.signIn(owner.phone(), owner.password());
    String ana = business.resource(signedIn, "Ana", "PERSON");
    String cut = business.service(signedIn, "Corte", 60, "50.00", List.of(ana));
    LocalDate day =
        new LocalTimeline(Zone.of("America/Sao_Paulo"))
            .dateOf(stack.clock().instant())
            .plusDays(7)
            .with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
    Crowd crowd =
        Crowd.run(
            business.visitor(),
            cut,
            ana,
            day + "T10:00:00-03:00",
            5_511_970_000_000L,
            attempts,
            CROWD);
    out.printf(
        "%d attempts of %d at a time on one slot over HTTP: answers by status %s, %.1f s%n",
        attempts, CROWD, crowd.statuses(), crowd.took().toMillis() / 1000.0);
    return crowd.count(201) == 1 && crowd.count(409) == attempts - 1;
  }

  private static String since(long started) {
    return Duration.ofNanos(System.nanoTime() - started).toSeconds() + " s";
  }
}

package io.marcado.bookings.scheduling;

import static io.marcado.bookings.scheduling.Salon.NINE;
import static io.marcado.bookings.scheduling.Salon.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.explain.Check;
import io.marcado.bookings.explain.CheckCode;
import io.marcado.bookings.explain.Explanation;
import io.marcado.bookings.ledger.DayLedger;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.HoldTerms;
import io.marcado.bookings.lifecycle.SampleBooking;
import io.marcado.bookings.lifecycle.Series;
import io.marcado.bookings.lifecycle.SeriesChange;
import io.marcado.bookings.published.Attendee;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.published.ClientBookings;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.scheduling.SeriesRequest.OnConflict;
import io.marcado.bookings.series.Recurrence.End;
import io.marcado.bookings.series.RecurrenceDraft;
import io.marcado.bookings.store.BookingIndex;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.CreateOutcome;
import io.marcado.bookings.store.SeriesStore;
import io.marcado.domain.BookingId;
import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.SeriesId;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import io.marcado.identity.published.ClientRecords.ClientDraft;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.local.dynamodb.InterceptedDynamoDb;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/**
 * A series is whole or not at all, wherever its function dies and no matter who wants its times.
 */
@Tag("race")
@ResourceLock("series of all businesses: a turn ends what is overdue by its clock")
class SeriesCrashTest {
  private static final Set<String> WRITES =
      Set.of("updateItem", "putItem", "deleteItem", "transactWriteItems");
  private static final int COUNT = 4;

  /** As many of them show what becomes of a change. */
  private static final int PAIR = 2;

  private static final Instant LATER = NOW.plus(Duration.ofMinutes(5));
  private static final Duration HALF = Duration.ofMinutes(30);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final ResourceId CHAIR = new ResourceId("one");
  private static final ConflictRetry QUICK =
      new ConflictRetry(5, Duration.ofMillis(1), Duration.ofMillis(5));

  private final Salon salon = new Salon();
  private final Ids ids = new Ids(new Random());
  private final AtomicInteger phones = new AtomicInteger();

  @AfterEach
  void close() {
    salon.close();
  }

  /** The function dies. */
  private static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Who meets the remains first. */
  private enum After {
    /** Nobody has tidied up: the next writer who wants the times meets the remains. */
    THE_NEXT_WRITER,
    /** The scheduled function has run. */
    THE_NEXT_TURN,
    /** The same request has come again. */
    A_RETRY
  }

  @Test
  void shouldLeaveAllOrNothingToTheNextWriter() {
    assertThat(dyingEverywhere(After.THE_NEXT_WRITER)).isGreaterThan(2 * COUNT * 3);
  }

  @Test
  void shouldBeFinishedByTheNextTurn() {
    assertThat(dyingEverywhere(After.THE_NEXT_TURN)).isGreaterThan(2 * COUNT * 3);
  }

  @Test
  void shouldBeFinishedByARetry() {
    assertThat(dyingEverywhere(After.A_RETRY)).isGreaterThan(2 * COUNT * 3);
  }

  /**
   * A turn may see the note of a series that was just begun before the series itself: a transaction
   * is visible item by item.
   */
  @Test
  void shouldForgetNoSeriesThatATurnCannotSeeYet() {
    Instant start = NINE;
    assertThat(dying(request(start, COUNT, "unseen"), COUNT, true)).isTrue();
    DynamoDbClient half =
        InterceptedDynamoDb.of(
            DynamoDbLocal.shared().client(),
            (operation, arguments, call) ->
                operation.equals("getItem") && arguments[0].toString().contains("SERIES#")
                    ? GetItemResponse.builder().build()
                    : call.proceed(arguments));

    assertThat(finishing(half, NOW).settleAll(NOW)).isTrue();

    assertThat(open(NOW)).hasSize(1);
    assertThat(finishing(LATER).settleAll(LATER)).isTrue();
    assertThat(open(LATER)).isEmpty();
  }

  private List<SeriesStore.Open> open(Instant now) {
    return finishing(now).store().open(now).stream()
        .filter(one -> one.tenant().equals(salon.tenant))
        .toList();
  }

  /** How often it died: before and after each write. */
  private int dyingEverywhere(After after) {
    int deaths = 0;
    for (int write = 1; ; write++) {
      boolean died = false;
      for (boolean written : List.of(false, true)) {
        // Each attempt has an hour of its own.
        Instant start = NINE.plus(Duration.ofDays(28L * deaths));
        died = dying(request(start, COUNT, "key " + deaths), write, written);
        if (died) {
          deaths++;
          check(start, request(start, COUNT, "key " + (deaths - 1)), after);
        }
      }
      if (!died) {
        return deaths;
      }
    }
  }

  private boolean dying(SeriesRequest request, int write, boolean written) {
    return dying(
        write, written, mortal -> done(series(mortal, NOW).make(salon.automation(), request, NOW)));
  }

  /** True when the function died before it was through. */
  private static boolean dying(int write, boolean written, Consumer<DynamoDbClient> function) {
    AtomicInteger writes = new AtomicInteger();
    DynamoDbClient mortal =
        InterceptedDynamoDb.of(
            DynamoDbLocal.shared().client(),
            (operation, arguments, call) -> {
              int number = WRITES.contains(operation) ? writes.incrementAndGet() : writes.get();
              if (number > write || (number == write && !written)) {
                throw new Death();
              }
              Object answer = call.proceed(arguments);
              if (number == write && WRITES.contains(operation)) {
                throw new Death();
              }
              return answer;
            });
    try {
      function.accept(mortal);
      return false;
    } catch (Death e) {
      return true;
    }
  }

  /** Who is to finish it: the scheduled function, or the same request. */
  @Test
  void shouldForgetNoBookingOfACancellationAndTellOnce() {
    int deaths = 0;
    for (int write = 1; ; write++) {
      boolean died = false;
      for (boolean written : List.of(false, true)) {
        Instant start = NINE.plus(Duration.ofDays(28L * deaths));
        SeriesId id =
            done(series(DynamoDbLocal.shared().client(), NOW)
                    .make(salon.automation(), request(start, PAIR, "cancel " + deaths), NOW))
                .series()
                .id();
        died = dying(write, written, mortal -> cancel(mortal, id, NOW));
        SeriesBooking later = series(DynamoDbLocal.shared().client(), LATER);
        assertThat(finishing(LATER).settleAll(LATER)).isTrue();
        List<Booking> bookings =
            List.copyOf(done(later.get(salon.automation(), id, LATER)).bookings().values());
        boolean decided = write > 1 || written || !died;
        assertThat(bookings)
            .hasSize(PAIR)
            .extracting(Booking::status)
            .containsOnly(decided ? BookingStatus.CANCELLED : BookingStatus.CONFIRMED);
        assertThat(bookings.stream().flatMap(one -> one.together().stream()))
            .extracting(HoldTerms.Together::tells)
            .containsExactlyInAnyOrder(decided ? new Integer[] {PAIR, 0} : new Integer[] {});
        cancel(DynamoDbLocal.shared().client(), id, LATER);
        for (Instant at : pair(start)) {
          assertThat(seats(at, LATER)).isZero();
        }
        if (!died) {
          assertThat(deaths).isGreaterThan(2 * PAIR);
          return;
        }
        deaths++;
      }
    }
  }

  /** While it is half done a reader sees all new times taken, or none. */
  @Test
  void shouldMoveAllOrNoneAndTellOnce() {
    int deaths = 0;
    for (int write = 1; ; write++) {
      boolean died = false;
      for (boolean written : List.of(false, true)) {
        Instant start = NINE.plus(Duration.ofDays(28L * deaths));
        SeriesId id =
            done(series(DynamoDbLocal.shared().client(), NOW)
                    .make(salon.automation(), request(start, PAIR, "move " + deaths), NOW))
                .series()
                .id();
        died = dying(write, written, mortal -> move(mortal, id, start, NOW));
        Set<Integer> seen = new HashSet<>();
        pair(start).forEach(at -> seen.add(seats(at.plus(HOUR), LATER)));
        assertThat(seen).as("dead at write %d", write).hasSize(1);
        SeriesBooking later = series(DynamoDbLocal.shared().client(), LATER);
        assertThat(finishing(LATER).settleAll(LATER)).isTrue();
        List<Booking> bookings =
            List.copyOf(done(later.get(salon.automation(), id, LATER)).bookings().values());
        boolean moved = seen.contains(1);
        assertThat(bookings)
            .extracting(booking -> booking.time().start())
            .containsExactlyElementsOf(moved ? pair(start.plus(HALF)) : pair(start));
        assertThat(bookings.stream().flatMap(one -> one.together().stream()))
            .extracting(HoldTerms.Together::tells)
            .containsExactlyInAnyOrder(moved ? new Integer[] {PAIR, 0} : new Integer[] {});
        assertThat(died || moved).isTrue();
        move(DynamoDbLocal.shared().client(), id, start, LATER);
        for (Instant at : pair(start)) {
          assertThat(seats(at, LATER)).isZero();
          assertThat(seats(at.plus(HALF), LATER)).isEqualTo(1);
          assertThat(seats(at.plus(HOUR), LATER)).isEqualTo(1);
        }
        if (!died) {
          assertThat(deaths).isGreaterThan(2 * PAIR * 3);
          return;
        }
        deaths++;
      }
    }
  }

  /** The process that holds its new times died, and might still be at it. */
  @Test
  void shouldTellTwoWhoChangeTheSameSeriesThatTheyMeet() {
    SeriesId id = made("meeting");
    assertThat(dying(1, true, mortal -> move(mortal, id, NINE, NOW))).isTrue();

    assertThat(moved(DynamoDbLocal.shared().client(), id, NINE, NOW).whyRefused())
        .contains(new SeriesRefusal.BeingChanged());
    assertThat(cancelled(DynamoDbLocal.shared().client(), id, NOW).whyRefused())
        .contains(new SeriesRefusal.BeingChanged());
    assertThat(moved(DynamoDbLocal.shared().client(), id, NINE, LATER).whyRefused()).isEmpty();
  }

  /** The table cannot be reached any more. */
  @Test
  void shouldTellOfADecidedMoveThoughTheBookingsFollowLater() {
    SeriesId id = made("outage");
    AtomicBoolean decided = new AtomicBoolean();
    DynamoDbClient failing =
        InterceptedDynamoDb.of(
            DynamoDbLocal.shared().client(),
            (operation, arguments, call) -> {
              if (decided.get()) {
                throw SdkClientException.create("no route to the table");
              }
              Object answer = call.proceed(arguments);
              decided.set(
                  operation.equals("updateItem") && arguments[0].toString().contains("numbers"));
              return answer;
            });

    SeriesMovePlans.Plan told =
        moved(failing, id, NINE, NOW)
            .orElseThrow(refusal -> new IllegalStateException(refusal.toString()));

    assertThat(decided).isTrue();
    assertThat(told.occurrences())
        .hasSize(PAIR)
        .extracting(SeriesMovePlans.Moved::outcome)
        .containsOnly(ChangeOutcome.MOVE);
    assertThat(finishing(LATER).settleAll(LATER)).isTrue();
    assertThat(found(NINE))
        .extracting(booking -> booking.time().start())
        .containsExactlyElementsOf(pair(NINE.plus(HALF)));
  }

  /** Before the decision is asked for again, or asked about, a reader has finished the change. */
  @Test
  void shouldTellOfADecidedMoveThoughTheAnswerWasLostAndOthersFinishedIt() {
    for (boolean retried : List.of(true, false)) {
      Instant start = NINE.plus(Duration.ofDays(retried ? 0 : 28));
      SeriesId id =
          done(series(DynamoDbLocal.shared().client(), NOW)
                  .make(salon.automation(), request(start, PAIR, "lost " + retried), NOW))
              .series()
              .id();
      DynamoDbClient losing =
          InterceptedDynamoDb.of(
              DynamoDbLocal.shared().client(),
              (operation, arguments, call) -> {
                Object answer = call.proceed(arguments);
                if (!operation.equals("updateItem")
                    || !arguments[0].toString().contains("numbers")) {
                  return answer;
                }
                assertThat(finishing(NOW).finished(salon.tenant, id, NOW)).hasSize(PAIR);
                if (retried) {
                  return call.proceed(arguments);
                }
                throw SdkClientException.create("the answer was lost");
              });

      assertThat(
              moved(losing, id, start, NOW)
                  .orElseThrow(refusal -> new IllegalStateException(refusal.toString()))
                  .occurrences())
          .hasSize(PAIR)
          .extracting(SeriesMovePlans.Moved::outcome)
          .containsOnly(ChangeOutcome.MOVE);
      assertThat(found(start))
          .extracting(booking -> booking.time().start())
          .containsExactlyElementsOf(pair(start.plus(HALF)));
    }
  }

  /** Another request changes one of its bookings after it was judged. */
  @Test
  void shouldNotSayOfABookingThatItMovedWhenSomethingElseBecameOfIt() {
    SeriesId id = made("meanwhile");
    AtomicBoolean begun = new AtomicBoolean();
    DynamoDbClient slow =
        InterceptedDynamoDb.of(
            DynamoDbLocal.shared().client(),
            (operation, arguments, call) -> {
              if (operation.equals("transactWriteItems") && !begun.getAndSet(true)) {
                var unused =
                    salon.updates.cancel(
                        salon.automation(),
                        Series.bookingId(salon.tenant, id, 1),
                        Optional.empty(),
                        Optional.empty(),
                        NOW);
              }
              return call.proceed(arguments);
            });

    assertThat(
            moved(slow, id, NINE, NOW)
                .orElseThrow(refusal -> new IllegalStateException(refusal.toString()))
                .occurrences())
        .extracting(SeriesMovePlans.Moved::outcome)
        .containsExactly(ChangeOutcome.MOVE, ChangeOutcome.NOT_OPEN);
  }

  /** All who sent it died, each time. */
  @Test
  void shouldSayThatAKeyIsSpent() {
    SeriesRequest request = request(NINE, COUNT, "spent");
    SeriesBooking turn = series(DynamoDbLocal.shared().client(), LATER);
    for (int sent = 0; sent <= 20; sent++) {
      assertThat(dying(request, 1, true)).isTrue();
      assertThat(finishing(LATER).settleAll(LATER)).isTrue();
    }

    assertThat(turn.make(salon.automation(), request, LATER).whyRefused())
        .contains(new SeriesRefusal.KeySpent());
  }

  private SeriesId made(String key) {
    return done(series(DynamoDbLocal.shared().client(), NOW)
            .make(salon.automation(), request(NINE, PAIR, key), NOW))
        .series()
        .id();
  }

  private void move(DynamoDbClient client, SeriesId id, Instant start, Instant now) {
    SeriesMovePlans.Plan unused =
        moved(client, id, start, now)
            .orElseThrow(refusal -> new IllegalStateException(refusal.toString()));
  }

  /** By half an hour, so that each overlaps its own time. */
  private Result<SeriesMovePlans.Plan, SeriesRefusal> moved(
      DynamoDbClient client, SeriesId id, Instant start, Instant now) {
    Table table = table(client);
    RowNotes notes = new RowNotes(table, () -> now);
    DayRows rows = new DayRows(table, notes);
    BookingStore store = new BookingStore(table, new DayLedger(rows), notes, ids);
    ClientLimits limits = salon.bean(ClientLimits.class);
    return new SeriesMoves(
            finishing(client, now),
            new SeriesMovePlans(
                series(client, now),
                salon.bean(Configurations.class),
                salon.bean(Movables.class),
                new MovePlans(
                    rows, new FreeTimes(rows, store, limits), salon.bean(TurnsReader.class)),
                store,
                limits),
            store,
            limits,
            ids)
        .move(
            salon.automation(),
            new SeriesMoves.Asked(
                id,
                SeriesUpdates.Scope.ALL,
                Optional.of(Series.bookingId(salon.tenant, id, 0)),
                Optional.of(start.plus(HALF).atOffset(ZoneOffset.UTC)),
                Optional.empty(),
                Optional.empty(),
                Set.of(SchedulingRule.HORIZON, SchedulingRule.INTERVAL),
                false,
                true,
                false,
                Optional.empty()),
            now);
  }

  private void cancel(DynamoDbClient client, SeriesId id, Instant now) {
    SeriesUpdates.Changed unused =
        cancelled(client, id, now)
            .orElseThrow(refusal -> new IllegalStateException(refusal.toString()));
  }

  private Result<SeriesUpdates.Changed, SeriesRefusal> cancelled(
      DynamoDbClient client, SeriesId id, Instant now) {
    return new SeriesUpdates(
            series(client, now), finishing(client, now), salon.bean(Configurations.class), ids)
        .change(
            salon.automation(),
            new SeriesUpdates.Asked(
                id,
                SeriesUpdates.Scope.ALL,
                Optional.empty(),
                SeriesChange.Act.CANCEL,
                Optional.empty(),
                false),
            now);
  }

  private void check(Instant start, SeriesRequest request, After after) {
    SeriesBooking later = series(DynamoDbLocal.shared().client(), LATER);
    Optional<SeriesBooking.Shown> repeated = Optional.empty();
    switch (after) {
      case THE_NEXT_TURN -> assertThat(finishing(LATER).settleAll(LATER)).isTrue();
      case A_RETRY -> {
        // While the first one might still be at it, the retry is told to wait.
        var unused = later.make(salon.automation(), request, NOW);
        assertThat(finishing(LATER).settleAll(LATER)).isTrue();
        repeated = Optional.of(done(later.make(salon.automation(), request, LATER)));
      }
      case THE_NEXT_WRITER -> {}
    }
    int bookings = bookings(start);
    if (after != After.THE_NEXT_WRITER) {
      assertThat(bookings).isIn(0, COUNT);
    }
    repeated.ifPresent(
        shown -> {
          assertThat(shown.bookings()).hasSize(COUNT);
          assertThat(bookings).isEqualTo(COUNT);
        });
    List<Boolean> free =
        starts(start).stream()
            .map(
                at ->
                    store(DynamoDbLocal.shared().client(), LATER)
                            .create(salon.tenant, booking(at), _ -> 1, List.of(), false)
                        instanceof CreateOutcome.Created)
            .toList();
    assertThat(new HashSet<>(free)).as("all or nothing: %s", free).hasSize(1);
    if (bookings == COUNT) {
      assertThat(free).containsOnly(false);
    }
    if (after == After.THE_NEXT_WRITER && !free.getFirst()) {
      assertThat(finishing(LATER).settleAll(LATER)).isTrue();
      assertThat(bookings(start)).isEqualTo(COUNT);
    }
  }

  /** Bookings of a series that have these times, as anybody finds them. */
  private int bookings(Instant start) {
    return found(start).size();
  }

  private List<Booking> found(Instant start) {
    return salon
        .bean(BookingIndex.class)
        .within(
            salon.tenant,
            new Interval(start, start.plus(Duration.ofDays(7L * COUNT))),
            Optional.empty(),
            Optional.empty(),
            LATER)
        .orElseThrow()
        .stream()
        .filter(booking -> booking.series().isPresent())
        .toList();
  }

  /** Of two series that share a time at most one is made, and that whole. */
  @Test
  void shouldMakeEachOfManyOverlappingSeriesWholeOrNotAtAll() throws Exception {
    int series = 24;
    int count = 10;
    SeriesBooking booking = series(DynamoDbLocal.shared().client(), NOW);
    List<Future<Result<SeriesBooking.Shown, SeriesRefusal>>> asked;
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      asked =
          IntStream.range(0, series)
              .mapToObj(
                  number ->
                      threads.submit(
                          () ->
                              booking.make(
                                  salon.automation(),
                                  daily(
                                      NINE.plus(Duration.ofDays(number % 12))
                                          .plus(Duration.ofMinutes(30L * (number % 2))),
                                      count),
                                  NOW)))
              .toList();
    }
    Set<Interval> taken = new HashSet<>();
    int made = 0;
    for (Future<Result<SeriesBooking.Shown, SeriesRefusal>> one : asked) {
      if (one.get() instanceof Result.Done<SeriesBooking.Shown, SeriesRefusal>(var shown)) {
        made++;
        assertThat(shown.bookings()).hasSize(count);
        for (Booking each : shown.bookings().values()) {
          assertThat(each.status()).isEqualTo(BookingStatus.CONFIRMED);
          assertThat(taken).noneMatch(each.time()::overlaps);
          taken.add(each.time());
        }
      }
    }
    assertThat(made).isPositive();
    assertThat(taken).hasSize(made * count);
    // A refused request has left nothing: the chair is free at all other hours.
    for (int day = 0; day < 22; day++) {
      Instant at = NINE.plus(Duration.ofDays(day));
      boolean free =
          store(DynamoDbLocal.shared().client(), NOW)
                  .create(salon.tenant, booking(at), _ -> 1, List.of(), false)
              instanceof CreateOutcome.Created;
      assertThat(free).isEqualTo(taken.stream().noneMatch(Interval.ofMinutes(at, 60)::overlaps));
    }
  }

  /** Its request was only slow, and somebody has given it up. */
  @Test
  void shouldNotBeMadeOnceItWasGivenUp() {
    AtomicInteger givenUp = new AtomicInteger();
    DynamoDbClient slow =
        InterceptedDynamoDb.of(
            DynamoDbLocal.shared().client(),
            (operation, arguments, call) -> {
              // The decision alone puts the item of a series.
              if (operation.equals("putItem") && arguments[0].toString().contains("SERIES#")) {
                givenUp.incrementAndGet();
                assertThat(take(NINE)).isTrue();
              }
              return call.proceed(arguments);
            });

    Result<SeriesBooking.Shown, SeriesRefusal> made =
        series(slow, NOW).make(salon.automation(), daily(NINE, COUNT), NOW);

    assertThat(givenUp).hasValue(1);
    assertThat(made.whyRefused()).contains(new SeriesRefusal.Of(new BookingRefusal.Busy()));
    for (int day = 1; day < COUNT; day++) {
      assertThat(take(NINE.plus(Duration.ofDays(day)))).isTrue();
    }
  }

  @Test
  void shouldCountAsTakenUntilItsTimeIsOverAndAsFreeOnceItIs() {
    // Dies right before the decision, with all its times held.
    assertThat(dying(request(NINE, COUNT, "free"), 2 * COUNT + 2, false)).isTrue();

    for (Instant at : starts(NINE)) {
      assertThat(seats(at, NOW)).isEqualTo(1);
      assertThat(seats(at, LATER)).isZero();
    }
    assertThat(
            dying(request(NINE.plus(Duration.ofHours(2)), COUNT, "booked"), 2 * COUNT + 3, false))
        .isTrue();
    for (Instant at : starts(NINE.plus(Duration.ofHours(2)))) {
      assertThat(seats(at, LATER)).isEqualTo(1);
    }
  }

  /** Its first sending was still at it when this one looked, and has been given up since. */
  @Test
  void shouldNotShowWhatWasGivenUpMeanwhile() {
    SeriesRequest request = request(NINE, COUNT, "twice");
    AtomicBoolean begun = new AtomicBoolean();
    DynamoDbClient second =
        InterceptedDynamoDb.of(
            DynamoDbLocal.shared().client(),
            (operation, arguments, call) -> {
              if (operation.equals("transactWriteItems") && !begun.getAndSet(true)) {
                assertThat(dying(request, 2 * COUNT + 2, false)).isTrue();
                assertThat(finishing(LATER).settleAll(LATER)).isTrue();
              }
              return call.proceed(arguments);
            });

    assertThat(series(second, NOW).make(salon.automation(), request, NOW).whyRefused())
        .contains(new SeriesRefusal.Of(new BookingRefusal.Busy()));
  }

  /** Its holds have no end of their own: what becomes of them is decided within a minute. */
  @Test
  void shouldSayUntilWhenTheTimesOfASeriesAreHeld() {
    assertThat(dying(request(NINE, COUNT, "held"), 2 * COUNT + 2, false)).isTrue();

    Explanation explained =
        salon
            .bean(Explanations.class)
            .explain(
                new ExplainQuestion(
                    salon.visitor("192.0.2.7"), Salon.request(NINE).slot(), Optional.empty(), NOW))
            .map(Explanation.class::cast)
            .orElseThrow(refusal -> new IllegalStateException(refusal.toString()));

    assertThat(explained.candidates().getFirst().getFirst().checks())
        .filteredOn(check -> check.code() == CheckCode.HELD)
        .extracting(Check::until)
        .containsExactly(Optional.of(NOW.plus(RowNotes.PATIENCE)));
  }

  /** Each place of its client is written twice, as what gets no answer is sent again. */
  @Test
  void shouldTakeOnePlaceForEachOfItsBookingsThoughAnswersAreLost() {
    int most = 10;
    DynamoDbClient lossy =
        InterceptedDynamoDb.of(
            DynamoDbLocal.shared().client(),
            (operation, arguments, call) -> {
              if (operation.equals("updateItem") && arguments[0].toString().contains("PLACES")) {
                var unused = call.proceed(arguments);
              }
              return call.proceed(arguments);
            });
    SeriesRequest request =
        new SeriesRequest(
            Salon.request(NINE),
            new RecurrenceDraft.Days(1, new End.Count(most)),
            OnConflict.FAIL,
            false,
            Optional.empty());

    assertThat(done(series(lossy, NOW).make(salon.client("lia"), request, NOW)).bookings())
        .hasSize(most);
  }

  /** Most of its bookings are written only after their client was erased. */
  @Test
  void shouldForgetWhatWasSaidInBookingsThatAreStillToBeWritten() {
    SeriesRequest plain = request(NINE, COUNT, "erased");
    BookingRequest booking = plain.booking();
    SeriesRequest request =
        new SeriesRequest(
            new BookingRequest(
                booking.slot(),
                booking.clientId(),
                booking.client(),
                Optional.of(new Attendee("Leo", Optional.empty())),
                Optional.of("Leo is shy"),
                Map.of("child", "Leo"),
                booking.ignored(),
                booking.idempotencyKey()),
            plain.recurrence(),
            plain.onConflict(),
            false,
            Optional.empty());
    assertThat(dying(request, 2 * COUNT + 3, true)).isTrue();
    PersonId client = found(NINE).getFirst().clientId().orElseThrow();

    assertThat(salon.bean(ClientBookings.class).erase(salon.tenant, client, NOW)).isTrue();
    assertThat(finishing(LATER).settleAll(LATER)).isTrue();

    assertThat(found(NINE)).hasSize(COUNT).allMatch(Booking::isErased);
  }

  /** Somebody else wants it later. */
  private boolean take(Instant at) {
    return store(DynamoDbLocal.shared().client(), LATER)
            .create(salon.tenant, booking(at), _ -> 1, List.of(), false)
        instanceof CreateOutcome.Created;
  }

  /** As availability counts them. */
  private int seats(Instant at, Instant clock) {
    Table table = table(DynamoDbLocal.shared().client());
    LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
    return new DayRows(table, new RowNotes(table, () -> clock))
        .occupancy(salon.tenant, CHAIR, day, day)
        .at(Cells.startingAt(at));
  }

  // ---- parts

  private SeriesBooking series(DynamoDbClient client, Instant clock) {
    Table table = table(client);
    RowNotes notes = new RowNotes(table, () -> clock);
    DayRows rows = new DayRows(table, notes);
    BookingStore store = new BookingStore(table, new DayLedger(rows), notes, ids);
    return new SeriesBooking(
        salon.bean(Configurations.class),
        store,
        rows,
        new FreeTimes(rows, store, salon.bean(ClientLimits.class)),
        salon.bean(Admission.class),
        salon.bean(ClientLimits.class),
        finishing(client, clock),
        ids);
  }

  private SeriesFinishing finishing(Instant clock) {
    return finishing(DynamoDbLocal.shared().client(), clock);
  }

  private SeriesFinishing finishing(DynamoDbClient client, Instant clock) {
    Table table = table(client);
    return new SeriesFinishing(
        salon.bean(Configurations.class),
        store(client, clock),
        new RowNotes(table, () -> clock),
        salon.bean(ClientLimits.class),
        table,
        () -> clock);
  }

  private BookingStore store(DynamoDbClient client, Instant clock) {
    return BookingStore.of(table(client), ids, () -> clock);
  }

  private static Table table(DynamoDbClient client) {
    return new Table(client, DynamoDbLocal.shared().tableName(), QUICK, new Random());
  }

  private static List<Instant> pair(Instant start) {
    return starts(start).subList(0, PAIR);
  }

  private static List<Instant> starts(Instant start) {
    List<Instant> starts = new ArrayList<>();
    for (int week = 0; week < COUNT; week++) {
      starts.add(start.plus(Duration.ofDays(7L * week)));
    }
    return starts;
  }

  private Booking booking(Instant start) {
    return SampleBooking.of(
        new BookingId(ids.nextLong()), List.of(CHAIR), Interval.ofMinutes(start, 60), NOW);
  }

  private SeriesRequest request(Instant start, int count, String key) {
    // The same client for a retry, another one for each key.
    String phone = "+55119%08d".formatted(Math.floorMod(key.hashCode(), 100_000_000));
    return new SeriesRequest(
        Salon.ignoring(
            Salon.withKey(
                Salon.withClient(
                    Salon.request(start),
                    new Whom.ByPhone(
                        new ClientDraft("Ana", new PhoneNumber(phone, "BR"), Optional.empty()))),
                key),
            Set.of(SchedulingRule.HORIZON)),
        new RecurrenceDraft.Weeks(1, Set.of(), new End.Count(count)),
        OnConflict.FAIL,
        false,
        Optional.empty());
  }

  private SeriesRequest daily(Instant start, int count) {
    return new SeriesRequest(
        Salon.withClient(Salon.request(start), new Whom.WalkIn("Ana " + phones.incrementAndGet())),
        new RecurrenceDraft.Days(1, new End.Count(count)),
        OnConflict.FAIL,
        false,
        Optional.empty());
  }

  private static SeriesBooking.Shown done(Result<SeriesBooking.Shown, SeriesRefusal> result) {
    return result.orElseThrow(refusal -> new IllegalStateException(refusal.toString()));
  }
}

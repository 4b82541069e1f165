package io.marcado.local.app.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.lifecycle.SeriesChange.Act;
import io.marcado.local.app.soak.History.Kind;
import io.marcado.local.app.soak.History.Operation;
import io.marcado.local.app.soak.History.Told;
import io.marcado.local.app.soak.HistoryChecker.Violation;
import io.marcado.local.app.soak.HistoryChecker.Wrong;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.local.dynamodb.InterceptedDynamoDb;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Random histories hold what bookings promise, and a checker sees when they do not. */
@Order(1)
@Tag("race")
class HistoryTest {
  // Its own, so that it runs beside the others: nearly all its time is the emulator's.
  private static final DynamoDbLocal TABLE = DynamoDbLocal.inMemory();

  private static final int HISTORIES = 8;
  private static final int MOST_HISTORIES = 16;
  private static final int OPERATIONS = 2000;
  private static final int THREADS = 6;

  @AfterAll
  static void stop() {
    TABLE.close();
  }

  @Test
  void shouldHoldUnderFaults() {
    long first = new Random().nextLong(1_000_000_000);
    long started = System.nanoTime();
    Map<Kind, Long> done = new EnumMap<>(Kind.class);
    long series = 0;
    Map<Act, Long> acts = new EnumMap<>(Act.class);
    // Series are cancelled and moved by luck: a few more, should none be in the first ones.
    int histories = 0;
    while (histories < HISTORIES || histories < MOST_HISTORIES && !allDone(acts)) {
      long seed = first + histories++;
      Faults faults = new Faults(seed);
      History history = HistoryRun.runAll(TABLE, seed, OPERATIONS, THREADS, faults::in);
      System.out.printf(
          "History of seed %d: %d operations, %d booked, %d refused, %d held, %d of them booked, %d"
              + " blocked, %d moved, %d cancelled, %d series, %d of them cancelled, %d decided, %d"
              + " moved, %d unknown, %d faults, %d row states%n",
          seed,
          history.operations().size(),
          history.count(Kind.CREATE, Told.DONE),
          history.count(Kind.CREATE, Told.REFUSED),
          history.count(Kind.HOLD, Told.DONE),
          history.count(Kind.BOOK_HELD, Told.DONE),
          history.count(Kind.BLOCK, Told.DONE),
          history.count(Kind.MOVE, Told.DONE),
          history.count(Kind.CANCEL, Told.DONE),
          history.series().made(),
          history.series().done(Act.CANCEL),
          history.series().done(Act.CONFIRM) + history.series().done(Act.REJECT),
          history.series().done(Act.MOVE),
          history.operations().stream().filter(one -> one.told() == Told.UNKNOWN).count(),
          faults.injected(),
          history.trail().size());
      assertThat(HistoryChecker.check(history)).as("seed %d", seed).isEmpty();
      assertThat(history.count(Kind.CREATE, Told.DONE)).isGreaterThan(OPERATIONS / 20);
      assertThat(history.trail().size()).isGreaterThan(OPERATIONS / 10);
      for (Kind kind : Kind.values()) {
        done.merge(kind, history.count(kind, Told.DONE), Long::sum);
      }
      series += history.series().made();
      for (Act act : Act.values()) {
        acts.merge(act, history.series().done(act), Long::sum);
      }
    }
    // One day may leave room for few, ten days do not.
    assertThat(done.get(Kind.HOLD)).isGreaterThan(histories * OPERATIONS / 100);
    assertThat(done.get(Kind.BOOK_HELD)).isGreaterThan(histories * OPERATIONS / 200);
    assertThat(done.get(Kind.BLOCK)).isGreaterThan(histories * OPERATIONS / 200);
    assertThat(done.get(Kind.UNBLOCK)).isGreaterThan(histories);
    assertThat(series).isGreaterThan(histories);
    assertThat(allDone(acts)).as("done to series: %s", acts).isTrue();
    System.out.printf("%d histories in %.1f s%n", histories, (System.nanoTime() - started) / 1e9);
  }

  private static boolean allDone(Map<Act, Long> acts) {
    return acts.getOrDefault(Act.CANCEL, 0L) > 0 && acts.getOrDefault(Act.MOVE, 0L) > 0;
  }

  /** What a store could get wrong, put between it and the table. */
  enum Bug {
    FORGETS_A_ROW(Wrong.ROWS_DIFFER),
    GIVES_BACK_TWICE(Wrong.ROWS_DIFFER),
    DOES_NOT_GIVE_BACK(Wrong.ROWS_DIFFER),
    TAKES_WITHOUT_LOOKING(Wrong.OVER_CAPACITY),
    ACKNOWLEDGES_WITHOUT_WRITING(Wrong.LOST),
    MIXES_UP_SERVICES(Wrong.MIXED),
    WRITES_AND_REFUSES(Wrong.REFUSED_BUT_THERE);

    private final Wrong sign;

    Bug(Wrong sign) {
      this.sign = sign;
    }

    DynamoDbClient in(DynamoDbClient client) {
      AtomicInteger occasions = new AtomicInteger();
      return InterceptedDynamoDb.of(
          client,
          (operation, arguments, call) -> {
            if (!operation.equals("transactWriteItems")) {
              return call.proceed(arguments);
            }
            TransactWriteItemsRequest request = (TransactWriteItemsRequest) arguments[0];
            boolean now = isOccasion(request) && occasions.incrementAndGet() % 20 == 0;
            return strike(request, client, call, now);
          });
    }

    /** Counted apart: of all transactions, hardly one in twenty might give anything back. */
    private boolean isOccasion(TransactWriteItemsRequest request) {
      return switch (this) {
        case GIVES_BACK_TWICE -> givenBack(request).isPresent();
        // A refused put of a new booking would come with the item that stands in its way.
        case WRITES_AND_REFUSES -> request.transactItems().getLast().update() != null;
        default -> true;
      };
    }

    private Object strike(
        TransactWriteItemsRequest request,
        DynamoDbClient client,
        InterceptedDynamoDb.Call call,
        boolean now)
        throws Throwable {
      List<TransactWriteItem> items = request.transactItems();
      TransactWriteItem last = items.getLast();
      List<TransactWriteItem> others = new ArrayList<>(items.subList(0, items.size() - 1));
      switch (this) {
        case FORGETS_A_ROW -> {
          return call.proceed(with(request, now ? others : items));
        }
        case DOES_NOT_GIVE_BACK -> {
          Optional<Update> back = givenBack(request);
          return call.proceed(
              with(
                  request,
                  items.stream()
                      .map(
                          item ->
                              back.isPresent() && back.get() == item.update()
                                  ? untouched(back.get())
                                  : item)
                      .toList()));
        }
        case GIVES_BACK_TWICE -> {
          Object answer = call.proceed(new Object[] {request});
          if (now) {
            Update back = givenBack(request).orElseThrow();
            client.updateItem(
                update ->
                    update
                        .tableName(back.tableName())
                        .key(back.key())
                        .updateExpression(back.updateExpression())
                        .expressionAttributeValues(back.expressionAttributeValues()));
          }
          return answer;
        }
        case TAKES_WITHOUT_LOOKING -> {
          return call.proceed(
              with(request, items.stream().map(now ? Bug::blind : item -> item).toList()));
        }
        case ACKNOWLEDGES_WITHOUT_WRITING -> {
          return now
              ? TransactWriteItemsResponse.builder().build()
              : call.proceed(new Object[] {request});
        }
        case MIXES_UP_SERVICES -> {
          return call.proceed(with(request, items.stream().map(Bug::ofAnother).toList()));
        }
        case WRITES_AND_REFUSES -> {
          Object answer = call.proceed(new Object[] {request});
          if (now) {
            throw TransactionCanceledException.builder()
                .cancellationReasons(
                    items.stream()
                        .map(
                            item ->
                                CancellationReason.builder()
                                    .code(item == last ? "ConditionalCheckFailed" : "None")
                                    .build())
                        .toList())
                .build();
          }
          return answer;
        }
      }
      throw new IllegalStateException();
    }

    /** The first row that only gets time back, which needs no condition. */
    private static Optional<Update> givenBack(TransactWriteItemsRequest request) {
      return request.transactItems().stream()
          .map(TransactWriteItem::update)
          .filter(update -> update != null && update.conditionExpression() == null)
          .findFirst();
    }

    /** In the place of an update, so that the reasons of a refusal stand where they should. */
    private static TransactWriteItem untouched(Update update) {
      return TransactWriteItem.builder()
          .conditionCheck(
              check ->
                  check
                      .tableName(update.tableName())
                      .key(update.key())
                      .conditionExpression("attribute_not_exists(nothing)"))
          .build();
    }

    /** The same with a service that nobody has asked for, in each confirmed booking. */
    private static TransactWriteItem ofAnother(TransactWriteItem item) {
      Put put = item.put();
      if (put == null || !AttributeValue.fromS("CONFIRMED").equals(put.item().get("status"))) {
        return item;
      }
      Map<String, AttributeValue> changed = new HashMap<>(put.item());
      changed.put("serviceId", AttributeValue.fromS("another"));
      return item.toBuilder().put(put.toBuilder().item(changed).build()).build();
    }

    private static TransactWriteItem blind(TransactWriteItem item) {
      Update update = item.update();
      if (update == null || update.conditionExpression() == null) {
        return item;
      }
      Map<String, AttributeValue> values = new HashMap<>(update.expressionAttributeValues());
      values.keySet().removeIf(name -> !update.updateExpression().contains(name));
      return item.toBuilder()
          .update(
              update.toBuilder()
                  .conditionExpression(null)
                  .expressionAttributeValues(values)
                  .build())
          .build();
    }

    private static Object[] with(TransactWriteItemsRequest request, List<TransactWriteItem> items) {
      return new Object[] {
        request.toBuilder().transactItems(items).clientRequestToken(null).build()
      };
    }
  }

  /** One history in four does not show that services are mixed up, so a few may show nothing. */
  @ParameterizedTest
  @EnumSource
  void shouldBeSeenWhenTheStoreIsWrong(Bug bug) {
    Set<Wrong> found = new HashSet<>();
    for (long seed = 1; seed < 13 && !found.contains(bug.sign); seed++) {
      History history = HistoryRun.run(TABLE, seed, 400, 4, bug::in);
      HistoryChecker.check(history).stream().map(Violation::kind).forEach(found::add);
    }

    assertThat(found).contains(bug.sign);
  }

  /** With crashes, lost answers and slow attempts, since most of these bugs need one. */
  @ParameterizedTest
  @EnumSource
  void shouldBeSeenWhenTheNotesAreWrong(NoteBug bug) {
    Set<Wrong> found = new HashSet<>();
    for (long seed = 10; seed < 22 && !found.contains(bug.sign); seed++) {
      Faults faults = new Faults(seed);
      History history =
          HistoryRun.run(
              TABLE,
              seed,
              700,
              6,
              client -> bug.in(faults.in(client)),
              bug != NoteBug.LEAVES_NOTES);
      HistoryChecker.check(history).stream().map(Violation::kind).forEach(found::add);
    }

    assertThat(found).contains(bug.sign);
  }

  /** Likewise. */
  @ParameterizedTest
  @EnumSource
  void shouldBeSeenWhenHoldsAreWrong(HoldBug bug) {
    Set<Wrong> found = new HashSet<>();
    for (long seed = 30; seed < 42 && !found.contains(bug.sign); seed++) {
      Faults faults = new Faults(seed);
      History history = HistoryRun.run(TABLE, seed, 700, 6, client -> bug.in(faults.in(client)));
      HistoryChecker.check(history).stream().map(Violation::kind).forEach(found::add);
    }

    assertThat(found).contains(bug.sign);
  }

  /** Likewise. */
  @ParameterizedTest
  @EnumSource
  void shouldBeSeenWhenSeatsAreWrong(SeatBug bug) {
    Set<Wrong> found = new HashSet<>();
    for (long seed = 130; seed < 142 && !found.contains(bug.sign); seed++) {
      Faults faults = new Faults(seed);
      History history =
          HistoryRun.runWithSeats(TABLE, seed, 700, 6, client -> bug.in(faults.in(client)));
      HistoryChecker.check(history).stream().map(Violation::kind).forEach(found::add);
    }

    assertThat(found).contains(bug.sign);
  }

  /** Likewise. */
  @ParameterizedTest
  @EnumSource
  void shouldBeSeenWhenBlocksAreWrong(BlockBug bug) {
    Set<Wrong> found = new HashSet<>();
    for (long seed = 50; seed < 122 && !found.contains(bug.sign); seed++) {
      Faults faults = new Faults(seed);
      History history =
          HistoryRun.runWithBlocks(TABLE, seed, 700, 6, client -> bug.in(faults.in(client)));
      HistoryChecker.check(history).stream().map(Violation::kind).forEach(found::add);
    }

    assertThat(found).contains(bug.sign);
  }

  /** Likewise. */
  @ParameterizedTest
  @EnumSource
  void shouldBeSeenWhenSeriesAreWrong(SeriesBug bug) {
    Set<Wrong> found = new HashSet<>();
    for (long seed = 150; seed < 162 && !found.contains(bug.sign); seed++) {
      Faults faults = new Faults(seed);
      History history =
          HistoryRun.runWithSeries(TABLE, seed, 120, 6, client -> bug.in(faults.in(client)));
      HistoryChecker.check(history).stream().map(Violation::kind).forEach(found::add);
    }

    assertThat(found).contains(bug.sign);
  }

  /** The store finds its own change behind a refusal, so here the teller of the history lies. */
  @Test
  void shouldSeeAChangeThatHappenedAlthoughItWasRefused() {
    History sound = HistoryRun.run(TABLE, 3, 400, 4, client -> client);
    Operation done =
        sound.operations().stream()
            .filter(one -> one.told() == Told.DONE && one.note().isPresent())
            .findFirst()
            .orElseThrow();
    List<Operation> told = new ArrayList<>(sound.operations());
    told.remove(done);
    told.add(
        new Operation(done.kind(), done.bookingId(), Told.REFUSED, Optional.empty(), done.note()));

    History lying =
        new History(
            sound.seed(),
            sound.capacities(),
            told,
            sound.bookings(),
            sound.rows(),
            sound.trail(),
            sound.notes(),
            sound.versions(),
            sound.takings(),
            sound.makers(),
            sound.unbookable(),
            sound.broken(),
            sound.blocked(),
            sound.series());

    assertThat(HistoryChecker.check(lying))
        .extracting(Violation::kind)
        .contains(Wrong.REFUSED_BUT_THERE);
  }

  @Test
  void shouldSeeNothingWrongWithASoundStore() {
    History history = HistoryRun.runAll(TABLE, 2, 300, 4, client -> client);

    assertThat(HistoryChecker.check(history)).isEmpty();
    assertThat(history.operations()).noneMatch(one -> one.told() == Told.UNKNOWN);
  }
}

package io.marcado.bookings.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.availability.FairAssignment;
import io.marcado.bookings.availability.Occupancy;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.ledger.TakenTime;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.ChangedBy;
import io.marcado.bookings.lifecycle.SampleBooking;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.Business;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.bookings.store.BookingStore.Replacement;
import io.marcado.domain.ApiKeyId;
import io.marcado.domain.BookingId;
import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

class BookingStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-23");
  private static final LocalTimeline UTC = new LocalTimeline(Zone.of("UTC"));
  private static final ConflictRetry QUICK =
      new ConflictRetry(4, Duration.ofMillis(1), Duration.ofMillis(2));

  private final DynamoDbLocal dynamoDb = DynamoDbLocal.shared();
  private Instant now = NOW;
  private final Ids ids = new Ids(new Random());
  private final TenantId tenant = new TenantId(ids.next());
  private Table table = table(dynamoDb.client());
  private DayRows rows = rows(table);
  private BookingStore store = BookingStore.of(table, ids, () -> now);

  @BeforeEach
  void use() {
    useClient(dynamoDb.client());
  }

  @Test
  void shouldTakeTheTimeTogetherWithItsBooking() {
    Booking booking = booking(NINE, 60, "chair");

    assertThat(create(booking, 1)).isInstanceOf(CreateOutcome.Created.class);

    Booking stored = store.find(tenant, booking.id()).orElseThrow();
    assertThat(stored.writtenBy("")).isEqualTo(booking.writtenBy(""));
    assertThat(seats("chair", NINE)).isEqualTo(1);
    assertThat(seats("chair", NINE.plusSeconds(3300))).isEqualTo(1);
    assertThat(seats("chair", NINE.plusSeconds(3600))).isZero();
    assertThat(seats("chair", NINE.minusSeconds(300))).isZero();
  }

  @Test
  void shouldKnowWhoMadeTheLastChange() {
    Booking booking = booking(NINE, 60, "chair");
    create(booking, 1);

    note(booking.id(), new ChangedBy(BookingSource.STAFF, Optional.of(new PersonId("owner"))));
    BookingImage byOwner = store.find(tenant, booking.id()).orElseThrow().image();
    assertThat(byOwner.changedBy()).isEqualTo(new PersonId("owner"));
    assertThat(byOwner.changedByKey()).isNull();
    assertThat(byOwner.changeSource()).isEqualTo(BookingSource.STAFF);

    ApiKeyId key = new ApiKeyId("k2k2k2k2k2k2k2k2");
    note(booking.id(), new ChangedBy(BookingSource.STAFF, Optional.empty(), Optional.of(key)));
    BookingImage byKey = store.find(tenant, booking.id()).orElseThrow().image();
    assertThat(byKey.changedBy()).isNull();
    assertThat(byKey.changedByKey()).isEqualTo(key);

    note(booking.id(), new ChangedBy(BookingSource.PUBLIC, Optional.empty()));
    BookingImage byGuest = store.find(tenant, booking.id()).orElseThrow().image();
    assertThat(byGuest.changedBy()).isNull();
    assertThat(byGuest.changeSource()).isEqualTo(BookingSource.PUBLIC);
  }

  @Test
  void shouldRefuseAnOverlapAndReturnTheRow() {
    create(booking(NINE, 60, "chair"), 1);

    CreateOutcome outcome = create(booking(NINE.plusSeconds(3300), 60, "chair"), 1);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            CreateOutcome.SlotTaken.class,
            taken ->
                assertThat(taken.rows())
                    .singleElement()
                    .satisfies(
                        row -> {
                          assertThat(row.resourceId()).isEqualTo(new ResourceId("chair"));
                          assertThat(row.day()).isEqualTo(MONDAY);
                          assertThat(row.seats()[108]).isEqualTo(1);
                        }));
    assertThat(create(booking(NINE.plusSeconds(3600), 60, "chair"), 1))
        .isInstanceOf(CreateOutcome.Created.class);
  }

  @Test
  void shouldFillEverySeatAndNotOneMore() {
    for (int i = 0; i < 3; i++) {
      assertThat(create(booking(NINE, 60, "room"), 3)).isInstanceOf(CreateOutcome.Created.class);
    }
    assertThat(create(booking(NINE, 5, "room"), 3)).isInstanceOf(CreateOutcome.SlotTaken.class);
    assertThat(seats("room", NINE)).isEqualTo(3);
  }

  @Test
  void shouldTakeAllResourcesOverMidnightOrNone() {
    Instant late = Instant.parse("2026-11-23T23:30:00Z");
    create(booking(late.plusSeconds(3600), 30, "room"), 1);

    Booking both = booking(late, 120, "person", "room");
    assertThat(create(both, 1))
        .isInstanceOfSatisfying(
            CreateOutcome.SlotTaken.class,
            taken ->
                assertThat(taken.rows())
                    .singleElement()
                    .satisfies(
                        row -> assertThat(row.day()).isEqualTo(LocalDate.parse("2026-11-24"))));
    assertThat(seats("person", late)).isZero();
    assertThat(store.find(tenant, both.id())).isEmpty();

    assertThat(create(booking(late, 60, "person", "room"), 1))
        .isInstanceOf(CreateOutcome.Created.class);
    assertThat(seats("person", late.plusSeconds(1800))).isEqualTo(1);
  }

  @Test
  void shouldJudgeIntervalsThatNoConditionHolds() {
    Instant midnight = Instant.parse("2026-11-23T00:00:00Z");
    Booking day = booking(midnight, 24 * 60, "car");
    assertThat(create(day, 1)).isInstanceOf(CreateOutcome.Created.class);
    assertThat(create(booking(midnight, 24 * 60, "car"), 1))
        .isInstanceOf(CreateOutcome.SlotTaken.class);
    assertThat(create(booking(NINE, 5, "car"), 1)).isInstanceOf(CreateOutcome.SlotTaken.class);

    change(day.id(), present -> present.cancelled(Optional.empty()));
    create(booking(NINE, 5, "car"), 1);
    assertThat(create(booking(midnight, 24 * 60, "car"), 1))
        .isInstanceOf(CreateOutcome.SlotTaken.class);
    assertThat(create(booking(midnight, 9 * 60, "car"), 1))
        .isInstanceOf(CreateOutcome.Created.class);
    assertThat(create(booking(NINE.plusSeconds(300), 14 * 60 + 55, "car"), 1))
        .isInstanceOf(CreateOutcome.Created.class);
  }

  /** As many rows as one booking may have, and in a waiting move twice as many, and once more. */
  @Test
  void shouldTakeMoveAndGiveBackDaysOfSeveralResourcesAsAWhole() {
    int days = 7 * 24 * 60;
    String[] all = {"boat", "berth", "van"};
    Instant three = Instant.parse("2026-11-23T03:00:00Z");
    Booking week = booking(three, days, all);
    create(booking(three.plusSeconds(6 * 86_400), 30, "van"), 1);
    assertThat(create(week, 1))
        .isInstanceOfSatisfying(
            CreateOutcome.SlotTaken.class,
            taken ->
                assertThat(taken.rows())
                    .singleElement()
                    .satisfies(
                        row -> assertThat(row.day()).isEqualTo(LocalDate.parse("2026-11-29"))));
    assertThat(seats("boat", three.plusSeconds(3600))).isZero();

    Instant later = three.plusSeconds(7 * 86_400);
    Booking next = booking(later, days, all);
    assertThat(create(next, 1)).isInstanceOf(CreateOutcome.Created.class);
    assertThat(create(booking(later.plusSeconds(3 * 86_400), 5, "berth"), 1))
        .isInstanceOf(CreateOutcome.SlotTaken.class);
    Instant asked = later.plusSeconds(8 * 86_400);
    waiting(next.id(), asked, days, all);
    waiting(next.id(), asked.plusSeconds(8 * 86_400), days, all);
    assertThat(seats("van", asked.plusSeconds(86_400))).isZero();
    assertThat(seats("van", asked.plusSeconds(9 * 86_400))).isEqualTo(1);
    assertThat(seats("van", later.plusSeconds(86_400))).isEqualTo(1);

    change(next.id(), present -> present.rejected(Optional.empty()));
    assertThat(seats("van", asked.plusSeconds(9 * 86_400))).isZero();
    change(next.id(), present -> present.cancelled(Optional.empty()));
    assertThat(create(booking(later, days, all), 1)).isInstanceOf(CreateOutcome.Created.class);
  }

  private void waiting(BookingId id, Instant start, int minutes, String... resourceIds) {
    UpdateOutcome moved =
        store.change(
            tenant,
            id,
            _ -> true,
            Optional.empty(),
            present ->
                present
                    .moved(
                        resources(resourceIds),
                        Map.of(),
                        Interval.ofMinutes(start, minutes),
                        Booking.oneSeatOf(
                            resources(resourceIds), Interval.ofMinutes(start, minutes)),
                        UTC)
                    .map(
                        asked ->
                            present.status() == BookingStatus.PENDING
                                ? asked
                                : asked.waiting(present, start))
                    .map(
                        next ->
                            new BookingStore.Replacement(
                                next,
                                Map.of(
                                    new ResourceId("boat"),
                                    1,
                                    new ResourceId("berth"),
                                    1,
                                    new ResourceId("van"),
                                    1))),
            now);
    assertThat(moved).isInstanceOf(UpdateOutcome.Updated.class);
  }

  @Test
  void shouldReadALongRowAgainThatChangedBeforeItWasWritten() {
    AtomicInteger takings = new AtomicInteger();
    useClient(
        intercepting(
            (method, call) -> {
              if (method.equals("updateItem") && takings.incrementAndGet() == 1) {
                BookingStore other = BookingStore.of(table(dynamoDb.client()), ids, () -> now);
                other.create(tenant, booking(NINE, 30, "car"), _ -> 2, List.of(), false);
              }
              return call.proceed();
            }));

    assertThat(create(booking(NINE, 10 * 60, "car"), 2)).isInstanceOf(CreateOutcome.Created.class);
    assertThat(takings.get()).isEqualTo(2);
    assertThat(seats("car", NINE)).isEqualTo(2);
  }

  @Test
  void shouldNeverTakeMoreSeatsThanThereAre() {
    Booking group =
        booking(NINE, 60, "room")
            .moved(
                resources("room"),
                Map.of(),
                Interval.ofMinutes(NINE, 60),
                List.of(new TakenTime(new ResourceId("room"), cells(NINE, 60), 4)),
                UTC)
            .orElseThrow(refusal -> new IllegalStateException(refusal.toString()));
    assertThat(create(group, 3)).isInstanceOf(CreateOutcome.SlotTaken.class);
    assertThat(create(group, 4)).isInstanceOf(CreateOutcome.Created.class);
  }

  @Test
  void shouldTellARepetitionFromAKeyUsedTwice() {
    Booking first = booking(NINE, 60, "chair");
    create(first, 1);

    assertThat(store.create(tenant, first, _ -> 1, List.of(), true))
        .isInstanceOfSatisfying(
            CreateOutcome.Replayed.class,
            replayed -> assertThat(replayed.booking().id()).isEqualTo(first.id()));
    assertThat(
            store.create(
                tenant,
                new SampleBooking.Variant(first).requestHash("other").made(),
                _ -> 1,
                List.of(),
                true))
        .isEqualTo(new CreateOutcome.Refused(new BookingRefusal.KeyReused()));
    assertThat(seats("chair", NINE)).isEqualTo(1);
  }

  @Test
  void shouldRecognizeARepetitionThatAsksForLongTakenTime() {
    Booking day = booking(NINE, 10 * 60, "car");
    create(day, 1);

    assertThat(store.create(tenant, day, _ -> 1, List.of(), true))
        .isInstanceOf(CreateOutcome.Replayed.class);
    assertThat(store.create(tenant, day, _ -> 1, List.of(), false))
        .isInstanceOf(CreateOutcome.SlotTaken.class);
  }

  @Test
  void shouldRecognizeItsOwnWriteAfterALostAnswer() {
    AtomicInteger answers = new AtomicInteger();
    useClient(
        intercepting(
            (method, call) -> {
              Object answer = call.proceed();
              boolean writes = method.equals("transactWriteItems") || method.equals("putItem");
              if (writes && answers.incrementAndGet() % 2 == 1) {
                throw SdkClientException.create("the answer was lost");
              }
              return answer;
            }));
    Booking booking = booking(NINE, 60, "chair");

    assertThat(create(booking, 1)).isInstanceOf(CreateOutcome.Created.class);
    assertThat(change(booking.id(), present -> Result.done(present.noted(Optional.of("later")))))
        .isInstanceOfSatisfying(
            UpdateOutcome.Updated.class,
            changed -> assertThat(changed.booking().version()).isEqualTo(2));
    assertThat(change(booking.id(), present -> present.cancelled(Optional.empty())))
        .isInstanceOfSatisfying(
            UpdateOutcome.Updated.class,
            changed -> assertThat(changed.booking().version()).isEqualTo(3));
    assertThat(seats("chair", NINE)).isZero();
  }

  @Test
  void shouldRecognizeItsOwnWriteThoughOthersWroteSince() {
    Booking booking = booking(NINE, 60, "chair");
    create(booking, 1);
    AtomicInteger puts = new AtomicInteger();
    useClient(
        intercepting(
            (method, call) -> {
              Object answer = call.proceed();
              if (method.equals("putItem") && puts.incrementAndGet() == 1) {
                for (String other : List.of("one", "two")) {
                  change(booking.id(), present -> Result.done(present.noted(Optional.of(other))));
                }
                change(booking.id(), present -> present.cancelled(Optional.empty()));
                throw SdkClientException.create("the answer was lost");
              }
              return answer;
            }));

    // Decided again, it would be refused.
    assertThat(
            change(
                booking.id(),
                present -> present.open().map(open -> open.noted(Optional.of("mine")))))
        .isInstanceOfSatisfying(
            UpdateOutcome.Updated.class,
            changed -> assertThat(changed.booking().version()).isEqualTo(5));
  }

  @Test
  void shouldSayBusyOrTakenWhenConflictsDoNotEnd() {
    useClient(
        intercepting(
            (method, call) -> {
              if (method.equals("transactWriteItems")) {
                throw TransactionCanceledException.builder()
                    .cancellationReasons(
                        CancellationReason.builder().code("None").build(),
                        CancellationReason.builder().code("TransactionConflict").build())
                    .build();
              }
              if (method.equals("updateItem")) {
                throw TransactionConflictException.builder().build();
              }
              return call.proceed();
            }));
    for (Booking booking :
        List.of(booking(NINE, 60, "chair"), booking(NINE, 60, "chair", "room"))) {
      assertThat(create(booking, 1))
          .isEqualTo(new CreateOutcome.Refused(new BookingRefusal.Busy()));
    }

    BookingStore.of(table(dynamoDb.client()), ids, () -> now)
        .create(tenant, booking(NINE, 60, "chair"), _ -> 1, List.of(), false);
    assertThat(create(booking(NINE, 60, "chair"), 1)).isInstanceOf(CreateOutcome.SlotTaken.class);
    assertThat(create(booking(NINE, 60, "chair", "room"), 1))
        .isInstanceOf(CreateOutcome.SlotTaken.class);
  }

  @Test
  void shouldMakeTheClientInTheSameTransaction() {
    ItemKey client = ItemKey.of(tenant, "PERSON#ana", "PERSON");
    List<Write> making = List.of(Write.create(client, Item.builder().text("name", "Ana").build()));

    assertThat(store.create(tenant, booking(NINE, 60, "chair"), _ -> 1, making, false))
        .isInstanceOf(CreateOutcome.Created.class);
    assertThat(table.of(tenant).get(client)).isPresent();
    assertThat(
            store.create(
                tenant, booking(NINE.plusSeconds(7200), 60, "chair"), _ -> 1, making, false))
        .isInstanceOf(CreateOutcome.ClientChanged.class);
  }

  @Test
  void shouldMoveByTheDifferenceOnly() {
    Booking booking = booking(NINE, 60, "chair");
    create(booking, 1);
    create(booking(NINE.plusSeconds(5400), 30, "chair"), 1);

    assertThat(move(booking.id(), NINE.plusSeconds(1800), 60, 1, "chair"))
        .isInstanceOf(UpdateOutcome.Updated.class);
    assertThat(seats("chair", NINE)).isZero();
    assertThat(seats("chair", NINE.plusSeconds(1800))).isEqualTo(1);
    assertThat(seats("chair", NINE.plusSeconds(5100))).isEqualTo(1);

    assertThat(move(booking.id(), NINE.plusSeconds(3600), 60, 1, "chair"))
        .isInstanceOf(UpdateOutcome.SlotTaken.class);
    assertThat(store.find(tenant, booking.id()).orElseThrow().time().start())
        .isEqualTo(NINE.plusSeconds(1800));
  }

  @Test
  void shouldTakeTwentyFiveHoursOfSeveralResourcesOverUtcMidnightsOnce() {
    Instant late = NINE.plus(Duration.ofHours(12));
    int minutes = 25 * 60;
    Booking booking = booking(late, minutes, "chair", "room", "bench");

    assertThat(create(booking, 1)).isInstanceOf(CreateOutcome.Created.class);

    for (String id : List.of("chair", "room", "bench")) {
      for (int at = 0; at < minutes; at += 5) {
        assertThat(seats(id, late.plusSeconds(at * 60L))).isEqualTo(1);
      }
      assertThat(seats(id, late.minusSeconds(300)) + seats(id, late.plusSeconds(minutes * 60L)))
          .isZero();
    }
    assertThat(create(booking(late.plusSeconds(minutes * 60L - 300), 30, "room"), 1))
        .isInstanceOf(CreateOutcome.SlotTaken.class);
    assertThat(move(booking.id(), late.plusSeconds(3600), minutes, 1, "chair", "room", "bench"))
        .isInstanceOf(UpdateOutcome.Updated.class);
    assertThat(seats("room", late)).isZero();
    assertThat(seats("room", late.plusSeconds(minutes * 60L))).isEqualTo(1);
    assertThat(change(booking.id(), present -> present.cancelled(Optional.empty())))
        .isInstanceOf(UpdateOutcome.Updated.class);
    for (int at = 0; at <= minutes + 60; at += 5) {
      assertThat(seats("bench", late.plusSeconds(at * 60L))).isZero();
    }
  }

  @Test
  @Tag("race")
  void shouldLetNoTwoLongBookingsOverlapInAnyOrder() throws Exception {
    int writers = 24;
    Map<BookingId, Interval> made = new ConcurrentHashMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        // From an hour to twenty-five, from a day before to a day after, and moved at once.
        int minutes = 60 + i % 5 * 360;
        Instant start = NINE.plusSeconds((i * 7 % 48 - 24) * 3600L);
        all.add(
            threads.submit(
                () -> {
                  Booking booking = booking(start, minutes, "room", "chair");
                  CreateOutcome created = create(booking, 1);
                  if (created instanceof CreateOutcome.Created) {
                    Instant later = start.plusSeconds(3 * 3600L);
                    Instant now =
                        move(booking.id(), later, minutes, 1, "room", "chair")
                                instanceof UpdateOutcome.Updated
                            ? later
                            : start;
                    made.put(booking.id(), Interval.ofMinutes(now, minutes));
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }

    assertThat(made).isNotEmpty();
    List<Interval> times = List.copyOf(made.values());
    for (int i = 0; i < times.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertThat(times.get(i).overlaps(times.get(j))).isFalse();
      }
    }
    for (Instant at = NINE.minus(Duration.ofHours(30));
        at.isBefore(NINE.plus(Duration.ofHours(60)));
        at = at.plusSeconds(300)) {
      Instant cell = at;
      int expected = (int) times.stream().filter(time -> time.contains(cell)).count();
      assertThat(seats("room", cell)).isEqualTo(expected);
      assertThat(seats("chair", cell)).isEqualTo(expected);
    }
  }

  @Test
  void shouldMoveToAnotherResourceAndDay() {
    Booking booking = booking(NINE, 60, "chair", "room");
    create(booking, 1);
    Instant nextDay = NINE.plus(Duration.ofDays(1));

    assertThat(move(booking.id(), nextDay, 60, 1, "bench", "room"))
        .isInstanceOf(UpdateOutcome.Updated.class);

    assertThat(seats("chair", NINE) + seats("room", NINE)).isZero();
    assertThat(seats("bench", nextDay) + seats("room", nextDay)).isEqualTo(2);
    assertThat(store.find(tenant, booking.id()).orElseThrow().resourceIds())
        .containsExactly(new ResourceId("bench"), new ResourceId("room"));
  }

  @Test
  void shouldFreeTheTimeOfWhatIsCancelledOnce() {
    Booking first = booking(NINE, 60, "room");
    create(first, 2);
    create(booking(NINE, 60, "room"), 2);

    assertThat(change(first.id(), present -> present.cancelled(Optional.of("ill"))))
        .isInstanceOfSatisfying(
            UpdateOutcome.Updated.class,
            changed -> {
              assertThat(changed.booking().status()).isEqualTo(BookingStatus.CANCELLED);
              assertThat(changed.booking().reason()).contains("ill");
            });
    assertThat(seats("room", NINE)).isEqualTo(1);
    assertThat(change(first.id(), present -> present.cancelled(Optional.empty())))
        .isInstanceOfSatisfying(
            UpdateOutcome.Refused.class,
            refused ->
                assertThat(refused.refusal()).isInstanceOf(BookingRefusal.WrongStatus.class));
    assertThat(seats("room", NINE)).isEqualTo(1);
  }

  @Test
  void shouldRefuseAVersionThatIsNotTheLatest() {
    Booking booking = booking(NINE, 60, "chair");
    create(booking, 1);
    change(booking.id(), present -> Result.done(present.noted(Optional.of("one"))));

    UpdateOutcome outcome =
        changeVersion(
            booking.id(), _ -> true, 1, present -> Result.done(present.noted(Optional.of("two"))));

    assertThat(outcome).isEqualTo(refused(new BookingRefusal.Stale(2)));
    assertThat(change(new BookingId(ids.nextLong()), Result::done))
        .isEqualTo(refused(new BookingRefusal.NotFound()));
  }

  @Test
  void shouldTellNothingOfABookingThatIsNotVisible() {
    Booking booking = booking(NINE, 60, "chair");
    create(booking, 1);

    for (long version : List.of(1L, 7L)) {
      assertThat(
              changeVersion(
                  booking.id(),
                  _ -> false,
                  version,
                  present -> Result.done(present.noted(Optional.of("two")))))
          .isEqualTo(refused(new BookingRefusal.NotFound()));
    }
    assertThat(store.find(tenant, booking.id()).orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void shouldDecideAgainWhenItWasChangedMeanwhile() {
    Booking booking = booking(NINE, 60, "chair");
    create(booking, 1);
    AtomicInteger decisions = new AtomicInteger();

    UpdateOutcome outcome =
        change(
            booking.id(),
            present -> {
              if (decisions.incrementAndGet() == 1) {
                change(booking.id(), other -> Result.done(other.noted(Optional.of("meanwhile"))));
              }
              return present.cancelled(Optional.empty());
            });

    assertThat(outcome)
        .isInstanceOfSatisfying(
            UpdateOutcome.Updated.class,
            changed -> {
              assertThat(changed.booking().notes()).contains("meanwhile");
              assertThat(changed.booking().version()).isEqualTo(3);
            });
    assertThat(decisions.get()).isEqualTo(2);
  }

  @Test
  void shouldGiveUpAfterFourVersionsWhenOthersAreFasterEachTime() {
    Booking booking = booking(NINE, 60, "chair");
    create(booking, 1);
    AtomicInteger decisions = new AtomicInteger();

    UpdateOutcome outcome =
        change(
            booking.id(),
            present -> {
              String note = "meanwhile " + decisions.incrementAndGet();
              change(booking.id(), other -> Result.done(other.noted(Optional.of(note))));
              return present.cancelled(Optional.empty());
            });

    assertThat(outcome).isEqualTo(refused(new BookingRefusal.Busy()));
    assertThat(decisions.get()).isEqualTo(4);
  }

  @Test
  void shouldReadAMonthWithoutGaps() {
    create(booking(NINE, 60, "chair"), 1);
    create(booking(NINE.plus(Duration.ofDays(3)), 60, "chair"), 1);
    create(booking(NINE.plus(Duration.ofDays(40)), 60, "chair"), 1);

    Occupancy month = rows.occupancy(tenant, new ResourceId("chair"), MONDAY, MONDAY.plusDays(30));

    assertThat(month.isFree(CellRange.ofDay(MONDAY.plusDays(1)), 1)).isTrue();
    assertThat(month.isFree(cells(NINE.plus(Duration.ofDays(3)), 60), 1)).isFalse();
    assertThat(month.isFree(CellRange.ofDay(MONDAY.plusDays(31)), 1)).isFalse();
    Map<ResourceId, Occupancy> two =
        rows.occupancies(tenant, resources("chair", "nobody"), List.of(MONDAY));
    assertThat(two.keySet()).containsExactlyInAnyOrderElementsOf(resources("chair", "nobody"));
    assertThat(requireNonNull(two.get(new ResourceId("chair"))).at(Cells.startingAt(NINE)))
        .isEqualTo(1);
    assertThat(requireNonNull(two.get(new ResourceId("nobody"))).isFree(CellRange.ofDay(MONDAY), 1))
        .isTrue();
  }

  @Test
  void shouldReadFiftyResourcesInOneBatch() {
    List<String> requests = new CopyOnWriteArrayList<>();
    useClient(
        intercepting(
            (method, call) -> {
              requests.add(method);
              return call.proceed();
            }));
    BookableResource[] fifty =
        IntStream.range(0, 50)
            .mapToObj(number -> Business.resource("r" + number))
            .toArray(BookableResource[]::new);
    ServiceNeeds needs = Business.needs(Business.service(60), fifty);
    BookingRules rules =
        new BookingRules(Business.open("America/Sao_Paulo", "00:00-24:00").settings(), NOW);
    for (Instant start : List.of(NINE, NINE.plusSeconds(18 * 3600))) {
      requests.clear();
      List<LocalDate> days = FairAssignment.daysToRead(rules, needs, start, 180);
      rows.occupancies(tenant, needs.resources().stream().map(BookableResource::id).toList(), days);
      assertThat(requests).as("%s", days).containsExactly("batchGetItem");
    }
  }

  @Test
  void shouldFindTheLastBookingOfAClientFromTheFirstSecondOfItsStart() {
    create(booking(NINE.minus(Duration.ofDays(7)), 60, "other"), 1);
    create(booking(NINE, 60, "chair"), 1);
    BookingIndex index = new BookingIndex(table);

    assertThat(lastOf(index, NINE.minusNanos(1))).contains(new ResourceId("other"));
    assertThat(lastOf(index, NINE)).contains(new ResourceId("chair"));
    assertThat(lastOf(index, NINE.plusMillis(999))).contains(new ResourceId("chair"));
  }

  @Test
  void shouldReadBackNoMoreThanADayToFindWhatLastsForDays() {
    for (int days = 1; days <= 5; days++) {
      create(booking(NINE.minus(Duration.ofDays(days)), 60, "chair"), 1);
    }
    Booking boat = booking(NINE.minus(Duration.ofDays(4)), 5 * 1440, "boat");
    create(boat, 1);
    Booking back = booking(NINE.minus(Duration.ofDays(7)), 5 * 1440, "other boat");
    create(back, 1);
    List<Integer> read = new CopyOnWriteArrayList<>();
    useClient(
        intercepting(
            (method, call) -> {
              Object answer = call.proceed();
              if (answer instanceof QueryResponse found) {
                read.add(found.scannedCount());
              }
              return answer;
            }));

    assertThat(within(NINE)).containsExactly(boat.id());
    // The two boats by their entries, and none of those that cannot reach it.
    assertThat(read).containsExactlyInAnyOrder(2, 0);

    move(boat.id(), NINE.minus(Duration.ofDays(3)), 2 * 1440, 1, "boat");
    read.clear();
    assertThat(within(NINE)).isEmpty();
    // What it has left is not looked at again.
    assertThat(read).containsExactlyInAnyOrder(2, 0);
    assertThat(within(NINE.minus(Duration.ofDays(2)))).containsExactly(boat.id());
  }

  @Test
  void shouldLookAtNoMoreLongBookingsThanItMay() {
    create(booking(NINE.minus(Duration.ofDays(4)), 5 * 1440, "boat"), 1);
    create(booking(NINE.minus(Duration.ofDays(3)), 5 * 1440, "other boat"), 1);
    LongBookings longOnes = new LongBookings(table);
    Interval hour = Interval.ofMinutes(NINE, 60);

    assertThat(longOnes.reaching(tenant, hour, 1)).isEmpty();
    assertThat(longOnes.reaching(tenant, hour, 2))
        .hasValueSatisfying(found -> assertThat(found).hasSize(2));
  }

  private List<BookingId> within(Instant at) {
    return new BookingIndex(table)
            .within(
                tenant,
                Interval.ofMinutes(at.plus(Duration.ofHours(1)), 60),
                Optional.empty(),
                Optional.empty(),
                NOW)
            .orElseThrow()
            .stream()
            .map(Booking::id)
            .toList();
  }

  private Optional<ResourceId> lastOf(BookingIndex index, Instant at) {
    return index.lastOf(tenant, SampleBooking.ANA, at, resources("chair", "other"));
  }

  private Booking booking(Instant start, int minutes, String... resourceIds) {
    Interval time = Interval.ofMinutes(start, minutes);
    Booking booking =
        SampleBooking.of(new BookingId(ids.nextLong()), resources(resourceIds), time, NOW);
    return new SampleBooking.Variant(booking.noted(Optional.of("note")))
        .price("50.00")
        .customFields(Map.of("floor", new BigDecimal("2"), "quiet", true, "with", "a friend"))
        .made();
  }

  private static List<ResourceId> resources(String... ids) {
    return Arrays.stream(ids).map(ResourceId::new).toList();
  }

  private CreateOutcome create(Booking booking, int capacity) {
    return store.create(tenant, booking, _ -> capacity, List.of(), false);
  }

  private static UpdateOutcome refused(BookingRefusal refusal) {
    return new UpdateOutcome.Refused(refusal);
  }

  private UpdateOutcome change(
      BookingId id, Function<Booking, Result<Booking, BookingRefusal>> decision) {
    return store.change(
        tenant,
        id,
        _ -> true,
        Optional.empty(),
        present -> decision.apply(present).map(Replacement::takingNoTime),
        NOW);
  }

  private void note(BookingId id, ChangedBy who) {
    assertThat(
            store.change(
                tenant,
                id,
                _ -> true,
                Optional.empty(),
                present ->
                    Result.done(
                        Replacement.takingNoTime(present.noted(Optional.of(who.toString())))
                            .by(who)),
                NOW))
        .isInstanceOf(UpdateOutcome.Updated.class);
  }

  private UpdateOutcome changeVersion(
      BookingId id,
      Predicate<Booking> visible,
      long version,
      Function<Booking, Result<Booking, BookingRefusal>> decision) {
    return store.change(
        tenant,
        id,
        visible,
        Optional.of(version),
        present -> decision.apply(present).map(Replacement::takingNoTime),
        NOW);
  }

  private UpdateOutcome move(
      BookingId id, Instant start, int minutes, int capacity, String... resourceIds) {
    Interval time = Interval.ofMinutes(start, minutes);
    List<ResourceId> resources = resources(resourceIds);
    Map<ResourceId, Integer> capacities = new HashMap<>();
    resources.forEach(resource -> capacities.put(resource, capacity));
    return store.change(
        tenant,
        id,
        _ -> true,
        Optional.empty(),
        present ->
            present
                .moved(resources, Map.of(), time, Booking.oneSeatOf(resources, time), UTC)
                .map(moved -> new Replacement(moved, capacities)),
        NOW);
  }

  private int seats(String resourceId, Instant at) {
    LocalDate day = Cells.dayOf(Cells.startingAt(at));
    return rows.occupancy(tenant, new ResourceId(resourceId), day, day).at(Cells.startingAt(at));
  }

  private static CellRange cells(Instant start, int minutes) {
    return CellRange.of(Interval.ofMinutes(start, minutes));
  }

  private void useClient(DynamoDbClient client) {
    table = table(client);
    rows = rows(table);
    store = BookingStore.of(table, ids, () -> now);
  }

  private DayRows rows(Table view) {
    return new DayRows(view, new RowNotes(view, () -> now));
  }

  private Table table(DynamoDbClient client) {
    return new Table(client, dynamoDb.tableName(), QUICK, new Random());
  }

  private interface Call {
    Object proceed() throws Throwable;
  }

  private interface Interception {
    Object around(String method, Call call) throws Throwable;
  }

  private DynamoDbClient intercepting(Interception interception) {
    DynamoDbClient real = dynamoDb.client();
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (_, method, arguments) ->
                interception.around(
                    method.getName(),
                    () -> {
                      try {
                        return method.invoke(real, arguments);
                      } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                      }
                    }));
  }
}

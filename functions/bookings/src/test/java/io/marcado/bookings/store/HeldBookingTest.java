package io.marcado.bookings.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.bookings.events.MadeBookings;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.HoldTerms;
import io.marcado.bookings.lifecycle.SampleBooking;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.BookingId;
import io.marcado.domain.Ids;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.local.dynamodb.InterceptedDynamoDb;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** A time that is held, then booked, given back, or given up by the next one who wants it. */
class HeldBookingTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant OVER = NOW.plus(Duration.ofMinutes(10));
  private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-23");
  private static final ResourceId CHAIR = new ResourceId("chair");
  private static final ResourceId ROOM = new ResourceId("room");
  private static final ConflictRetry QUICK =
      new ConflictRetry(3, Duration.ofMillis(1), Duration.ofMillis(2));

  private final DynamoDbLocal dynamoDb = DynamoDbLocal.shared();
  private final Ids ids = new Ids(new Random());
  private final TenantId tenant = new TenantId(ids.next());

  /** The function dies. */
  private static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @Test
  void shouldCostWhatABookingCostsAndOneWriteMoreToBook() {
    List<String> requests = new CopyOnWriteArrayList<>();
    BookingStore store =
        store(
            NOW,
            (operation, arguments, call) -> {
              requests.add(operation);
              return call.proceed(arguments);
            });

    Booking held = hold(store, hold(NINE, CHAIR));
    assertThat(requests).containsExactly("updateItem", "putItem");
    requests.clear();
    assertThat(book(store, held)).isInstanceOf(CreateOutcome.Created.class);
    assertThat(requests).containsExactly("putItem");
  }

  @Test
  void shouldBeNoBookingUntilItIsBooked() {
    Booking held = hold(store(NOW), hold(NINE, CHAIR));
    Map<String, AttributeValue> before = item(BookingItem.key(tenant, held.id()));

    assertThat(store(NOW).find(tenant, held.id())).isEmpty();
    assertThat(store(NOW).findHold(tenant, held.id()))
        .get()
        .extracting(one -> one.booking().status())
        .isEqualTo(BookingStatus.HELD);
    assertThat(before).doesNotContainKeys("id", "g1pk", "g1sk", "g2pk", "g2sk");

    book(store(NOW), held);

    Map<String, AttributeValue> after = item(BookingItem.key(tenant, held.id()));
    assertThat(after).containsKeys("id", "g1pk", "g2pk").doesNotContainKeys("hold", "ttl");
  }

  @Test
  void shouldBeListedOnEachOfItsDaysOnceItIsBooked() {
    Booking held = hold(store(NOW), held(Interval.ofMinutes(NINE, 3 * 1440), List.of(CHAIR)));
    Interval thirdDay = Interval.ofMinutes(NINE.plus(Duration.ofDays(2)), 60);
    Table table = table(dynamoDb.client());
    // One that nobody books leaves nothing that others would have to look at.
    assertThat(new LongBookings(table).reaching(tenant, thirdDay, 0)).hasValue(List.of());

    assertThat(book(store(NOW), held)).isInstanceOf(CreateOutcome.Created.class);

    assertThat(
            new BookingIndex(table)
                .within(tenant, thirdDay, Optional.empty(), Optional.empty(), NOW)
                .orElseThrow())
        .extracting(Booking::id)
        .containsExactly(held.id());
  }

  @Test
  void shouldKeepItsTimeUntilItIsOver() {
    hold(store(NOW), hold(NINE, CHAIR));

    assertThat(create(store(OVER.minusSeconds(1)), booking(NINE, CHAIR)))
        .isInstanceOf(CreateOutcome.SlotTaken.class);
    assertThat(seats(OVER.minusSeconds(1), CHAIR)).isEqualTo(1);
    assertThat(seats(OVER, CHAIR)).isZero();
    assertThat(create(store(OVER), booking(NINE, CHAIR))).isInstanceOf(CreateOutcome.Created.class);
    assertThat(seats(OVER, CHAIR)).isEqualTo(1);
  }

  @Test
  void shouldBookWhatNobodyHasGivenUpHoweverLate() {
    Booking held = hold(store(NOW), hold(NINE, CHAIR));

    assertThat(book(store(OVER.plusSeconds(3600)), held)).isInstanceOf(CreateOutcome.Created.class);
    assertThat(create(store(OVER.plusSeconds(3600)), booking(NINE, CHAIR)))
        .isInstanceOf(CreateOutcome.SlotTaken.class);
  }

  @Test
  void shouldNotBookWhatSomebodyHasGivenUp() {
    Booking held = hold(store(NOW), hold(NINE, CHAIR));
    create(store(OVER), booking(NINE, CHAIR));

    assertThat(book(store(NOW), held))
        .isEqualTo(new CreateOutcome.Refused(new BookingRefusal.HoldExpired(false)));
    assertThat(store(NOW).findHold(tenant, held.id()).orElseThrow().booking().status())
        .isEqualTo(BookingStatus.EXPIRED);
    assertThat(seats(NOW, CHAIR)).isEqualTo(1);
  }

  @Test
  void shouldGiveUpAHoldOfSeveralRowsWhole() {
    Interval overMidnight = Interval.ofMinutes(Instant.parse("2026-11-23T23:30:00Z"), 60);
    Booking both = held(overMidnight, List.of(CHAIR, ROOM));
    hold(store(NOW), both);
    assertThat(notes(CHAIR, MONDAY)).hasSize(1);
    assertThat(notes(ROOM, MONDAY.plusDays(1))).hasSize(1);

    assertThat(
            create(
                store(OVER),
                SampleBooking.of(
                    new BookingId(ids.nextLong()),
                    List.of(CHAIR),
                    Interval.ofMinutes(Instant.parse("2026-11-23T23:30:00Z"), 30),
                    NOW)))
        .isInstanceOf(CreateOutcome.Created.class);

    for (ResourceId resource : List.of(CHAIR, ROOM)) {
      for (LocalDate day : List.of(MONDAY, MONDAY.plusDays(1))) {
        boolean booked = resource.equals(CHAIR) && day.equals(MONDAY);
        assertThat(notes(resource, day)).hasSize(booked ? 1 : 0);
        assertThat(taken(resource, day)).isEqualTo(booked ? 6 : 0);
      }
    }
  }

  @Test
  void shouldFinishWhatSomebodyElseBeganToGiveUp() {
    Booking both = held(Interval.ofMinutes(NINE, 60), List.of(CHAIR, ROOM));
    hold(store(NOW), both);
    AtomicInteger updates = new AtomicInteger();
    BookingStore dying =
        store(
            OVER,
            (operation, arguments, call) -> {
              // The claim comes first, then the rows.
              if (operation.equals("updateItem") && updates.incrementAndGet() == 3) {
                throw new Death();
              }
              return call.proceed(arguments);
            });
    assertThatThrownBy(() -> create(dying, booking(NINE, CHAIR))).isInstanceOf(Death.class);

    assertThat(create(store(OVER), booking(NINE, ROOM))).isInstanceOf(CreateOutcome.Created.class);
    assertThat(create(store(OVER), booking(NINE, CHAIR))).isInstanceOf(CreateOutcome.Created.class);
    assertThat(seats(OVER, CHAIR)).isEqualTo(1);
    assertThat(seats(OVER, ROOM)).isEqualTo(1);
  }

  @Test
  void shouldGiveBackAtOnceAndOnce() {
    Booking both = hold(store(NOW), held(Interval.ofMinutes(NINE, 60), List.of(CHAIR, ROOM)));

    assertThat(store(NOW).release(tenant, both)).isTrue();
    assertThat(store(NOW).release(tenant, both)).isTrue();

    assertThat(seats(NOW, CHAIR)).isZero();
    assertThat(seats(NOW, ROOM)).isZero();
    assertThat(book(store(NOW), both))
        .isEqualTo(new CreateOutcome.Refused(new BookingRefusal.HoldExpired(false)));
    create(store(NOW), booking(NINE, CHAIR));
    assertThat(store(NOW).release(tenant, both)).isTrue();
    assertThat(seats(NOW, CHAIR)).isEqualTo(1);
  }

  @Test
  void shouldNotGiveBackWhatIsBooked() {
    Booking held = hold(store(NOW), hold(NINE, CHAIR));
    book(store(NOW), held);

    assertThat(store(NOW).release(tenant, held)).isFalse();
    assertThat(create(store(OVER), booking(NINE, CHAIR)))
        .isInstanceOf(CreateOutcome.SlotTaken.class);
    assertThat(seats(OVER, CHAIR)).isEqualTo(1);
  }

  @Test
  void shouldHoldLongerOnce() {
    Booking held = hold(store(NOW), hold(NINE, CHAIR));

    Booking longer =
        store(NOW)
            .extend(tenant, held)
            .orElseThrow(why -> new IllegalStateException(why.toString()));

    assertThat(longer.hold().orElseThrow().expiresAt()).isEqualTo(OVER.plusSeconds(600));
    assertThat(create(store(OVER), booking(NINE, CHAIR)))
        .isInstanceOf(CreateOutcome.SlotTaken.class);
    assertThat(seats(OVER, CHAIR)).isEqualTo(1);
    assertThat(store(NOW).extend(tenant, held))
        .isEqualTo(Result.refused(new BookingRefusal.HoldExtended()));
    assertThat(create(store(OVER.plusSeconds(600)), booking(NINE, CHAIR)))
        .isInstanceOf(CreateOutcome.Created.class);
    assertThat(store(NOW).extend(tenant, longer)).isInstanceOf(Result.Refused.class);
  }

  @Test
  void shouldTellARepetitionOfTheHold() {
    Booking held = hold(NINE, CHAIR);
    hold(store(NOW), held);

    assertThat(repeat(store(NOW), held)).isInstanceOf(CreateOutcome.Replayed.class);
    assertThat(seats(NOW, CHAIR)).isEqualTo(1);
    store(NOW).release(tenant, stored(held));
    CreateOutcome again = repeat(store(NOW), held);
    assertThat(((CreateOutcome.Replayed) again).booking().status())
        .isEqualTo(BookingStatus.EXPIRED);
    assertThat(seats(NOW, CHAIR)).isZero();
  }

  @Test
  void shouldTellARepetitionThatItsHoldIsOverAtOnce() {
    Booking held = hold(NINE, CHAIR);
    hold(store(NOW), held);
    AtomicInteger takings = new AtomicInteger();
    BookingStore store =
        store(
            OVER,
            (operation, arguments, call) -> {
              if (operation.equals("putItem")) {
                takings.incrementAndGet();
              }
              return call.proceed(arguments);
            });

    assertThat(repeat(store, held)).isInstanceOf(CreateOutcome.Replayed.class);

    assertThat(takings).hasValueLessThanOrEqualTo(1);
    assertThat(seats(OVER, CHAIR)).isZero();
    assertThat(taken(CHAIR, MONDAY)).isZero();
    assertThat(create(store(OVER), booking(NINE, CHAIR))).isInstanceOf(CreateOutcome.Created.class);
  }

  @Test
  void shouldTellARepetitionOfTheBooking() {
    Booking held = hold(store(NOW), hold(NINE, CHAIR));
    assertThat(book(store(NOW), held, "one")).isInstanceOf(CreateOutcome.Created.class);

    assertThat(book(store(NOW), held, "one")).isInstanceOf(CreateOutcome.Replayed.class);
    assertThat(book(store(NOW), held, "other"))
        .isEqualTo(
            new CreateOutcome.Refused(
                new BookingRefusal.WrongStatus(
                    BookingStatus.CONFIRMED, List.of(BookingStatus.HELD))));
  }

  @Test
  void shouldKnowItsBookingThoughTheAnswerWasLost() {
    Booking held = hold(store(NOW), hold(NINE, CHAIR));
    BookingStore losing =
        store(
            NOW,
            (operation, arguments, call) -> {
              if (!operation.equals("putItem")) {
                return call.proceed(arguments);
              }
              try {
                Object _ = call.proceed(arguments);
              } catch (ConditionalCheckFailedException e) {
                // It is there from the first sending.
              }
              throw SdkClientException.create("the answer was lost");
            });

    assertThat(book(losing, held)).isInstanceOf(CreateOutcome.Created.class);
  }

  @Test
  void shouldHoldNothingThatArrivesTooLate() {
    List<PutItemRequest> unsent = new ArrayList<>();
    BookingStore dying =
        store(
            NOW,
            (operation, arguments, call) -> {
              if (operation.equals("putItem")) {
                unsent.add((PutItemRequest) arguments[0]);
                throw new Death();
              }
              return call.proceed(arguments);
            });
    Booking lost = hold(NINE, CHAIR);
    assertThatThrownBy(() -> hold(dying, lost)).isInstanceOf(Death.class);
    assertThat(create(store(OVER), booking(NINE, CHAIR))).isInstanceOf(CreateOutcome.Created.class);

    assertThatThrownBy(() -> dynamoDb.client().putItem(unsent.getFirst()))
        .isInstanceOf(ConditionalCheckFailedException.class);
    assertThat(store(NOW).findHold(tenant, lost.id())).isEmpty();
  }

  @Test
  void shouldFreeTheTimeOfAHoldWhoseItemIsGone() {
    Booking held = hold(store(NOW), held(Interval.ofMinutes(NINE, 60), List.of(CHAIR, ROOM)));
    table(dynamoDb.client()).of(tenant).write(Write.delete(BookingItem.key(tenant, held.id())));

    assertThat(seats(OVER, ROOM)).isZero();
    assertThat(create(store(OVER), booking(NINE, ROOM))).isInstanceOf(CreateOutcome.Created.class);
    assertThat(book(store(OVER), held)).isInstanceOf(CreateOutcome.Refused.class);
    assertThat(seats(OVER, ROOM)).isEqualTo(1);
  }

  @Test
  void shouldRemoveTheNotesInAllRowsOfWhatWasHeld() {
    Booking held = hold(store(NOW), held(Interval.ofMinutes(NINE, 60), List.of(CHAIR, ROOM)));
    Item before = Item.of(item(BookingItem.key(tenant, held.id())));
    assertThat(MadeBookings.Made.by(tenant, Optional.empty(), Optional.of(before))).isEmpty();
    book(store(NOW), held);
    Item after = Item.of(item(BookingItem.key(tenant, held.id())));
    List<MadeBookings.Made> made =
        MadeBookings.Made.by(tenant, Optional.of(before), Optional.of(after));

    new MadeBookings(new RowNotes(table(dynamoDb.client()), () -> NOW)).tidy(made);

    assertThat(notes(CHAIR, MONDAY)).isEmpty();
    assertThat(notes(ROOM, MONDAY)).isEmpty();
    assertThat(seats(OVER, CHAIR)).isEqualTo(1);
    assertThat(seats(OVER, ROOM)).isEqualTo(1);
    // One that was never held and takes several rows has no note.
    assertThat(MadeBookings.Made.by(tenant, Optional.empty(), Optional.of(after))).isEmpty();
  }

  @Test
  void shouldLetEitherTheBookingOrWhoGivesItUpWin() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      for (int round = 0; round < 40; round++) {
        Instant start = NINE.plus(Duration.ofDays(round));
        boolean two = round % 2 == 0;
        Booking held =
            hold(
                store(NOW),
                held(Interval.ofMinutes(start, 60), two ? List.of(CHAIR, ROOM) : List.of(CHAIR)));
        Future<CreateOutcome> booked = threads.submit(() -> book(store(NOW), held));
        Future<CreateOutcome> evicting =
            threads.submit(() -> create(store(OVER), booking(start, CHAIR)));
        Future<CreateOutcome> other =
            threads.submit(() -> create(store(OVER), booking(start, two ? ROOM : CHAIR)));

        List<CreateOutcome> outcomes = List.of(booked.get(), evicting.get(), other.get());

        boolean kept = outcomes.getFirst() instanceof CreateOutcome.Created;
        long made = outcomes.stream().filter(CreateOutcome.Created.class::isInstance).count();
        assertThat(made).as("%s", outcomes).isEqualTo(kept || !two ? 1 : 2);
        LocalDate day = MONDAY.plusDays(round);
        assertThat(taken(CHAIR, day)).isEqualTo(12);
        assertThat(taken(ROOM, day)).isEqualTo(two ? 12 : 0);
      }
    }
  }

  private Booking hold(Instant start, ResourceId resource) {
    return held(Interval.ofMinutes(start, 60), List.of(resource));
  }

  private Booking held(Interval time, List<ResourceId> resources) {
    return new SampleBooking.Variant(
            SampleBooking.of(new BookingId(ids.nextLong()), resources, time, NOW))
        .status(BookingStatus.HELD)
        .made()
        .heldOn(HoldTerms.from(NOW, 10, 60));
  }

  /** The hold as it is stored. */
  private Booking hold(BookingStore store, Booking held) {
    assertThat(create(store, held)).isInstanceOf(CreateOutcome.Created.class);
    return stored(held);
  }

  private Booking stored(Booking held) {
    return store(NOW).findHold(tenant, held.id()).orElseThrow().booking();
  }

  private CreateOutcome book(BookingStore store, Booking held) {
    return book(store, held, "hash");
  }

  private CreateOutcome book(BookingStore store, Booking held, String requestHash) {
    Booking booking =
        new SampleBooking.Variant(held)
            .status(BookingStatus.CONFIRMED)
            .requestHash(requestHash)
            .made();
    return store.book(tenant, held, booking, List.of(), Optional.empty(), List.of());
  }

  private Booking booking(Instant start, ResourceId resource) {
    return SampleBooking.of(
        new BookingId(ids.nextLong()), List.of(resource), Interval.ofMinutes(start, 60), NOW);
  }

  private CreateOutcome create(BookingStore store, Booking booking) {
    return store.create(tenant, booking, _ -> 1, List.of(), false);
  }

  private CreateOutcome repeat(BookingStore store, Booking booking) {
    return store.create(tenant, booking, _ -> 1, List.of(), true);
  }

  private BookingStore store(Instant clock) {
    return BookingStore.of(table(dynamoDb.client()), ids, () -> clock);
  }

  private BookingStore store(Instant clock, InterceptedDynamoDb.Interception interception) {
    return BookingStore.of(
        table(InterceptedDynamoDb.of(dynamoDb.client(), interception)), ids, () -> clock);
  }

  private Table table(DynamoDbClient client) {
    return new Table(client, dynamoDb.tableName(), QUICK, new Random());
  }

  /** Seats at nine, as availability counts them. */
  private int seats(Instant clock, ResourceId resource) {
    Table view = table(dynamoDb.client());
    return new DayRows(view, new RowNotes(view, () -> clock))
        .occupancy(tenant, resource, MONDAY, MONDAY)
        .at(Cells.startingAt(NINE));
  }

  /** Cells of a row that are not empty, whatever its notes say. */
  private long taken(ResourceId resource, LocalDate day) {
    return row(resource, day).entrySet().stream()
        .filter(cell -> cell.getKey().matches("c\\d+") && !cell.getValue().n().equals("0"))
        .count();
  }

  private List<String> notes(ResourceId resource, LocalDate day) {
    return row(resource, day).keySet().stream().filter(name -> name.startsWith("n")).toList();
  }

  private Map<String, AttributeValue> row(ResourceId resource, LocalDate day) {
    return item(ItemKey.of(tenant, "DAY#" + resource, day.toString()));
  }

  private Map<String, AttributeValue> item(ItemKey key) {
    return table(dynamoDb.client()).of(tenant).get(key).map(Item::attributes).orElse(Map.of());
  }
}

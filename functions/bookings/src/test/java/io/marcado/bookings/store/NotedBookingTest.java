package io.marcado.bookings.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.bookings.events.MadeBookings;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.SampleBooking;
import io.marcado.bookings.store.BookingStore.Replacement;
import io.marcado.domain.BookingId;
import io.marcado.domain.Ids;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.local.dynamodb.InterceptedDynamoDb;
import io.marcado.platform.limits.RateLimiter;
import io.marcado.platform.limits.RateLimiter.Count;
import io.marcado.platform.limits.RateLimiter.Limit;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** A booking that takes its time first and is written then, whatever happens in between. */
class NotedBookingTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant OVERDUE = NOW.plusSeconds(62);
  private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-23");
  private static final ResourceId CHAIR = new ResourceId("chair");
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
  void shouldBookByTwoPlainWritesAndRefuseByOne() {
    List<String> requests = new CopyOnWriteArrayList<>();
    BookingStore store =
        store(
            NOW,
            (operation, arguments, call) -> {
              requests.add(operation);
              return call.proceed(arguments);
            });

    assertThat(create(store, booking(NINE, 60))).isInstanceOf(CreateOutcome.Created.class);
    assertThat(requests).containsExactly("updateItem", "putItem");
    requests.clear();
    assertThat(create(store, booking(NINE, 60))).isInstanceOf(CreateOutcome.SlotTaken.class);
    assertThat(requests).containsExactly("updateItem");
  }

  @Test
  void shouldKeepTheTimeOfAnAttemptUntilItIsOverdue() {
    List<PutItemRequest> unsent = new ArrayList<>();
    Booking crashed = booking(NINE, 60);
    assertThatThrownBy(() -> create(dyingBeforePut(unsent), crashed)).isInstanceOf(Death.class);

    Instant inTime = NOW.plusSeconds(60);
    assertThat(create(store(inTime), booking(NINE, 60)))
        .isInstanceOf(CreateOutcome.SlotTaken.class);
    assertThat(create(store(OVERDUE), booking(NINE, 60))).isInstanceOf(CreateOutcome.Created.class);

    assertThat(seats(NOW, NINE)).isEqualTo(1);
    // It was not dead, only slow.
    assertThatThrownBy(() -> dynamoDb.client().putItem(unsent.getFirst()))
        .isInstanceOf(ConditionalCheckFailedException.class);
    assertThat(store(NOW).find(tenant, crashed.id())).isEmpty();
  }

  @Test
  void shouldOfferTheTimeOfAnOverdueAttemptOnlyIfItMadeNoBooking() {
    assertThatThrownBy(() -> create(dyingBeforePut(new ArrayList<>()), booking(NINE, 60)))
        .isInstanceOf(Death.class);
    create(store(NOW), booking(NINE.plusSeconds(3600), 60));

    assertThat(seats(NOW, NINE)).isEqualTo(1);
    assertThat(seats(OVERDUE, NINE)).isZero();
    assertThat(seats(OVERDUE, NINE.plusSeconds(3600))).isEqualTo(1);
  }

  @Test
  void shouldLetOnlyOneWinWhenASlowAttemptIsGivenUp() {
    Booking other = booking(NINE, 60);
    BookingStore slow =
        slowToPut(
            () ->
                assertThat(create(store(OVERDUE), other))
                    .isInstanceOf(CreateOutcome.Created.class));
    Booking mine = booking(NINE, 60);

    assertThat(create(slow, mine)).isInstanceOf(CreateOutcome.SlotTaken.class);

    assertThat(store(NOW).find(tenant, mine.id())).isEmpty();
    assertThat(store(NOW).find(tenant, other.id())).isPresent();
    assertThat(seats(NOW, NINE)).isEqualTo(1);
  }

  @Test
  void shouldTryAgainWhenItWasGivenUpAndTheTimeIsFree() {
    BookingStore slow =
        slowToPut(
            () -> {
              Booking other = booking(NINE, 60);
              create(store(OVERDUE), other);
              cancel(store(OVERDUE), other);
            });

    assertThat(create(slow, booking(NINE, 60))).isInstanceOf(CreateOutcome.Created.class);
    assertThat(seats(NOW, NINE)).isEqualTo(1);
  }

  @Test
  void shouldNeverGiveUpWhatWasMade() {
    Booking made = booking(NINE, 60);
    create(store(NOW), made);

    assertThat(create(store(OVERDUE), booking(NINE, 60)))
        .isInstanceOf(CreateOutcome.SlotTaken.class);

    assertThat(seats(NOW, NINE)).isEqualTo(1);
    assertThat(notes()).isEmpty();
  }

  @Test
  void shouldGiveTheTimeOfACancelledBookingBackOnceThoughItsNoteIsThere() {
    Booking made = booking(NINE, 60);
    create(store(NOW), made, 2);
    create(store(NOW), booking(NINE, 60), 2);
    cancel(store(NOW), made);
    assertThat(notes()).hasSize(2);

    create(store(NOW), booking(NINE, 60), 2);
    assertThat(create(store(OVERDUE), booking(NINE, 60), 2))
        .isInstanceOf(CreateOutcome.SlotTaken.class);

    assertThat(seats(NOW, NINE)).isEqualTo(2);
    assertThat(notes()).isEmpty();
  }

  @Test
  void shouldLetARepetitionSucceedAfterTheFirstSendingWasGivenUp() {
    Booking first = booking(NINE, 60);
    List<PutItemRequest> unsent = new ArrayList<>();
    assertThatThrownBy(() -> create(dyingBeforePut(unsent), first)).isInstanceOf(Death.class);
    Booking other = booking(NINE, 60);
    create(store(OVERDUE), other);
    cancel(store(OVERDUE), other);

    assertThat(repeat(store(OVERDUE), first)).isInstanceOf(CreateOutcome.Created.class);

    assertThat(seats(NOW, NINE)).isEqualTo(1);
    assertThatThrownBy(() -> dynamoDb.client().putItem(unsent.getFirst()))
        .isInstanceOf(ConditionalCheckFailedException.class);
    assertThat(repeat(store(OVERDUE), first)).isInstanceOf(CreateOutcome.Replayed.class);
  }

  @Test
  void shouldLetARepetitionTakeOverAtOnce() {
    Booking request = booking(NINE, 60);
    assertThatThrownBy(() -> create(dyingBeforePut(new ArrayList<>()), request))
        .isInstanceOf(Death.class);

    assertThat(repeat(store(NOW), request)).isInstanceOf(CreateOutcome.Created.class);

    assertThat(seats(NOW, NINE)).isEqualTo(1);
    assertThat(notes()).hasSize(1);
  }

  @Test
  void shouldTellBothSendingsOfOneBooking() {
    Booking request = booking(NINE, 60);
    BookingStore slow =
        slowToPut(
            () ->
                assertThat(repeat(store(NOW), request)).isInstanceOf(CreateOutcome.Created.class));

    assertThat(repeat(slow, request)).isInstanceOf(CreateOutcome.Replayed.class);
    assertThat(seats(NOW, NINE)).isEqualTo(1);
  }

  @Test
  void shouldFindWhatTheFirstSendingMadeWhileItsAttemptWasToBeGivenUp() {
    Booking request = booking(NINE, 60);
    List<PutItemRequest> unsent = new ArrayList<>();
    assertThatThrownBy(() -> create(dyingBeforePut(unsent), request)).isInstanceOf(Death.class);
    AtomicInteger updates = new AtomicInteger();
    BookingStore repeating =
        store(
            NOW,
            (operation, arguments, call) -> {
              // The first takes the time, the second gives the attempt up.
              if (operation.equals("updateItem") && updates.incrementAndGet() == 2) {
                dynamoDb.client().putItem(unsent.getFirst());
              }
              return call.proceed(arguments);
            });

    assertThat(repeat(repeating, request)).isInstanceOf(CreateOutcome.Replayed.class);
    assertThat(seats(NOW, NINE)).isEqualTo(1);
  }

  @Test
  void shouldGiveBackTheSeatOfARepetition() {
    Booking first = booking(NINE, 60);
    create(store(NOW), first, 3);

    assertThat(store(NOW).create(tenant, first, _ -> 3, List.of(), true))
        .isInstanceOf(CreateOutcome.Replayed.class);

    assertThat(seats(NOW, NINE)).isEqualTo(1);
    assertThat(notes()).hasSize(1);
  }

  @Test
  void shouldFinishWhatSomebodyElseBeganToGiveUp() {
    assertThatThrownBy(() -> create(dyingBeforePut(new ArrayList<>()), booking(NINE, 60)))
        .isInstanceOf(Death.class);
    BookingStore dying =
        store(
            OVERDUE,
            (operation, arguments, call) -> {
              Object answer = call.proceed(arguments);
              if (operation.equals("updateItem")) {
                throw new Death();
              }
              return answer;
            });
    assertThatThrownBy(() -> create(dying, booking(NINE, 60))).isInstanceOf(Death.class);

    assertThat(create(store(OVERDUE), booking(NINE, 60))).isInstanceOf(CreateOutcome.Created.class);
    assertThat(seats(NOW, NINE)).isEqualTo(1);
  }

  @Test
  void shouldKnowTheTimeThatItTookThoughTheAnswerWasLost() {
    for (int capacity : List.of(1, 3)) {
      Instant start = NINE.plusSeconds(3600L * capacity);
      assertThat(create(losingTheFirst("updateItem"), booking(start, 60), capacity))
          .isInstanceOf(CreateOutcome.Created.class);
      assertThat(seats(NOW, start)).isEqualTo(1);
    }
    assertThat(notes()).hasSize(2);
  }

  @Test
  void shouldKnowItsBookingThoughTheAnswerWasLost() {
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

    assertThat(create(losing, booking(NINE, 60))).isInstanceOf(CreateOutcome.Created.class);
    assertThat(seats(NOW, NINE)).isEqualTo(1);
  }

  @Test
  void shouldLeaveNothingWhenTheBookingCannotBeSent() {
    BookingStore broken =
        store(
            NOW,
            (operation, arguments, call) -> {
              if (operation.equals("putItem")) {
                throw SdkClientException.create("the request was lost");
              }
              return call.proceed(arguments);
            });

    assertThatThrownBy(() -> create(broken, booking(NINE, 60)))
        .isInstanceOf(SdkClientException.class);

    assertThat(seats(NOW, NINE)).isZero();
    assertThat(notes()).isEmpty();
  }

  @Test
  void shouldLeaveNothingWhenTheClientWasChanged() {
    ItemKey client = ItemKey.of(tenant, "PERSON#ana", "PERSON");
    Write making = Write.create(client, Item.builder().text("name", "Ana").build());
    table(dynamoDb.client()).of(tenant).write(making);

    assertThat(store(NOW).create(tenant, booking(NINE, 60), _ -> 1, List.of(making), false))
        .isInstanceOf(CreateOutcome.ClientChanged.class);

    assertThat(seats(NOW, NINE)).isZero();
    assertThat(notes()).isEmpty();
  }

  @Test
  void shouldCountOnlyWhatIsMadeAndRefuseATakenTimeFirst() {
    RateLimiter limiter = new RateLimiter(() -> NOW);
    Count site = limiter.ofTenant(tenant, new Limit("site", 5, Duration.ofHours(1)), "here");
    Count business = limiter.ofTenant(tenant, new Limit("business", 1, Duration.ofHours(1)));
    List<Count> counts = List.of(site, business);

    assertThat(counted(booking(NINE, 60), counts)).isInstanceOf(CreateOutcome.Created.class);
    assertThat(counted(booking(NINE, 60), counts)).isInstanceOf(CreateOutcome.SlotTaken.class);
    assertThat(counted(booking(NINE.plusSeconds(3600), 60), counts))
        .isEqualTo(
            new CreateOutcome.Refused(new BookingRefusal.TooOften(business.retryAfter(NOW))));

    assertThat(seats(NOW, NINE.plusSeconds(3600))).isZero();
    assertThat(counter(site)).isEqualTo(1);
    assertThat(counter(business)).isEqualTo(1);
  }

  @Test
  void shouldGiveUpAnAttemptForALongBookingAndForAMove() {
    Instant midnight = Instant.parse("2026-11-23T00:00:00Z");
    assertThatThrownBy(() -> create(dyingBeforePut(new ArrayList<>()), booking(midnight, 20 * 60)))
        .isInstanceOf(Death.class);
    Booking day = booking(midnight, 20 * 60);
    assertThat(create(store(OVERDUE), day)).isInstanceOf(CreateOutcome.Created.class);
    cancel(store(OVERDUE), day);
    assertThatThrownBy(() -> create(dyingBeforePut(new ArrayList<>()), booking(NINE, 60)))
        .isInstanceOf(Death.class);
    Booking moving = booking(NINE.plusSeconds(7200), 60);
    create(store(NOW), moving);

    assertThat(move(store(NOW), moving, NINE)).isInstanceOf(UpdateOutcome.SlotTaken.class);
    assertThat(move(store(OVERDUE), moving, NINE)).isInstanceOf(UpdateOutcome.Updated.class);
    assertThat(seats(NOW, NINE)).isEqualTo(1);
    assertThat(seats(NOW, NINE.plusSeconds(7200))).isZero();
  }

  @Test
  void shouldShowNobodyATombstone() {
    Booking crashed = booking(NINE, 60);
    assertThatThrownBy(() -> create(dyingBeforePut(new ArrayList<>()), crashed))
        .isInstanceOf(Death.class);
    create(store(OVERDUE), booking(NINE, 60));

    assertThat(store(NOW).find(tenant, crashed.id())).isEmpty();
    assertThat(cancel(store(NOW), crashed))
        .isEqualTo(new UpdateOutcome.Refused(new BookingRefusal.NotFound()));
    Map<String, AttributeValue> tombstone = item(BookingItem.key(tenant, crashed.id()));
    assertThat(tombstone).containsKey("ttl").doesNotContainKeys("g1pk", "g2pk", "id");
  }

  @Test
  void shouldKeepItsMakerInEveryVersion() {
    Booking made = booking(NINE, 60);
    create(store(NOW), made);
    AttributeValue maker = item(BookingItem.key(tenant, made.id())).get(RowNotes.MAKER);

    cancel(store(NOW), made);

    assertThat(maker).isNotNull();
    assertThat(item(BookingItem.key(tenant, made.id()))).containsEntry(RowNotes.MAKER, maker);
  }

  @Test
  void shouldRemoveTheNotesOfMadeBookingsByOneWriteForARow() {
    List<String> requests = new CopyOnWriteArrayList<>();
    List<MadeBookings.Made> made = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Booking booking = booking(NINE.plusSeconds(3600L * i), 60);
      create(store(NOW), booking);
      Item item = Item.of(item(BookingItem.key(tenant, booking.id())));
      made.addAll(MadeBookings.Made.by(tenant, Optional.empty(), Optional.of(item)));
      // A later version of it, and one over two rows, made no note.
      assertThat(MadeBookings.Made.by(tenant, Optional.of(item), Optional.of(item))).isEmpty();
    }
    Table view =
        table(
            InterceptedDynamoDb.of(
                dynamoDb.client(),
                (operation, arguments, call) -> {
                  requests.add(operation);
                  return call.proceed(arguments);
                }));
    assertThat(notes()).hasSize(3);
    // A stream repeats.
    made.add(made.getFirst());

    new MadeBookings(new RowNotes(view, () -> NOW)).tidy(made);

    assertThat(notes()).isEmpty();
    assertThat(requests).containsExactly("updateItem");
    assertThat(seats(NOW, NINE)).isEqualTo(1);
  }

  @Test
  void shouldNotMakeARowWhereThereIsNone() {
    Table view = table(dynamoDb.client());

    new MadeBookings(new RowNotes(view, () -> NOW))
        .tidy(List.of(new MadeBookings.Made(tenant, CHAIR, MONDAY, "attempt")));

    assertThat(row()).isEmpty();
  }

  private CreateOutcome counted(Booking booking, List<Count> counts) {
    return store(NOW).create(tenant, booking, _ -> 1, List.of(), false, Optional.empty(), counts);
  }

  private long counter(Count count) {
    return table(dynamoDb.client())
        .of(tenant)
        .get(count.write().key())
        .flatMap(item -> item.optionalNumber("n"))
        .orElse(0L);
  }

  private BookingStore dyingBeforePut(List<PutItemRequest> unsent) {
    return store(
        NOW,
        (operation, arguments, call) -> {
          if (operation.equals("putItem")) {
            unsent.add((PutItemRequest) arguments[0]);
            throw new Death();
          }
          return call.proceed(arguments);
        });
  }

  /** Something else happens before its first put arrives. */
  private BookingStore slowToPut(Runnable meanwhile) {
    AtomicInteger puts = new AtomicInteger();
    return store(
        NOW,
        (operation, arguments, call) -> {
          if (operation.equals("putItem") && puts.incrementAndGet() == 1) {
            meanwhile.run();
          }
          return call.proceed(arguments);
        });
  }

  private BookingStore losingTheFirst(String lost) {
    AtomicInteger answers = new AtomicInteger();
    return store(
        NOW,
        (operation, arguments, call) -> {
          Object answer = call.proceed(arguments);
          if (operation.equals(lost) && answers.incrementAndGet() == 1) {
            throw SdkClientException.create("the answer was lost");
          }
          return answer;
        });
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

  private Booking booking(Instant start, int minutes) {
    return SampleBooking.of(
        new BookingId(ids.nextLong()), List.of(CHAIR), Interval.ofMinutes(start, minutes), NOW);
  }

  private CreateOutcome create(BookingStore store, Booking booking) {
    return create(store, booking, 1);
  }

  private CreateOutcome create(BookingStore store, Booking booking, int capacity) {
    return store.create(tenant, booking, _ -> capacity, List.of(), false);
  }

  private CreateOutcome repeat(BookingStore store, Booking booking) {
    return store.create(tenant, booking, _ -> 1, List.of(), true);
  }

  private UpdateOutcome cancel(BookingStore store, Booking booking) {
    return change(store, booking, present -> present.cancelled(Optional.empty()));
  }

  private UpdateOutcome move(BookingStore store, Booking booking, Instant start) {
    Interval time = Interval.ofMinutes(start, 60);
    return change(
        store,
        booking,
        present ->
            present.moved(
                List.of(CHAIR),
                Map.of(),
                time,
                Booking.oneSeatOf(List.of(CHAIR), time),
                new LocalTimeline(Zone.of("UTC"))));
  }

  private UpdateOutcome change(
      BookingStore store,
      Booking booking,
      Function<Booking, Result<Booking, BookingRefusal>> decision) {
    return store.change(
        tenant,
        booking.id(),
        _ -> true,
        Optional.empty(),
        present ->
            decision.apply(present).map(changed -> new Replacement(changed, Map.of(CHAIR, 1))),
        NOW);
  }

  private int seats(Instant clock, Instant at) {
    Table view = table(dynamoDb.client());
    return new DayRows(view, new RowNotes(view, () -> clock))
        .occupancy(tenant, CHAIR, MONDAY, MONDAY)
        .at(Cells.startingAt(at));
  }

  /** The attributes of the row that are notes. */
  private List<String> notes() {
    return row().keySet().stream().filter(name -> name.startsWith("n")).toList();
  }

  private Map<String, AttributeValue> row() {
    return item(ItemKey.of(tenant, "DAY#" + CHAIR, MONDAY.toString()));
  }

  private Map<String, AttributeValue> item(ItemKey key) {
    return table(dynamoDb.client()).of(tenant).get(key).map(Item::attributes).orElse(Map.of());
  }
}

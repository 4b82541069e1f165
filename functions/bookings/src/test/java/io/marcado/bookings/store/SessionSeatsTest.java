package io.marcado.bookings.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.ledger.DayLedger;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.ledger.SessionSeats;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.ChangedBy;
import io.marcado.bookings.lifecycle.ClassPlace;
import io.marcado.bookings.lifecycle.ClassRefusal;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.lifecycle.SampleBooking;
import io.marcado.bookings.lifecycle.SampleSession;
import io.marcado.bookings.store.BookingStore.Replacement;
import io.marcado.bookings.store.ClassSessionStore.Changed;
import io.marcado.bookings.store.ClassSessionStore.Written;
import io.marcado.domain.BookingId;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Ids;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.ServiceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Interval;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.local.dynamodb.InterceptedDynamoDb;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** The seats of sessions, in the row that all bookings of a session share. */
class SessionSeatsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");
  private static final ResourceId ANA = new ResourceId("ana");

  private final Ids ids = new Ids(new SecureRandom());
  private final TenantId tenant = new TenantId(ids.next());
  private final Table table =
      new Table(
          DynamoDbLocal.shared().client(),
          DynamoDbLocal.shared().tableName(),
          ConflictRetry.STANDARD,
          new SecureRandom());
  private final InstantSource clock = () -> NOW;
  private final RowNotes notes = new RowNotes(table, clock);
  private final SessionSeats seats = new SessionSeats(table, notes);
  private final BookingStore bookings = BookingStore.of(table, ids, clock);
  private final ClassSessionStore sessions =
      new ClassSessionStore(table, new DayLedger(new DayRows(table, notes)), notes, seats, ids);

  @Test
  void shouldTakeItsResourcesOnce() {
    ClassSession session = session(NINE, 3);
    assertThat(create(session)).isInstanceOf(Written.Done.class);
    assertThat(create(session)).isInstanceOf(Written.Done.class);
    assertThat(create(session(NINE.plusSeconds(1800), 3)))
        .isEqualTo(new Written.Taken(List.of(ANA)));
    assertThat(seats.find(tenant, session.id()).orElseThrow().left()).isEqualTo(3);
    assertThat(book(session, 2)).isInstanceOf(CreateOutcome.Created.class);
    assertThat(book(session, 2)).isInstanceOf(CreateOutcome.SlotTaken.class);
    assertThat(seats.find(tenant, session.id()).orElseThrow().left()).isEqualTo(1);
  }

  @Test
  void shouldNotTakeAwaySeatsThatAreTaken() {
    ClassSession session = session(NINE, 5);
    create(session);
    book(session, 3);

    assertThat(resize(session, 5, 2)).isFalse();
    assertThat(resize(session, 5, 3)).isTrue();
    assertThat(book(session, 1)).isInstanceOf(CreateOutcome.SlotTaken.class);
    assertThat(resize(session, 3, 4)).isTrue();
    assertThat(book(session, 1)).isInstanceOf(CreateOutcome.Created.class);
    assertThat(seats.find(tenant, session.id()).orElseThrow().left()).isZero();
  }

  /** Their taker died before it wrote the booking. */
  @Test
  void shouldTakeAwaySeatsThatOnlyAnAbandonedAttemptHas() {
    ClassSession session = session(NINE, 5);
    create(session);
    book(session, 2);
    RowNotes.Taking _ =
        notes.take(
            tenant,
            new DayLedger(new DayRows(table, notes))
                .entry(
                    tenant,
                    List.of(),
                    List.of(SessionSeats.of(session.id(), 3)),
                    _ -> SessionSeats.MOST),
            new BookingId(ids.nextLong()),
            ids::next,
            NOW.minusSeconds(1));

    assertThat(shrunk(session, 1)).isEqualTo(new Changed.Refused(new ClassRefusal.SeatsTaken(2)));
    assertThat(shrunk(session, 2)).isInstanceOf(Changed.Done.class);
    assertThat(seats.find(tenant, session.id()).orElseThrow().left()).isZero();
  }

  /** The answer to its write is lost, and from then on others are in the way. */
  @Test
  void shouldKnowItsOwnChangeAfterAConflict() {
    ClassSession session = session(NINE, 5);
    create(session);
    AtomicInteger writes = new AtomicInteger();
    Table busy =
        new Table(
            InterceptedDynamoDb.of(
                DynamoDbLocal.shared().client(),
                (operation, arguments, call) -> {
                  if (operation.equals("transactWriteItems")) {
                    if (writes.incrementAndGet() == 1) {
                      Object unused = call.proceed(arguments);
                    }
                    throw TransactionConflictException.builder().message("busy").build();
                  }
                  return call.proceed(arguments);
                }),
            DynamoDbLocal.shared().tableName(),
            new ConflictRetry(2, Duration.ofMillis(1), Duration.ofMillis(2)),
            new SecureRandom());

    Changed changed = shrunk(ClassSessionStore.of(busy, ids, clock), session, 4, Optional.of(1L));

    assertThat(changed)
        .isInstanceOfSatisfying(
            Changed.Done.class,
            done -> {
              assertThat(done.session().version()).isEqualTo(2);
              assertThat(done.session().seats()).isEqualTo(4);
            });
  }

  private Changed shrunk(ClassSession session, int count) {
    return shrunk(sessions, session, count, Optional.empty());
  }

  private Changed shrunk(
      ClassSessionStore by, ClassSession session, int count, Optional<Long> version) {
    return by.change(
        tenant,
        session.id(),
        version,
        ChangedBy.BY_ITSELF,
        present ->
            Result.done(
                present.changed(
                    present.time(),
                    present.localStart(),
                    present.resourceIds(),
                    present.names(),
                    present.taken(),
                    count)),
        _ -> 1,
        NOW);
  }

  @Test
  void shouldTakeNoBookingsOnceItIsClosed() {
    ClassSession session = session(NINE, 5);
    create(session);
    Booking booked = ((CreateOutcome.Created) book(session, 2)).booking();

    assertThat(table.of(tenant).write(SessionSeats.close(tenant, session.id())).written()).isTrue();
    assertThat(table.of(tenant).write(SessionSeats.close(tenant, session.id())).written())
        .isFalse();

    assertThat(book(session, 1)).isInstanceOf(CreateOutcome.SlotTaken.class);
    assertThat(resize(session, 5, 6)).isFalse();
    assertThat(seats.find(tenant, session.id()).orElseThrow().taken()).isEqualTo(2);
    cancel(booked);
    assertThat(seats.find(tenant, session.id()).orElseThrow().taken()).isZero();
    assertThat(seats.find(tenant, session.id()).orElseThrow().left()).isZero();
  }

  @Test
  @Tag("race")
  void shouldGiveAwayAllSeatsAndNoMore() {
    ClassSession session = session(NINE, 100);
    create(session);

    List<CreateOutcome> outcomes = atOnce(1000, () -> book(session, 1));

    assertThat(outcomes.stream().filter(CreateOutcome.Created.class::isInstance)).hasSize(100);
    assertThat(outcomes.stream().filter(CreateOutcome.SlotTaken.class::isInstance)).hasSize(900);
    assertThat(seats.find(tenant, session.id()).orElseThrow().left()).isZero();
  }

  @Test
  @Tag("race")
  void shouldAgreeWithBookingsThatMoveAndGoWhileItShrinksAndCloses() {
    ClassSession one = session(NINE, 40);
    ClassSession other = session(NINE.plusSeconds(7200), 40);
    create(one);
    create(other);
    List<Booking> made = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      made.add(((CreateOutcome.Created) book(one, 1)).booking());
    }

    List<Supplier<Object>> steps = new ArrayList<>();
    made.stream().limit(10).forEach(booking -> steps.add(() -> cancel(booking)));
    made.stream().skip(10).limit(15).forEach(booking -> steps.add(() -> move(booking, other)));
    IntStream.range(0, 40).forEach(i -> steps.add(() -> book(one, 1 + i % 2)));
    steps.add(() -> resize(one, 40, 33));
    steps.add(20, () -> table.of(tenant).write(SessionSeats.close(tenant, other.id())));
    atOnce(steps);

    for (ClassSession session : List.of(one, other)) {
      SessionSeats.Seats present = seats.find(tenant, session.id()).orElseThrow();
      int held =
          new BookingIndex(table)
                  .within(
                      tenant,
                      new Interval(NINE.minusSeconds(86_400), NINE.plusSeconds(86_400)),
                      Optional.empty(),
                      Optional.empty(),
                      NOW)
                  .orElseThrow()
                  .stream()
                  .flatMap(booking -> booking.held().stream())
                  .filter(taken -> taken.resourceId().equals(SessionSeats.row(session.id())))
                  .mapToInt(taken -> taken.seats())
                  .sum();
      assertThat(present.taken()).isEqualTo(held);
      assertThat(present.taken()).isLessThanOrEqualTo(present.seats());
    }
  }

  private Written create(ClassSession session) {
    return sessions.create(tenant, session, _ -> 1);
  }

  private boolean resize(ClassSession session, int before, int after) {
    return table.of(tenant).write(SessionSeats.resize(tenant, session.id(), before, after))
        instanceof Outcome.Written;
  }

  private CreateOutcome book(ClassSession session, int count) {
    BookingId id = new BookingId(ids.nextLong());
    Booking booking =
        SampleBooking.of(id, session.resourceIds(), session.time(), NOW)
            .seated(session, ClassPlace.of(session.id(), count, List.of()));
    return bookings.create(tenant, booking, _ -> SessionSeats.MOST, List.of(), false);
  }

  private UpdateOutcome cancel(Booking booking) {
    return change(
        booking,
        present ->
            present
                .cancelled(Optional.empty())
                .orElseThrow(why -> new IllegalStateException(why.toString())),
        Map.of());
  }

  private UpdateOutcome move(Booking booking, ClassSession session) {
    return change(
        booking,
        present -> present.seated(session, present.classPlace().orElseThrow().in(session.id())),
        Map.of(SessionSeats.row(session.id()), SessionSeats.MOST));
  }

  private UpdateOutcome change(
      Booking booking, UnaryOperator<Booking> change, Map<ResourceId, Integer> capacities) {
    return bookings.change(
        tenant,
        booking.id(),
        _ -> true,
        Optional.empty(),
        present -> Result.done(new Replacement(change.apply(present), capacities)),
        NOW);
  }

  private static <T> List<T> atOnce(int count, Supplier<T> step) {
    List<Supplier<T>> steps = new ArrayList<>();
    IntStream.range(0, count).forEach(_ -> steps.add(step));
    return atOnce(steps);
  }

  private static <T> List<T> atOnce(List<Supplier<T>> steps) {
    List<T> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = new ArrayList<>();
      steps.forEach(step -> futures.add(threads.submit(step::get)));
      for (Future<T> future : futures) {
        answers.add(future.get());
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return answers;
  }

  private ClassSession session(Instant start, int count) {
    return SampleSession.of(
        new ClassSessionId(ids.nextLong()),
        new ServiceId("yoga"),
        ANA,
        Interval.ofMinutes(start, 60),
        count,
        NOW);
  }
}

package io.marcado.bookings.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.ledger.SessionSeats;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.lifecycle.MinimumSeats;
import io.marcado.bookings.lifecycle.MinimumSeats.Below;
import io.marcado.bookings.lifecycle.MinimumSeats.State;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.ClassSessionStore;
import io.marcado.domain.Ids;
import io.marcado.domain.Patch;
import io.marcado.domain.Result;
import io.marcado.domain.ServiceId;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.local.dynamodb.InterceptedDynamoDb;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Table;
import io.marcado.platform.tenant.SettingsReader;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** It is decided once whether enough people come to a session. */
class SessionDeadlinesTest {
  private static final Instant NINE = Salon.NINE;
  private static final Instant CUT_OFF = NINE.minus(Duration.ofHours(2));

  private final Salon salon = new Salon();
  private final ServiceId yoga = salon.yoga();
  private final ClassSessionStore sessions = salon.bean(ClassSessionStore.class);
  private final SessionDeadlines deadlines = salon.bean(SessionDeadlines.class);

  @AfterEach
  void close() {
    salon.close();
  }

  @Test
  void shouldCancelBelowTheMinimumOnceAndNotBeforeItsMoment() {
    ClassSession session = session(3, Below.CANCEL);
    Booking booking = book(session, 2).orElseThrow(SessionDeadlinesTest::unexpected);

    deadlines.decideAll(CUT_OFF.minusSeconds(1));
    assertThat(present(session)).isEqualTo(session);
    salon.clock(CUT_OFF);
    deadlines.decideAll(CUT_OFF);
    deadlines.decideAll(CUT_OFF);

    ClassSession cancelled = present(session);
    assertThat(cancelled.isCancelled()).isTrue();
    assertThat(cancelled.version()).isEqualTo(2);
    assertThat(cancelled.reason()).isPresent();
    assertThat(cancelled.minimum().map(MinimumSeats::state)).contains(State.BELOW);
    Booking after = present(booking);
    assertThat(after.status()).isEqualTo(BookingStatus.CANCELLED);
    assertThat(after.reason()).isEqualTo(cancelled.reason());
  }

  @Test
  void shouldAskStaffAndLeaveTheSessionAsItIs() {
    ClassSession session = session(3, Below.ASK_STAFF);
    Booking booking = book(session, 2).orElseThrow(SessionDeadlinesTest::unexpected);

    salon.clock(CUT_OFF);
    deadlines.decideAll(CUT_OFF);

    assertThat(present(session).isCancelled()).isFalse();
    assertThat(present(session).minimum().map(MinimumSeats::state)).contains(State.BELOW);
    assertThat(present(booking).status()).isEqualTo(BookingStatus.CONFIRMED);
  }

  @Test
  void shouldNotCancelWhatHasBegun() {
    ClassSession session = session(3, Below.CANCEL);

    salon.clock(NINE);
    deadlines.decideAll(NINE);

    assertThat(present(session).isCancelled()).isFalse();
    assertThat(present(session).minimum().map(MinimumSeats::state)).contains(State.BELOW);
  }

  /** It is made after the seats were counted, and before that is written. */
  @ParameterizedTest
  @EnumSource(Below.class)
  void shouldLetABookingThatReachesTheMinimumInTheSameMomentCount(Below below) {
    ClassSession session = session(2, below);
    book(session, 1).orElseThrow(SessionDeadlinesTest::unexpected);
    boolean[] begun = {false};
    Table slow =
        new Table(
            InterceptedDynamoDb.of(
                DynamoDbLocal.shared().client(),
                (operation, arguments, call) -> {
                  if (operation.equals("transactWriteItems") && !begun[0]) {
                    begun[0] = true;
                    book(session, 1).orElseThrow(SessionDeadlinesTest::unexpected);
                  }
                  return call.proceed(arguments);
                }),
            DynamoDbLocal.shared().tableName(),
            ConflictRetry.STANDARD,
            new Random());

    salon.clock(CUT_OFF);
    new SessionDeadlines(
            salon.bean(Table.class),
            ClassSessionStore.of(slow, salon.bean(Ids.class), () -> CUT_OFF),
            salon.bean(SessionSeats.class),
            salon.bean(SessionFollowers.class),
            salon.bean(SettingsReader.class))
        .decideAll(CUT_OFF);

    assertThat(begun[0]).isTrue();
    assertThat(present(session).isCancelled()).isFalse();
    assertThat(present(session).minimum().map(MinimumSeats::state)).contains(State.REACHED);
  }

  @Test
  void shouldRefuseABookingThatComesAfterTheDecision() {
    ClassSession session = session(2, Below.CANCEL);
    book(session, 1).orElseThrow(SessionDeadlinesTest::unexpected);
    salon.clock(CUT_OFF);
    deadlines.decideAll(CUT_OFF);

    assertThat(book(session, 1).whyRefused())
        .containsInstanceOf(BookingRefusal.SessionCancelled.class);
  }

  @Test
  void shouldWaitForSeatsThatAreOnlyHeld() {
    ClassSession session = session(2, Below.CANCEL);
    book(session, 1).orElseThrow(SessionDeadlinesTest::unexpected);
    Instant before = CUT_OFF.minusSeconds(60);
    salon.clock(before);
    salon
        .creation
        .hold(salon.client("rui"), Salon.seats(session, 1), before)
        .orElseThrow(SessionDeadlinesTest::unexpected);

    salon.clock(CUT_OFF);
    deadlines.decideAll(CUT_OFF);
    assertThat(present(session)).isEqualTo(session);

    Instant over = CUT_OFF.plus(Duration.ofMinutes(10));
    salon.clock(over);
    deadlines.decideAll(over);
    assertThat(present(session).isCancelled()).isTrue();
  }

  @Test
  void shouldDecideAnewForAnotherStartWhoseMomentIsToCome() {
    ClassSession session = session(2, Below.ASK_STAFF);
    salon.clock(CUT_OFF);
    deadlines.decideAll(CUT_OFF);
    SessionUpdates updates = salon.bean(SessionUpdates.class);

    // Too near, unless it is decided later.
    assertThat(move(updates, session, NINE.plusSeconds(1), Optional.empty()).whyRefused())
        .isPresent();
    move(updates, session, NINE.plusSeconds(7200), Optional.empty())
        .orElseThrow(SessionDeadlinesTest::unexpected);
    assertThat(present(session).openMinimum()).isPresent();
    book(present(session), 2).orElseThrow(SessionDeadlinesTest::unexpected);
    deadlines.decideAll(CUT_OFF);
    assertThat(present(session).openMinimum()).isPresent();

    salon.clock(NINE);
    deadlines.decideAll(NINE);
    assertThat(present(session).minimum().map(MinimumSeats::state)).contains(State.REACHED);
  }

  private Result<ClassSessions.Sessions, ?> move(
      SessionUpdates updates, ClassSession session, Instant start, Optional<Integer> before) {
    return updates.change(
        salon.automation(),
        session.id(),
        Optional.empty(),
        new SessionEdit(
            Optional.of(start.atOffset(ZoneOffset.UTC)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new Patch.Keep<>(),
            before,
            Optional.empty()),
        CUT_OFF);
  }

  private ClassSession session(int minimum, Below below) {
    return salon.session(
        yoga, NINE, 5, new Patch.Set<>(new MinimumSeats(minimum, 120, below, State.OPEN)));
  }

  private Result<Booking, BookingRefusal> book(ClassSession session, int seats) {
    return salon
        .creation
        .book(
            salon.client(salon.bean(Ids.class).nextLong()), Salon.seats(session, seats), Salon.NOW)
        .map(Booked::booking);
  }

  private ClassSession present(ClassSession session) {
    return sessions.find(salon.tenant, session.id()).orElseThrow();
  }

  private Booking present(Booking booking) {
    return salon.bean(BookingStore.class).find(salon.tenant, booking.id()).orElseThrow();
  }

  private static IllegalStateException unexpected(Object refusal) {
    return new IllegalStateException(refusal.toString());
  }
}

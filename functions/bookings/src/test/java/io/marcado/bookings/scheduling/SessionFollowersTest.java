package io.marcado.bookings.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.ledger.DayLedger;
import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.ledger.SessionSeats;
import io.marcado.bookings.lifecycle.BookedNames;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.ChangedBy;
import io.marcado.bookings.lifecycle.ClassPlace;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.lifecycle.SampleBooking;
import io.marcado.bookings.lifecycle.SampleSession;
import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.rules.Business;
import io.marcado.bookings.store.BookingIndex;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.ClassSessionStore;
import io.marcado.bookings.store.ClassSessionStore.Changed;
import io.marcado.bookings.store.CreateOutcome;
import io.marcado.bookings.store.KeptTimes;
import io.marcado.bookings.store.SessionBookings;
import io.marcado.bookings.store.SessionChanges;
import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.ServiceId;
import io.marcado.domain.settings.Approval;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalStart;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.local.dynamodb.InterceptedDynamoDb;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bookings follow what becomes of their session, although somebody dies in between. */
class SessionFollowersTest {
  private static final Instant NINE = Salon.NOW.plusSeconds(3 * 86_400);
  private static final Instant LATER = Salon.NOW.plusSeconds(61);

  private final Salon salon = new Salon();
  private final ClassSessionStore sessions = salon.bean(ClassSessionStore.class);
  private final BookingStore bookings = salon.bean(BookingStore.class);
  private final SessionFollowers followers = salon.bean(SessionFollowers.class);

  @AfterEach
  void close() {
    salon.close();
  }

  @Test
  void shouldCancelAllBookingsThoughTheOneWhoCancelsDies() {
    ClassSession session = session(20);
    List<Booking> made = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      made.add(book(session));
    }

    change(session, session.cancelled(Optional.of("Ana está doente")));
    assertThat(made).allMatch(booking -> present(booking).status() == BookingStatus.CONFIRMED);
    assertThat(followers.followAll(Salon.NOW)).isTrue();

    assertThat(made)
        .allSatisfy(
            booking -> {
              assertThat(present(booking).status()).isEqualTo(BookingStatus.CANCELLED);
              assertThat(present(booking).reason()).contains("Ana está doente");
              // By who has cancelled the session, also where another process does it.
              assertThat(present(booking).image().changedBy()).isEqualTo(new PersonId("owner"));
              assertThat(present(booking).version()).isEqualTo(2);
            });
    // Within a minute somebody may still write a booking of the session as it was.
    assertThat(noted(session)).isTrue();
    followers.followAll(LATER);
    assertThat(noted(session)).isFalse();
    assertThat(made).allMatch(booking -> present(booking).version() == 2);
  }

  @Test
  void shouldTellTheOtherTimeAndTheOtherTeacher() {
    ClassSession session = session(20);
    Booking booking = book(session);
    Interval time = Interval.ofMinutes(NINE.plusSeconds(7200), 60);
    List<ResourceId> two = List.of(new ResourceId("two"));

    change(
        session,
        session.changed(
            time,
            LocalStart.of(time.start(), new LocalTimeline(Zone.of("UTC"))),
            two,
            new BookedNames("Yoga", List.of("two")),
            Booking.oneSeatOf(two, time),
            20));
    followers.followAll(Salon.NOW);
    followers.followAll(LATER);

    Booking moved = present(booking);
    assertThat(moved.status()).isEqualTo(BookingStatus.CONFIRMED);
    assertThat(moved.time()).isEqualTo(time);
    assertThat(moved.resourceIds()).isEqualTo(two);
    assertThat(moved.held()).isEqualTo(booking.held());
    assertThat(moved.version()).isEqualTo(2);
    assertThat(noted(session)).isFalse();
    // The first teacher is free again.
    assertThat(create(another(20))).isInstanceOf(ClassSessionStore.Written.Done.class);
  }

  /** As a retreat of three days: its last day has it, too. */
  @Test
  void shouldListBookingsOfASessionOfSeveralDaysOnEachOfThem() {
    int days = 3 * 1440;
    ClassSession session = session(20, days);
    Booking booking = book(session);
    Instant third = NINE.plus(Duration.ofDays(2));
    Instant fourth = NINE.plus(Duration.ofDays(3));

    assertThat(listed(third)).containsExactly(booking.id());
    assertThat(listed(fourth)).isEmpty();

    change(session, at(session, NINE.plus(Duration.ofDays(1)), days));
    followers.followAll(Salon.NOW);
    followers.followAll(LATER);

    assertThat(listed(NINE)).isEmpty();
    assertThat(listed(fourth)).containsExactly(booking.id());
  }

  private List<BookingId> listed(Instant at) {
    return salon
        .bean(BookingIndex.class)
        .within(
            salon.tenant,
            Interval.ofMinutes(at.plus(Duration.ofHours(1)), 60),
            Optional.empty(),
            Optional.empty(),
            LATER)
        .orElseThrow()
        .stream()
        .map(Booking::id)
        .toList();
  }

  @Test
  void shouldWaitForAnAttemptThatMayStillBecomeABooking() {
    ClassSession session = session(20);
    BookingId slow = new BookingId(salon.bean(Ids.class).nextLong());
    var _ =
        salon
            .bean(RowNotes.class)
            .take(
                salon.tenant,
                salon
                    .bean(DayLedger.class)
                    .entry(
                        salon.tenant,
                        List.of(),
                        List.of(SessionSeats.of(session.id(), 1)),
                        _ -> SessionSeats.MOST),
                slow,
                salon.bean(Ids.class)::next);

    change(session, session.cancelled(Optional.empty()));
    followers.followAll(LATER);

    assertThat(noted(session)).isTrue();
  }

  /** Somebody moves it twice, and the first turn has still to lead the last bookings along. */
  @Test
  void shouldLeadNobodyBackToATimeThatTheSessionHasLeft() {
    ClassSession session = session(20);
    Booking booking = book(session);
    ClassSession first = at(session, NINE.plusSeconds(7200));
    ClassSession second = at(session, NINE.plusSeconds(14_400));
    change(session, first);

    boolean[] begun = {false};
    Table slow =
        new Table(
            InterceptedDynamoDb.of(
                DynamoDbLocal.shared().client(),
                (operation, arguments, call) -> {
                  if (operation.equals("query") && !begun[0]) {
                    begun[0] = true;
                    Object answer = call.proceed(arguments);
                    change(session, second);
                    followers.followAll(Salon.NOW);
                    return answer;
                  }
                  return call.proceed(arguments);
                }),
            DynamoDbLocal.shared().tableName(),
            ConflictRetry.STANDARD,
            new Random());
    new SessionFollowers(
            sessions,
            salon.bean(SessionSeats.class),
            new SessionBookings(new BookingIndex(slow), new KeptTimes(slow)),
            salon.bean(Table.class),
            bookings,
            salon.bean(ClientLimits.class))
        .follow(
            new SessionChanges.Change(
                salon.tenant,
                session.id(),
                2,
                session.time().start(),
                ChangedBy.BY_ITSELF,
                Salon.NOW),
            Salon.NOW);

    assertThat(present(booking).time()).isEqualTo(second.time());
    // Told of the time that it has, and of no other.
    assertThat(present(booking).version()).isEqualTo(2);
  }

  /** No turn has written yet that it has lapsed. */
  @Test
  void shouldFreeThePlaceOfARequestThatLapsedBeforeItCouldFollow() {
    salon.store(Business.open("America/Sao_Paulo", "09:00-18:00").settings(Approval.MANUAL));
    ClassSession session = salon.session(salon.yoga(), NINE, 5);
    Actor lia = salon.client("lia");
    Booking asked =
        salon
            .creation
            .book(lia, Salon.seats(session, 1), Salon.NOW)
            .orElseThrow(why -> new IllegalStateException(why.toString()))
            .booking();
    Instant lapsed = asked.expiresAt();
    change(session, at(session, NINE.plusSeconds(7200)));

    assertThat(followers.followAll(lapsed)).isTrue();

    assertThat(present(asked).status()).isEqualTo(BookingStatus.EXPIRED);
    assertThat(
            bookings.inTheWay(
                salon.tenant,
                new PersonId("lia"),
                salon.bean(ClientLimits.class).of(lia, lapsed).orElseThrow()))
        .isEmpty();
  }

  private static ClassSession at(ClassSession session, Instant start) {
    return at(session, start, 60);
  }

  private static ClassSession at(ClassSession session, Instant start, int minutes) {
    Interval time = Interval.ofMinutes(start, minutes);
    return session.changed(
        time,
        LocalStart.of(start, new LocalTimeline(Zone.of("UTC"))),
        session.resourceIds(),
        session.names(),
        Booking.oneSeatOf(session.resourceIds(), time),
        session.seats());
  }

  private Booking present(Booking booking) {
    return bookings.find(salon.tenant, booking.id()).orElseThrow();
  }

  private boolean noted(ClassSession session) {
    return SessionChanges.ALL.due(salon.bean(Table.class), Salon.NOW).stream()
        .anyMatch(change -> change.sessionId().equals(session.id()));
  }

  private void change(ClassSession session, ClassSession next) {
    assertThat(
            sessions.change(
                salon.tenant,
                session.id(),
                Optional.empty(),
                new ChangedBy(BookingSource.STAFF, Optional.of(new PersonId("owner"))),
                present -> Result.done(with(present, next)),
                _ -> 1,
                Salon.NOW))
        .isInstanceOf(Changed.Done.class);
  }

  /** The present one has the writer of its version. */
  private static ClassSession with(ClassSession present, ClassSession next) {
    return next.isCancelled()
        ? present.cancelled(next.reason())
        : present.changed(
            next.time(),
            next.localStart(),
            next.resourceIds(),
            next.names(),
            next.taken(),
            next.seats());
  }

  private Booking book(ClassSession session) {
    Booking booking =
        SampleBooking.of(
                new BookingId(salon.bean(Ids.class).nextLong()),
                session.resourceIds(),
                session.time(),
                Salon.NOW)
            .seated(session, ClassPlace.of(session.id(), 1, List.of()));
    return ((CreateOutcome.Created)
            bookings.create(salon.tenant, booking, _ -> SessionSeats.MOST, List.of(), false))
        .booking();
  }

  private ClassSession session(int seats) {
    return session(seats, 60);
  }

  private ClassSession session(int seats, int minutes) {
    ClassSession session = another(seats, minutes);
    create(session);
    return session;
  }

  private ClassSessionStore.Written create(ClassSession session) {
    return sessions.create(salon.tenant, session, _ -> 1);
  }

  private ClassSession another(int seats) {
    return another(seats, 60);
  }

  private ClassSession another(int seats, int minutes) {
    return SampleSession.of(
        new ClassSessionId(salon.bean(Ids.class).nextLong()),
        new ServiceId("cut"),
        new ResourceId("one"),
        Interval.ofMinutes(NINE, minutes),
        seats,
        Salon.NOW);
  }
}

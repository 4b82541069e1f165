package io.marcado.bookings.realign;

import static io.marcado.bookings.realign.Diary.NOW;
import static io.marcado.bookings.realign.Realigned.Outcome.DONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.marcado.bookings.lifecycle.ApprovalRequest.ApprovedTime;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.realign.Realigned.Outcome;
import io.marcado.bookings.realign.Realignment.Keep;
import io.marcado.domain.BookingId;
import io.marcado.domain.time.LocalStart;
import io.marcado.domain.time.TzRelease;
import io.marcado.domain.time.Zone;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RealignerTest {
  private static final Realignment PRESENT = Realignment.toPresentRules();

  /** Three in the afternoon, an hour earlier since 2026b. */
  private static final LocalDateTime THREE = LocalDateTime.parse("2026-11-28T15:00");

  private final Diary vancouver = new Diary("America/Vancouver");

  @AfterEach
  void close() {
    vancouver.close();
  }

  @Test
  void shouldListWhatNewRulesHaveMovedAndChangeNothingYet() {
    BookingId winter = vancouver.book("2026a", THREE, 60, "one");
    vancouver.book("2026a", THREE.minusMonths(1), 60, "one");
    vancouver.book("2026f", THREE.plusHours(3), 60, "one");

    List<Realigned> due = vancouver.realigner.due(vancouver.salon.tenant, PRESENT, NOW);

    assertThat(due)
        .containsExactly(
            new Realigned(
                vancouver.booking(winter),
                new LocalStart(THREE, "America/Vancouver", "2026a"),
                Instant.parse("2026-11-28T23:00:00Z"),
                Instant.parse("2026-11-28T22:00:00Z"),
                new LocalStart(THREE, "America/Vancouver", TzRelease.current().name()),
                Outcome.DUE));
    assertThat(vancouver.booking(winter).version()).isEqualTo(1);
  }

  /** And an appointment into the time that the session leaves. */
  @Test
  void shouldMoveASessionWithItsBookings() {
    ClassSession session = vancouver.session("2026a", THREE, 60, "one");
    BookingId seat = vancouver.seat(session);
    BookingId after = vancouver.book("2026a", THREE.plusMinutes(65), 60, "one");
    vancouver.session("2026f", THREE.plusHours(5), 60, "one");

    Realigner.All due = vancouver.realigner.allDue(vancouver.salon.tenant, PRESENT, NOW);
    assertThat(due.sessions())
        .extracting(RealignedSession::session, RealignedSession::outcome)
        .containsExactly(tuple(session, Outcome.DUE));
    assertThat(due.bookings()).hasSize(1);
    Realigner.All done = vancouver.realigner.applyAll(vancouver.salon.tenant, PRESENT, NOW);

    assertThat(done.sessions()).extracting(RealignedSession::outcome).containsExactly(DONE);
    ClassSession moved = vancouver.session(session.id());
    assertThat(vancouver.timeline("2026f").localOf(moved.time().start())).isEqualTo(THREE);
    assertThat(moved.time().minutes()).isEqualTo(60);
    assertThat(moved.localStart().tzRelease()).isEqualTo(TzRelease.current().name());
    Booking followed = vancouver.booking(seat);
    assertThat(followed.time()).isEqualTo(moved.time());
    assertThat(followed.localStart()).contains(moved.localStart());
    assertThat(followed.version()).isEqualTo(2);
    assertThat(vancouver.timeline("2026f").localOf(vancouver.booking(after).time().start()))
        .isEqualTo(THREE.plusMinutes(65));
    assertThat(vancouver.realigner.allDue(vancouver.salon.tenant, PRESENT, NOW))
        .isEqualTo(new Realigner.All(List.of(), List.of()));
  }

  @Test
  void shouldListASessionWhoseTimeIsTaken() {
    ClassSession session = vancouver.session("2026a", THREE, 60, "one");
    vancouver.book("2026f", THREE, 30, "one");

    Realigner.All done = vancouver.realigner.applyAll(vancouver.salon.tenant, PRESENT, NOW);

    assertThat(done.sessions())
        .extracting(RealignedSession::outcome)
        .containsExactly(Outcome.CONFLICT);
    assertThat(vancouver.session(session.id())).isEqualTo(session);
  }

  /** As for a business that works online: the local start of those who come is another. */
  @Test
  void shouldTellThoseWhoComeTheirOtherLocalStartWhereInstantsStay() {
    ClassSession session = vancouver.session("2026f", THREE, 60, "one");
    BookingId seat = vancouver.seat(session);

    vancouver.realigner.applyAll(
        vancouver.salon.tenant,
        Realignment.into(Zone.of("America/Halifax"), Realignment.Keep.INSTANTS),
        NOW);

    ClassSession moved = vancouver.session(session.id());
    assertThat(moved.time()).isEqualTo(session.time());
    assertThat(moved.localStart().zone()).isEqualTo("America/Halifax");
    assertThat(vancouver.booking(seat).localStart()).contains(moved.localStart());
  }

  @Test
  void shouldMoveBookingsThatFollowOneAnotherEachIntoTheTimeOfTheNext() {
    for (int i = 0; i < 5; i++) {
      vancouver.book("2026a", THREE.plusMinutes(65L * i), 60, "one");
    }

    List<Realigned> done = apply(vancouver, PRESENT);

    assertThat(done).hasSize(5).allMatch(one -> one.outcome() == DONE);
    for (int i = 0; i < 5; i++) {
      Booking booking = vancouver.booking(vancouver.made.get(i));
      assertThat(vancouver.timeline("2026f").localOf(booking.time().start()))
          .isEqualTo(THREE.plusMinutes(65L * i));
      assertThat(booking.time().minutes()).isEqualTo(60);
    }
    vancouver.recount();
    assertThat(apply(vancouver, PRESENT)).isEmpty();
  }

  @Test
  void shouldLeaveABookingWhoseTimeIsTakenAndSaySo() {
    BookingId early = vancouver.book("2026a", THREE, 60, "one");
    BookingId late = vancouver.book("2026f", THREE, 55, "one");
    BookingId other = vancouver.book("2026a", THREE, 60, "two");

    List<Realigned> done = apply(vancouver, PRESENT);

    assertThat(done)
        .extracting(Realigned::bookingId, Realigned::outcome)
        .containsExactlyInAnyOrder(tuple(early, Outcome.CONFLICT), tuple(other, DONE));
    assertThat(vancouver.booking(early).time().start())
        .isEqualTo(Instant.parse("2026-11-28T23:00:00Z"));
    assertThat(vancouver.booking(late).version()).isEqualTo(1);
    vancouver.recount();
  }

  /** Until it is decided, the business has promised one time and the client waits for the other. */
  @Test
  void shouldMoveBothTimesOfABookingWhoseMoveWaits() {
    BookingId id = vancouver.book("2026a", THREE, 60, "one");
    vancouver.askToMove(id, "2026a", THREE.plusHours(3), "two");

    assertThat(apply(vancouver, PRESENT)).extracting(Realigned::outcome).containsExactly(DONE);

    Booking booking = vancouver.booking(id);
    ApprovedTime approved = booking.approved().orElseThrow();
    assertThat(vancouver.timeline("2026f").localOf(booking.time().start()))
        .isEqualTo(THREE.plusHours(3));
    assertThat(vancouver.timeline("2026f").localOf(approved.time().start())).isEqualTo(THREE);
    assertThat(approved.time().minutes()).isEqualTo(60);
    assertThat(booking.expiresAt()).isEqualTo(approved.time().start());
    vancouver.recount();
    assertThat(apply(vancouver, PRESENT)).isEmpty();
  }

  @Test
  void shouldMoveTheApprovedTimeEvenWhenTheRequestedOneIsRight() {
    BookingId id = vancouver.book("2026a", THREE, 60, "one");
    vancouver.askToMove(id, "2026f", THREE.plusHours(3), "two");

    assertThat(vancouver.realigner.due(vancouver.salon.tenant, PRESENT, NOW))
        .extracting(Realigned::from, Realigned::to)
        .containsExactly(
            tuple(Instant.parse("2026-11-28T23:00:00Z"), Instant.parse("2026-11-28T22:00:00Z")));
    assertThat(apply(vancouver, PRESENT)).extracting(Realigned::outcome).containsExactly(DONE);
    assertThat(apply(vancouver, PRESENT)).isEmpty();
    vancouver.recount();
  }

  /** Such a booking was made before bookings knew their local start, by the rules of 2026a. */
  @Test
  void shouldFindTheLocalStartOfABookingThatDoesNotKnowIt() {
    Instant start = Instant.parse("2026-11-28T23:00:00Z");
    BookingId id = vancouver.tryToBook(start, 60, "one", Optional.empty()).orElseThrow();

    assertThat(apply(vancouver, PRESENT)).hasSize(1);

    Booking booking = vancouver.booking(id);
    assertThat(booking.time().start()).isEqualTo(start.minusSeconds(3600));
    assertThat(booking.localStart().map(LocalStart::at)).contains(THREE);
    // The version between them tells what the client knows, so that it is told nothing.
    assertThat(booking.version()).isEqualTo(3);
  }

  @Test
  void shouldKeepLocalTimesOrInstantsWhenTheBusinessMovesToAnotherZone() {
    BookingId id = vancouver.book("2026f", THREE, 60, "one");
    Instant before = vancouver.booking(id).time().start();
    Zone toronto = Zone.of("America/Toronto");

    List<Realigned> local =
        vancouver.realigner.due(
            vancouver.salon.tenant, Realignment.into(toronto, Keep.LOCAL_TIMES), NOW);
    List<Realigned> instants = apply(vancouver, Realignment.into(toronto, Keep.INSTANTS));

    assertThat(local)
        .extracting(Realigned::to)
        .containsExactly(Instant.parse("2026-11-28T20:00:00Z"));
    assertThat(instants).extracting(Realigned::outcome).containsExactly(DONE);
    Booking booking = vancouver.booking(id);
    assertThat(booking.time().start()).isEqualTo(before);
    assertThat(booking.localStart())
        .contains(
            new LocalStart(THREE.plusHours(2), "America/Toronto", TzRelease.current().name()));

    assertThat(apply(vancouver, Realignment.into(Zone.of("America/Vancouver"), Keep.LOCAL_TIMES)))
        .hasSize(1);
    assertThat(vancouver.booking(id).time().start()).isEqualTo(before.plusSeconds(2 * 3600));
    vancouver.recount();
  }

  @Test
  void shouldHaveNothingToDoWhenTheZoneOnlyHasAnotherName() {
    vancouver.book("2026f", THREE, 60, "one");

    assertThat(apply(vancouver, Realignment.into(Zone.of("Canada/Pacific"), Keep.LOCAL_TIMES)))
        .isEmpty();
  }

  /** Four in the morning is past in Vancouver, and ahead in Honolulu. */
  @Test
  void shouldLeaveWhatHasBegunWhenTheBusinessMovesToAnotherZone() {
    vancouver.book("2026f", LocalDateTime.parse("2026-10-20T04:00"), 60, "one");

    assertThat(apply(vancouver, Realignment.into(Zone.of("Pacific/Honolulu"), Keep.LOCAL_TIMES)))
        .isEmpty();
  }

  private static List<Realigned> apply(Diary diary, Realignment realignment) {
    return diary.realigner.apply(diary.salon.tenant, realignment, NOW);
  }
}

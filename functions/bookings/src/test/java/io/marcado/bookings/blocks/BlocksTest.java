package io.marcado.bookings.blocks;

import static io.marcado.bookings.blocks.Rota.ONE;
import static io.marcado.bookings.blocks.Rota.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.blocks.Rota.Desk;
import io.marcado.bookings.ledger.SessionSeats;
import io.marcado.bookings.lifecycle.BookedNames;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.ChangedBy;
import io.marcado.bookings.lifecycle.ClassPlace;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.store.BookingStore.Replacement;
import io.marcado.bookings.store.ClassSessionStore;
import io.marcado.bookings.store.CreateOutcome;
import io.marcado.bookings.store.UpdateOutcome;
import io.marcado.domain.BlockId;
import io.marcado.domain.BookingId;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Fault;
import io.marcado.domain.Patch;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalStart;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import io.marcado.platform.bookings.BookingsOutside;
import io.marcado.platform.bookings.UpcomingSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlocksTest {
  private final Rota rota = new Rota();
  private final Desk desk = rota.desk();

  @AfterEach
  void close() {
    rota.close();
  }

  @Test
  void shouldTakeAllTimeOfABlockAndGiveAllOfItBack() {
    Block block = made(Rota.dates(List.of(ONE, TWO), "2026-12-20", "2027-01-03"));

    assertThat(block.interval())
        .isEqualTo(
            new Interval(
                Instant.parse("2026-12-20T03:00:00Z"), Instant.parse("2027-01-04T03:00:00Z")));
    assertThat(rota.cells(ONE)).hasSize(15 * 288).containsValue(10_000L);
    assertThat(rota.cells(TWO)).hasSize(15 * 288);
    assertThat(desk.book(ONE, Instant.parse("2026-12-24T12:00:00Z"))).isFalse();
    assertThat(desk.book(ONE, Instant.parse("2026-12-20T02:00:00Z"))).isTrue();
    assertThat(desk.book(ONE, Instant.parse("2027-01-04T02:00:00Z"))).isFalse();
    assertThat(desk.book(ONE, Instant.parse("2027-01-04T03:00:00Z"))).isTrue();

    remove(block);
    assertThat(rota.cells(ONE)).hasSize(24).containsValue(1L);
    assertThat(rota.cells(TWO)).isEmpty();
    assertThat(rota.marks(ONE) + rota.marks(TWO)).isZero();
    assertThat(desk.book(ONE, Instant.parse("2026-12-24T12:00:00Z"))).isTrue();
  }

  @Test
  void shouldRefuseEveryCapacityAndAddUp() {
    Block one = made(Rota.draft(List.of(ONE), Rota.hours(9, 12)));
    Block other = made(Rota.draft(List.of(ONE), Rota.hours(10, 13)));

    Booking many = rota.booking(List.of(ONE), Rota.NINE.plus(Duration.ofHours(1)));
    assertThat(desk.bookings.create(rota.tenant, many, _ -> 1000, List.of(), false))
        .isInstanceOf(CreateOutcome.SlotTaken.class);
    remove(one);
    assertThat(desk.book(ONE, Rota.NINE.plus(Duration.ofHours(1)))).isFalse();
    assertThat(desk.book(ONE, Rota.NINE)).isTrue();
    remove(other);
    assertThat(desk.book(ONE, Rota.NINE.plus(Duration.ofHours(1)))).isTrue();
  }

  @Test
  void shouldAnswerWithTheBookingsBeneathAndDoNothing() {
    Booking booking = booked(List.of(ONE), Rota.NINE);
    Booking both = booked(List.of(ONE, TWO), Rota.NINE.plus(Duration.ofHours(2)));

    assertThat(beneath(Rota.draft(List.of(ONE), Rota.hours(9, 18)))).isEqualTo(2);
    assertThat(beneath(Rota.draft(List.of(TWO), Rota.hours(9, 18)))).isEqualTo(1);
    assertThat(rota.cells(ONE)).hasSize(24);
    assertThat(rota.noted()).isZero();
    assertThat(desk.block(Rota.draft(List.of(ONE), Rota.hours(10, 11))))
        .isInstanceOf(Result.Done.class);
    assertThat(List.of(booking.id(), both.id())).doesNotHaveDuplicates();
  }

  @Test
  void shouldFindABookingThatTheIndexDoesNotKnowYet() {
    // As if it were made at this moment: its time is taken, and it is not written.
    rota.salon.take(new BookingId(rota.ids.nextLong()), ONE, Interval.ofMinutes(Rota.NINE, 60));

    assertThat(beneath(Rota.draft(List.of(ONE, TWO), Rota.hours(9, 18)))).isEqualTo(1);
    assertThat(rota.cells(ONE)).hasSize(12);
    assertThat(rota.cells(TWO)).isEmpty();
  }

  @Test
  void shouldKeepBookingsThatMayStillBeCancelledAndMovedAway() {
    Booking kept = booked(List.of(ONE), Rota.NINE);
    Booking other = booked(List.of(ONE), Rota.NINE.plus(Duration.ofHours(2)));
    Block block = made(Rota.keeping(Rota.draft(List.of(ONE), Rota.hours(9, 13))));
    assertThat(rota.cells(ONE)).containsValue(10_001L).containsValue(10_000L);

    assertThat(moved(kept, Rota.NINE.plus(Duration.ofMinutes(30))))
        .isInstanceOf(UpdateOutcome.SlotTaken.class);
    assertThat(moved(kept, Rota.NINE.plus(Duration.ofHours(5))))
        .isInstanceOf(UpdateOutcome.Updated.class);
    assertThat(
            desk.bookings.change(
                rota.tenant,
                other.id(),
                _ -> true,
                Optional.empty(),
                present -> present.cancelled(Optional.empty()).map(Replacement::takingNoTime),
                Rota.NOW))
        .isInstanceOf(UpdateOutcome.Updated.class);
    assertThat(rota.cells(ONE)).doesNotContainValue(10_001L);
    remove(block);
    assertThat(rota.cells(ONE)).hasSize(12);
  }

  @Test
  void shouldAskOnlyForBookingsOfTheTimeThatIsNew() {
    booked(List.of(ONE), Rota.NINE);
    booked(List.of(ONE), Rota.NINE.plus(Duration.ofHours(4)));
    Block block = made(Rota.keeping(Rota.draft(List.of(ONE), Rota.hours(9, 12))));

    Block longer = changed(block, at(8), at(13));
    assertThat(longer.version()).isEqualTo(2);
    assertThat(change(longer, Optional.empty(), Optional.of(at(14)), false).whyRefused())
        .get()
        .isInstanceOf(BlockRefusal.OverBookings.class);
    assertThat(rota.marks(ONE)).isEqualTo(1);
    Block longest =
        change(longer, Optional.empty(), Optional.of(at(14)), true)
            .orElseThrow(refusal -> new IllegalStateException(refusal.toString()));
    Block shorter = changed(longest, at(11), at(12));
    assertThat(rota.cells(ONE).values().stream().filter(seats -> seats == 10_000L)).hasSize(12);
    assertThat(change(longer, Optional.empty(), Optional.of(at(14)), true).whyRefused())
        .contains(new BlockRefusal.Stale(4));
    remove(shorter);
    assertThat(rota.cells(ONE).values()).containsOnly(1L).hasSize(24);
  }

  @Test
  void shouldChangeWhatIsSaidWithoutTakingAnything() {
    Block block = made(Rota.draft(List.of(ONE), Rota.hours(9, 12)));
    Block said =
        desk.blocks
            .change(
                rota.admin(),
                new BlockEdit(
                    block.id(),
                    1,
                    Optional.empty(),
                    Optional.empty(),
                    new Patch.Set<>("Kurs"),
                    Optional.of(true),
                    false),
                Rota.NOW)
            .orElseThrow(refusal -> new IllegalStateException(refusal.toString()));

    assertThat(said.reason()).contains("Kurs");
    assertThat(said.isPrivate()).isTrue();
    assertThat(rota.noted()).isEqualTo(1);
    assertThat(desk.store.find(rota.tenant, block.id()).orElseThrow().block()).isEqualTo(said);
  }

  @Test
  void shouldRefuseTimesThatNoBlockHas() {
    assertThat(faults(Rota.dates(List.of(new ResourceId("three")), "2026-11-20", "2027-12-31")))
        .containsExactly("/resourceIds/0", "/to");
    assertThat(
            faults(Rota.draft(List.of(ONE), Interval.ofMinutes(Rota.NOW.minusSeconds(90000), 60))))
        .containsExactly("/to", "/from");
    assertThat(faults(Rota.dates(List.of(ONE), "2029-11-20", "2029-12-31"))).containsExactly("/to");
    assertThat(made(Rota.dates(List.of(ONE), "2026-11-20", "2027-12-24")).resourceIds())
        .containsExactly(ONE);
    assertThat(rota.marks(ONE)).isEqualTo(401);
  }

  @Test
  void shouldAnswerARepetitionWithTheSameBlock() {
    BlockDraft draft = Rota.withKey(Rota.draft(List.of(ONE), Rota.hours(9, 12)), "key");
    Block block = made(draft);
    Blocks.Made again = desk.block(draft).orElseThrow(_ -> new IllegalStateException());

    assertThat(again).isEqualTo(new Blocks.Made(block, true));
    assertThat(
            desk.block(Rota.withKey(Rota.draft(List.of(TWO), Rota.hours(9, 12)), "key"))
                .whyRefused())
        .contains(new BlockRefusal.KeyReused());
    remove(block);
    assertThat(desk.block(draft).whyRefused()).contains(new BlockRefusal.NotFound());
  }

  /** The time is its session's, and its bookings have seats of that. */
  @Test
  void shouldNameTheBookingsOfAClassOrASessionThatNobodyHasBooked() {
    ClassSession session = session(Rota.NINE);
    BookingsOutside empty = outside(Rota.draft(List.of(ONE, TWO), Rota.hours(9, 18)));
    assertThat(empty.count()).isZero();
    assertThat(empty.sessions())
        .extracting(UpcomingSession::sessionId)
        .containsExactly(session.id());

    seated(session);
    seated(session);
    BookingsOutside booked = outside(Rota.draft(List.of(ONE), Rota.hours(9, 18)));
    assertThat(booked.count()).isEqualTo(2);
    assertThat(booked.sessions()).isEmpty();
    assertThat(rota.cells(ONE)).hasSize(12).containsValue(1L);
    assertThat(rota.noted()).isZero();
    made(Rota.draft(List.of(TWO), Rota.hours(9, 18)));

    desk.sessions.change(
        rota.tenant,
        session.id(),
        Optional.empty(),
        ChangedBy.BY_ITSELF,
        present -> Result.done(present.cancelled(Optional.empty())),
        _ -> 1,
        Rota.NOW);
    made(Rota.draft(List.of(ONE), Rota.hours(9, 18)));
  }

  private ClassSession session(Instant start) {
    Interval time = Interval.ofMinutes(start, 60);
    ClassSession session =
        new ClassSession(
            new ClassSessionId(rota.ids.nextLong()),
            new ServiceId("yoga"),
            ClassSession.Status.SCHEDULED,
            time,
            LocalStart.of(start, new LocalTimeline(Zone.of("UTC"))),
            List.of(ONE),
            new BookedNames("Yoga", List.of("one")),
            Booking.oneSeatOf(List.of(ONE), time),
            12,
            Optional.empty(),
            Optional.empty(),
            "hash",
            "",
            1,
            Rota.NOW,
            Rota.NOW);
    assertThat(desk.sessions.create(rota.tenant, session, _ -> 1))
        .isInstanceOf(ClassSessionStore.Written.Done.class);
    return session;
  }

  private void seated(ClassSession session) {
    Booking booking =
        rota.booking(List.of(ONE), session.time().start())
            .seated(session, ClassPlace.of(session.id(), 3, List.of()));
    assertThat(desk.bookings.create(rota.tenant, booking, _ -> SessionSeats.MOST, List.of(), false))
        .isInstanceOf(CreateOutcome.Created.class);
  }

  private static Instant at(int hour) {
    return Rota.hours(hour, hour + 1).start();
  }

  private Block made(BlockDraft draft) {
    return desk.block(draft)
        .orElseThrow(refusal -> new IllegalStateException(refusal.toString()))
        .block();
  }

  private int beneath(BlockDraft draft) {
    return outside(draft).count();
  }

  private BookingsOutside outside(BlockDraft draft) {
    return desk.block(draft)
        .whyRefused()
        .map(BlockRefusal.OverBookings.class::cast)
        .orElseThrow()
        .bookings();
  }

  private List<String> faults(BlockDraft draft) {
    return desk
        .block(draft)
        .whyRefused()
        .map(BlockRefusal.Faulty.class::cast)
        .orElseThrow()
        .faults()
        .stream()
        .map(Fault::pointer)
        .toList();
  }

  private Block changed(Block block, Instant from, Instant to) {
    return change(block, Optional.of(from), Optional.of(to), false)
        .orElseThrow(refusal -> new IllegalStateException(refusal.toString()));
  }

  private Result<Block, BlockRefusal> change(
      Block block, Optional<Instant> from, Optional<Instant> to, boolean keeps) {
    return desk.blocks.change(
        rota.admin(),
        new BlockEdit(
            block.id(),
            block.version(),
            from.map(BlockMoment.At::new),
            to.map(BlockMoment.At::new),
            new Patch.Keep<>(),
            Optional.empty(),
            keeps),
        Rota.NOW);
  }

  private void remove(Block block) {
    Result<BlockId, BlockRefusal> removed =
        desk.blocks.remove(rota.admin(), block.id(), Optional.of(block.version()), Rota.NOW);
    assertThat(removed).isEqualTo(Result.done(block.id()));
  }

  private Booking booked(List<ResourceId> chairs, Instant start) {
    Booking booking = rota.booking(chairs, start);
    assertThat(desk.create(booking)).isInstanceOf(CreateOutcome.Created.class);
    return booking;
  }

  private UpdateOutcome moved(Booking booking, Instant start) {
    Interval time = Interval.ofMinutes(start, 60);
    return desk.bookings.change(
        rota.tenant,
        booking.id(),
        _ -> true,
        Optional.empty(),
        present ->
            present
                .moved(
                    List.of(ONE),
                    Map.of(),
                    time,
                    Booking.oneSeatOf(List.of(ONE), time),
                    new LocalTimeline(Zone.of("UTC")))
                .map(next -> new Replacement(next, Map.of(ONE, 1))),
        Rota.NOW);
  }
}

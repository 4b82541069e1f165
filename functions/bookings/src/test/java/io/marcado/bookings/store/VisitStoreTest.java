package io.marcado.bookings.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.events.MadeBookings;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.ledger.TakenTime;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.HoldTerms;
import io.marcado.bookings.lifecycle.SampleBooking;
import io.marcado.bookings.lifecycle.VisitPart;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.BookingId;
import io.marcado.domain.Ids;
import io.marcado.domain.Money;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A visit that comes back to a person takes two pieces of one row, and what is between is free. */
class VisitStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant OVER = NOW.plus(Duration.ofMinutes(10));
  private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-23");
  private static final ResourceId ANA = new ResourceId("ana");
  private static final ResourceId BRUNO = new ResourceId("bruno");

  private final DynamoDbLocal dynamoDb = DynamoDbLocal.shared();
  private final Ids ids = new Ids(new Random());
  private final TenantId tenant = new TenantId(ids.next());

  @Test
  void shouldKeepThePartsOfAVisit() {
    Booking visit = visit(List.of(part(ANA, 0, 30), part(BRUNO, 30, 30), part(ANA, 60, 30)));

    create(NOW, visit);

    Booking stored = store(NOW).find(tenant, visit.id()).orElseThrow();
    assertThat(stored.visit()).isEqualTo(visit.visit());
    assertThat(stored.taken()).isEqualTo(visit.taken());
    Booking approved =
        stored
            .waiting(stored, OVER)
            .rejected(Optional.empty())
            .orElseThrow(why -> new IllegalStateException(why.toString()));
    assertThat(approved.visit()).isEqualTo(visit.visit());
  }

  @Test
  void shouldLeaveFreeWhatLiesBetween() {
    create(NOW, visit(List.of(part(ANA, 0, 30), part(ANA, 60, 30))));

    assertThat(create(NOW, visit(List.of(part(ANA, 30, 30), part(BRUNO, 60, 30)))))
        .isInstanceOf(CreateOutcome.Created.class);
    assertThat(create(NOW, visit(List.of(part(ANA, 85, 30), part(BRUNO, 60, 30)))))
        .isInstanceOf(CreateOutcome.SlotTaken.class);
    assertThat(taken()).isEqualTo(18);
    assertThat(notes()).hasSize(1);
  }

  @Test
  void shouldGiveUpBothPiecesOfAHoldAndNothingElse() {
    Booking held = held(visit(List.of(part(ANA, 0, 30), part(ANA, 60, 30))));
    create(NOW, held);
    assertThat(notes()).hasSize(1);
    create(NOW, visit(List.of(part(ANA, 30, 30), part(BRUNO, 60, 30))));
    assertThat(seats(OVER.minusSeconds(1), NINE)).isEqualTo(1);
    assertThat(seats(OVER, NINE)).isZero();
    assertThat(seats(OVER, NINE.plusSeconds(1800))).isEqualTo(1);
    assertThat(seats(OVER, NINE.plusSeconds(3600))).isZero();

    assertThat(create(OVER, visit(List.of(part(ANA, 80, 30), part(BRUNO, 0, 30)))))
        .isInstanceOf(CreateOutcome.Created.class);

    assertThat(taken()).isEqualTo(12);
  }

  @Test
  void shouldGiveBackAHoldOfTwoRowsWithGaps() {
    Booking held = held(visit(List.of(part(ANA, 0, 30), part(BRUNO, 30, 30), part(ANA, 60, 30))));
    create(NOW, held);

    assertThat(
            store(NOW)
                .release(tenant, store(NOW).findHold(tenant, held.id()).orElseThrow().booking()))
        .isTrue();

    assertThat(taken()).isZero();
    assertThat(seats(NOW, NINE.plusSeconds(1800))).isZero();
    assertThat(notes()).isEmpty();
  }

  @Test
  void shouldTidyTheNoteOfAVisitInOneRow() {
    Booking visit = visit(List.of(part(ANA, 0, 30), part(ANA, 60, 30)));
    create(NOW, visit);
    Optional<Item> item = table().of(tenant).get(BookingItem.key(tenant, visit.id()));

    List<MadeBookings.Made> made = MadeBookings.Made.by(tenant, Optional.empty(), item);
    new MadeBookings(new RowNotes(table(), () -> NOW)).tidy(made);

    assertThat(made).hasSize(1);
    assertThat(notes()).isEmpty();
    assertThat(taken()).isEqualTo(12);
  }

  @Test
  void shouldTakeOnceWhatTwoPartsTakeOfAPerson() {
    CellRange first = CellRange.of(Interval.ofMinutes(NINE, 40));
    CellRange second = CellRange.of(Interval.ofMinutes(NINE.plusSeconds(1800), 30));
    CellRange later = CellRange.of(Interval.ofMinutes(NINE.plusSeconds(7200), 30));

    assertThat(
            TakenTime.merged(
                List.of(
                    new TakenTime(ANA, later, 1),
                    new TakenTime(ANA, first, 1),
                    new TakenTime(BRUNO, first, 1),
                    new TakenTime(ANA, second, 1))))
        .containsExactly(
            new TakenTime(ANA, CellRange.of(Interval.ofMinutes(NINE, 60)), 1),
            new TakenTime(ANA, later, 1),
            new TakenTime(BRUNO, first, 1));
  }

  private static VisitPart part(ResourceId who, int after, int minutes) {
    return new VisitPart(
        new ServiceId("cut"),
        "Cut",
        List.of(who),
        after,
        minutes,
        Optional.of(Money.of("10.00", "BRL")));
  }

  private Booking visit(List<VisitPart> parts) {
    VisitPart last = parts.getLast();
    List<ResourceId> who =
        parts.stream().flatMap(part -> part.resourceIds().stream()).distinct().toList();
    return SampleBooking.of(
            new BookingId(ids.nextLong()),
            who,
            Interval.ofMinutes(NINE, last.afterMinutes() + last.minutes()),
            TakenTime.merged(
                parts.stream()
                    .flatMap(
                        part -> Booking.oneSeatOf(part.resourceIds(), part.time(NINE)).stream())
                    .toList()),
            NOW)
        .visiting(parts);
  }

  private static Booking held(Booking visit) {
    return new SampleBooking.Variant(visit)
        .status(BookingStatus.HELD)
        .made()
        .visiting(visit.visit())
        .heldOn(HoldTerms.from(NOW, 10, 60));
  }

  private CreateOutcome create(Instant clock, Booking booking) {
    return store(clock).create(tenant, booking, _ -> 1, List.of(), false);
  }

  private BookingStore store(Instant clock) {
    return BookingStore.of(table(), ids, () -> clock);
  }

  private Table table() {
    return new Table(
        dynamoDb.client(),
        dynamoDb.tableName(),
        new ConflictRetry(3, Duration.ofMillis(1), Duration.ofMillis(2)),
        new Random());
  }

  private int seats(Instant clock, Instant at) {
    return new DayRows(table(), new RowNotes(table(), () -> clock))
        .occupancy(tenant, ANA, MONDAY, MONDAY)
        .at(Cells.startingAt(at));
  }

  /** Cells of Ana's row that are not empty, whatever its notes say. */
  private long taken() {
    return row().entrySet().stream()
        .filter(cell -> cell.getKey().matches("c\\d+") && !cell.getValue().n().equals("0"))
        .count();
  }

  private List<String> notes() {
    return row().keySet().stream().filter(name -> name.startsWith("n")).toList();
  }

  private Map<String, AttributeValue> row() {
    return table()
        .of(tenant)
        .get(ItemKey.of(tenant, "DAY#" + ANA, MONDAY.toString()))
        .map(Item::attributes)
        .orElse(Map.of());
  }
}

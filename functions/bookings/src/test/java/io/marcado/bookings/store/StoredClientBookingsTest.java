package io.marcado.bookings.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.SampleBooking;
import io.marcado.bookings.published.BookingEvent;
import io.marcado.bookings.published.BookingImage;
import io.marcado.bookings.published.ClientBooking;
import io.marcado.bookings.store.BookingStore.Replacement;
import io.marcado.domain.BookingId;
import io.marcado.domain.Ids;
import io.marcado.domain.PersonId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.platform.deadline.Deadline;
import io.marcado.platform.paging.Page;
import io.marcado.platform.replay.Repeatable;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Table;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class StoredClientBookingsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant LATER = Instant.parse("2026-11-21T10:00:00Z");
  private static final ResourceId CHAIR = new ResourceId("chair");
  private static final PersonId ANA = new PersonId("ana");
  private static final PersonId BIA = new PersonId("bia");
  private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");

  private final DynamoDbLocal dynamoDb = DynamoDbLocal.shared();
  private final Ids ids = new Ids(new Random());
  private final TenantId tenant = new TenantId(ids.next());
  private final Table table =
      new Table(dynamoDb.client(), dynamoDb.tableName(), ConflictRetry.STANDARD, new Random());
  private final DayRows rows = new DayRows(table, new RowNotes(table, () -> NOW));
  private final BookingStore store = BookingStore.of(table, ids, () -> NOW);
  private final StoredClientBookings bookings =
      new StoredClientBookings(new BookingIndex(table), store, () -> NOW);

  @Test
  void shouldTellAllOfOneClientInPages() {
    List<BookingId> own = new ArrayList<>();
    for (int hour = 0; hour < 5; hour++) {
      own.add(make(ANA, NINE.plus(Duration.ofHours(hour))).id());
    }
    make(BIA, NINE.plus(Duration.ofHours(9)));

    List<ClientBooking> told = new ArrayList<>();
    Optional<String> position = Optional.empty();
    do {
      Page<ClientBooking> page = bookings.page(tenant, ANA, 2, position);
      told.addAll(page.items());
      position = page.next();
    } while (position.isPresent());

    assertThat(told).extracting(one -> one.booking().bookingId()).containsExactlyElementsOf(own);
    assertThat(told)
        .allSatisfy(
            one -> {
              assertThat(one.notes()).contains("allergic to nuts");
              assertThat(one.customFields()).containsEntry("child", "Leo");
              assertThat(one.toString()).doesNotContain("nuts");
            });
  }

  @Test
  void shouldForgetWhatWasWrittenAndKeepTheTimes() {
    Booking before = make(ANA, NINE);
    Booking cancelled = make(ANA, NINE.plus(Duration.ofHours(2)));
    change(cancelled.id(), present -> present.cancelled(Optional.of("Ana is ill")));
    Booking other = make(BIA, NINE.plus(Duration.ofHours(4)));

    assertThat(bookings.erase(tenant, ANA, LATER)).isTrue();

    Booking after = find(before.id());
    assertThat(after.notes()).isEmpty();
    assertThat(after.customFields()).isEmpty();
    assertThat(after.requestHash()).isNotEqualTo(before.requestHash());
    assertThat(after.time()).isEqualTo(before.time());
    assertThat(after.taken()).isEqualTo(before.taken());
    assertThat(after.status()).isEqualTo(before.status());
    assertThat(after.price()).isEqualTo(before.price());
    assertThat(after.clientId()).contains(ANA);
    assertThat(seats(NINE)).isEqualTo(1);
    assertThat(find(cancelled.id()).reason()).isEmpty();
    assertThat(seats(NINE.plus(Duration.ofHours(2)))).isZero();
    assertThat(find(other.id()).notes()).contains("allergic to nuts");
    assertThat(textOf(before.id())).doesNotContain("nuts", "Leo", "hash-of-a-phone");
  }

  @Test
  void shouldMakeANewVersionOfWhichNobodyIsTold() {
    Booking before = make(ANA, NINE);

    bookings.erase(tenant, ANA, LATER);

    Booking after = find(before.id());
    BookingImage was = before.image();
    BookingImage is = after.image();
    assertThat(is.version()).isEqualTo(2);
    assertThat(BookingEvent.of(tenant, is, was).detailType()).isEqualTo(BookingEvent.UPDATED);
    // What messages state.
    assertThat(is.start()).isEqualTo(was.start());
    assertThat(is.resourceIds()).isEqualTo(was.resourceIds());
    assertThat(is.status()).isEqualTo(was.status());
    // A client that had read the note cannot write it back.
    assertThat(
            store.change(
                tenant,
                before.id(),
                _ -> true,
                Optional.of(1L),
                present ->
                    Result.done(Replacement.takingNoTime(present.noted(Optional.of("again")))),
                LATER))
        .isEqualTo(new UpdateOutcome.Refused(new BookingRefusal.Stale(2)));
  }

  @Test
  void shouldWriteNothingMoreWhenRepeated() {
    Booking before = make(ANA, NINE);
    bookings.erase(tenant, ANA, LATER);

    assertThat(bookings.erase(tenant, ANA, LATER.plusSeconds(3600))).isTrue();

    assertThat(find(before.id()).version()).isEqualTo(2);
    assertThat(find(before.id()).updatedAt()).isEqualTo(LATER);
  }

  @Test
  void shouldStopBeforeTheTimeIsOverAndGoOnLater() {
    Booking booking = make(ANA, NINE);

    assertThat(Deadline.in(Duration.ZERO).during(() -> bookings.erase(tenant, ANA, LATER)))
        .isFalse();
    assertThat(find(booking.id()).notes()).isPresent();

    assertThat(bookings.erase(tenant, ANA, LATER)).isTrue();
    assertThat(find(booking.id()).notes()).isEmpty();
  }

  @Test
  void shouldTakeALateRepetitionOfTheRequestForAnotherOne() {
    Booking before = make(ANA, NINE);
    bookings.erase(tenant, ANA, LATER);

    Repeatable request = new Repeatable(Optional.of(before.id().value()), before.requestHash());
    assertThat(store.earlier(tenant, request))
        .contains(new CreateOutcome.Refused(new BookingRefusal.KeyReused()));
  }

  private Booking make(PersonId clientId, Instant start) {
    Interval time = Interval.ofMinutes(start, 60);
    Booking plain = SampleBooking.of(new BookingId(ids.nextLong()), List.of(CHAIR), time, NOW);
    Booking booking =
        new SampleBooking.Variant(plain.noted(Optional.of("allergic to nuts")))
            .client(Optional.of(clientId))
            .price("50.00")
            .customFields(Map.of("child", "Leo", "seats", new BigDecimal("2")))
            .requestHash("hash-of-a-phone")
            .made();
    assertThat(store.create(tenant, booking, _ -> 1, List.of(), false))
        .isInstanceOf(CreateOutcome.Created.class);
    return find(booking.id());
  }

  private void change(BookingId id, Function<Booking, Result<Booking, BookingRefusal>> decision) {
    store.change(
        tenant,
        id,
        _ -> true,
        Optional.empty(),
        present -> decision.apply(present).map(Replacement::takingNoTime),
        NOW);
  }

  private Booking find(BookingId id) {
    return store.find(tenant, id).orElseThrow();
  }

  /** All that stands anywhere in a booking's item. */
  private String textOf(BookingId id) {
    return table
        .of(tenant)
        .get(BookingItem.key(tenant, id))
        .orElseThrow()
        .attributes()
        .values()
        .toString();
  }

  private int seats(Instant at) {
    LocalDate day = Cells.dayOf(Cells.startingAt(at));
    return rows.occupancy(tenant, CHAIR, day, day).at(Cells.startingAt(at));
  }
}

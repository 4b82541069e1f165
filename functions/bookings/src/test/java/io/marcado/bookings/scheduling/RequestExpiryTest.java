package io.marcado.bookings.scheduling;

import static io.marcado.bookings.scheduling.Salon.NINE;
import static io.marcado.bookings.scheduling.Salon.NOW;
import static io.marcado.bookings.scheduling.Salon.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.rules.Business;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.PendingRequests;
import io.marcado.domain.BookingId;
import io.marcado.domain.Result;
import io.marcado.domain.settings.Approval;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The expiry of requests that nobody decides in time. */
@Isolated("A turn expires requests of all businesses, also those of other tests.")
class RequestExpiryTest {
  private final Salon salon = new Salon("");

  @BeforeEach
  void manual() {
    salon.store(Business.open("America/Sao_Paulo", "09:00-18:00").settings(Approval.MANUAL));
  }

  @AfterEach
  void close() {
    salon.close();
  }

  /** A turn may come in the same second, before the deadline. */
  @Test
  void shouldExpireARequestWhoseDeadlineIsInTheSecondOfATurn() {
    Booking asked = ask(NOW.plusMillis(700));
    Instant turn = asked.expiresAt().minusMillis(500);

    expire(turn);
    assertThat(stored(asked).status()).isEqualTo(BookingStatus.PENDING);
    expire(turn.plus(Duration.ofMinutes(5)));

    assertThat(stored(asked).status()).isEqualTo(BookingStatus.EXPIRED);
    assertThat(stored(asked).held()).isEmpty();
  }

  @Test
  void shouldExpireOthersWhereOneCannotBeExpired() {
    Booking broken = ask(NOW);
    Booking asked = ask(NOW, NINE.plus(Duration.ofHours(2)));
    Table table = salon.bean(Table.class);
    List<BookingId> seen = new ArrayList<>();

    boolean done =
        PendingRequests.ALL.each(
            table,
            asked.expiresAt(),
            entry -> {
              seen.add(entry.bookingId());
              if (entry.bookingId().equals(broken.id())) {
                throw new IllegalStateException("broken");
              }
              PendingRequests.ALL.remove(table, entry);
            });

    assertThat(done).isTrue();
    assertThat(seen).contains(broken.id(), asked.id());
    assertThat(PendingRequests.ALL.due(table, asked.expiresAt()))
        .extracting(PendingRequests.Entry::bookingId)
        .contains(broken.id())
        .doesNotContain(asked.id());
  }

  /** As a release that is rolled back may leave one. */
  @Test
  void shouldExpireOthersWhereOneCannotBeRead() {
    Booking asked = ask(NOW);
    PartitionKey requests = PartitionKey.platform("REQUESTS");
    ItemKey strange = requests.item("2020-01-01T00:00:00Z#" + salon.tenant + "#strange");
    Table table = salon.bean(Table.class);
    assertThat(
            table
                .platform()
                .write(Write.put(strange, Item.builder().text("of", "tomorrow").build())))
        .isInstanceOf(Outcome.Written.class);

    expire(asked.expiresAt());

    assertThat(stored(asked).status()).isEqualTo(BookingStatus.EXPIRED);
    assertThat(table.platform().get(strange)).isPresent();
    assertThat(table.platform().write(Write.delete(strange))).isInstanceOf(Outcome.Written.class);
  }

  @Test
  void shouldExpireARequestAtItsDeadline() {
    Booking asked = ask(NOW);

    expire(asked.expiresAt().minusMillis(1));
    assertThat(stored(asked).status()).isEqualTo(BookingStatus.PENDING);
    expire(asked.expiresAt());

    assertThat(stored(asked).status()).isEqualTo(BookingStatus.EXPIRED);
  }

  /** It was to lapse at its start. The entry of that time finds it and has nothing to do. */
  @Test
  void shouldExpireAMovedRequestAtItsNewEnd() {
    Booking asked = ask(NINE.minus(Duration.ofMinutes(30)));
    Booking moved =
        salon
            .updates
            .move(
                salon.client("ana"),
                asked.id(),
                Optional.empty(),
                BookingWithoutHttpTest.to(NINE.plus(Duration.ofDays(2)), Set.of()),
                NINE.minus(Duration.ofMinutes(10)))
            .orElseThrow(refusal -> new IllegalStateException(refusal.toString()))
            .booking();

    expire(asked.expiresAt());
    assertThat(stored(asked).status()).isEqualTo(BookingStatus.PENDING);
    expire(moved.expiresAt());

    assertThat(moved.expiresAt()).isAfter(NINE);
    assertThat(stored(asked).status()).isEqualTo(BookingStatus.EXPIRED);
  }

  @Test
  void shouldShowARetryThatItsRequestHasLapsed() {
    Booking asked = ask(NOW);

    Booked again =
        salon
            .creation
            .book(
                salon.client("ana"),
                Salon.withKey(request(NINE), "key of " + NINE),
                asked.expiresAt())
            .orElseThrow(refusal -> new IllegalStateException(refusal.toString()));

    assertThat(again.replayed()).isTrue();
    assertThat(again.booking().status()).isEqualTo(BookingStatus.EXPIRED);
    assertThat(stored(asked).status()).isEqualTo(BookingStatus.PENDING);
  }

  /** As a hold that is over: nobody waits for a turn. */
  @Test
  void shouldGiveUpALapsedRequestForWhoWantsItsTime() {
    Booking first = ask(NOW);
    Booking other =
        salon
            .creation
            .book(salon.client("rui"), request(NINE.plus(Duration.ofHours(3))), NOW)
            .orElseThrow(refusal -> new IllegalStateException(refusal.toString()))
            .booking();
    Instant lapsed = first.expiresAt();
    Result<Booked, BookingRefusal> early =
        salon.creation.book(salon.client("eva"), request(NINE), lapsed.minusMillis(1));
    assertThat(early.whyRefused()).containsInstanceOf(BookingRefusal.SlotTaken.class);

    Booked booked =
        salon
            .creation
            .book(salon.client("eva"), request(NINE), lapsed)
            .orElseThrow(refusal -> new IllegalStateException(refusal.toString()));
    Result<Booked, BookingRefusal> moved =
        salon.updates.move(
            salon.automation(),
            booked.booking().id(),
            Optional.empty(),
            BookingWithoutHttpTest.to(other.time().start(), Set.of()),
            other.expiresAt());

    assertThat(stored(first).status()).isEqualTo(BookingStatus.EXPIRED);
    assertThat(stored(other).status()).isEqualTo(BookingStatus.EXPIRED);
    assertThat(moved.whyRefused()).isEmpty();
    assertThat(salon.creation.book(salon.client("lia"), request(NINE), lapsed).whyRefused())
        .isEmpty();
  }

  @Test
  void shouldOfferNoMoveOfARequestThatHasLapsed() {
    Booking asked = ask(NOW);

    assertThat(offered(asked, asked.expiresAt().minusMillis(1)).whyRefused()).isEmpty();
    assertThat(offered(asked, asked.expiresAt()).whyRefused())
        .containsInstanceOf(AvailabilityRefusal.NotMovable.class);
  }

  private Result<AvailabilityQueries.Free, AvailabilityRefusal> offered(
      Booking booking, Instant now) {
    LocalDate monday = LocalDate.of(2026, 11, 23);
    return salon
        .bean(AvailabilityQueries.class)
        .ofService(
            new AvailabilityQuestion(
                salon.client("ana"),
                booking.serviceId(),
                new LocalDates(monday, monday),
                Optional.empty(),
                Optional.of(booking.id()),
                now));
  }

  private Booking ask(Instant now) {
    return ask(now, NINE);
  }

  private Booking ask(Instant now, Instant start) {
    return salon
        .creation
        .book(salon.client("ana"), Salon.withKey(request(start), "key of " + start), now)
        .orElseThrow(refusal -> new IllegalStateException(refusal.toString()))
        .booking();
  }

  private void expire(Instant now) {
    assertThat(salon.bean(RequestExpiry.class).expire(now)).isTrue();
  }

  /** As it is written, whatever time has made of it. */
  private Booking stored(Booking booking) {
    return salon.bean(BookingStore.class).find(salon.tenant, booking.id()).orElseThrow();
  }
}

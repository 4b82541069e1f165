package io.marcado.bookings.scheduling;

import static io.marcado.bookings.scheduling.Salon.NINE;
import static io.marcado.bookings.scheduling.Salon.NOW;
import static io.marcado.bookings.scheduling.Salon.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.published.BookingDetails;
import io.marcado.bookings.published.BookingReplies;
import io.marcado.bookings.published.BookingReplies.Replied;
import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.store.BookingStore;
import io.marcado.domain.BookingId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers by a word have the rules of the link: clients may cancel until a day before. */
class RepliesToMessagesTest {
  private static final Instant TOO_LATE = NINE.minus(Duration.ofHours(23));

  private final Salon salon = new Salon();
  private final BookingReplies replies = salon.bean(BookingReplies.class);
  private final Booking booked =
      salon
          .creation
          .book(salon.client("ana"), request(NINE), NOW)
          .orElseThrow(refusal -> new IllegalStateException(refusal.toString()))
          .booking();
  private final String stated = BookingDetails.stated(booked.image());

  @AfterEach
  void close() {
    salon.close();
  }

  @Test
  void shouldConfirmOnceHoweverOftenTheClientSaysSo() {
    assertThat(confirm(NOW)).isInstanceOf(Replied.Done.class);
    Booking confirmed = stored();
    assertThat(confirmed.confirmedAt()).contains(NOW);
    assertThat(confirmed.image().changeSource()).isEqualTo(BookingSource.PUBLIC);

    assertThat(confirm(NOW.plusSeconds(60))).isInstanceOf(Replied.Done.class);
    assertThat(stored()).isEqualTo(confirmed);
  }

  @Test
  void shouldCancelWithinTheWindowAndChangeNothingBeforeIt() {
    assertThat(mayCancel(NOW)).isInstanceOf(Replied.Done.class);
    assertThat(mayCancel(TOO_LATE)).isInstanceOf(Replied.TooLate.class);
    assertThat(cancel(TOO_LATE)).isInstanceOf(Replied.TooLate.class);
    assertThat(stored()).isEqualTo(booked);

    assertThat(cancel(NOW)).isInstanceOf(Replied.Done.class);
    Booking cancelled = stored();
    assertThat(cancelled.status()).isEqualTo(BookingStatus.CANCELLED);
    assertThat(cancel(NOW.plusSeconds(60))).isInstanceOf(Replied.Done.class);
    assertThat(mayCancel(TOO_LATE)).isInstanceOf(Replied.Done.class);
    assertThat(confirm(NOW)).isInstanceOf(Replied.NotAsItIs.class);
    assertThat(stored()).isEqualTo(cancelled);
  }

  @Test
  void shouldDoNothingToWhatTheMessageDidNotState() {
    Instant ten = NINE.plus(Duration.ofHours(1));
    Booking moved =
        salon
            .updates
            .move(
                salon.automation(),
                booked.id(),
                Optional.empty(),
                BookingWithoutHttpTest.to(ten, Set.of()),
                NOW)
            .orElseThrow(refusal -> new IllegalStateException(refusal.toString()))
            .booking();

    assertThat(confirm(NOW)).isEqualTo(new Replied.NotAsItIs(moved.image()));
    assertThat(cancel(NOW)).isEqualTo(new Replied.NotAsItIs(moved.image()));
    assertThat(mayCancel(NOW)).isEqualTo(new Replied.NotAsItIs(moved.image()));
    assertThat(stored()).isEqualTo(moved);
    assertThat(replies.confirm(salon.tenant, new BookingId("gone"), stated, NOW)).isEmpty();
  }

  @Test
  void shouldDoNothingOnceItHasBegun() {
    assertThat(confirm(NINE)).isInstanceOf(Replied.NotAsItIs.class);
    assertThat(cancel(NINE.plus(Duration.ofHours(2)))).isInstanceOf(Replied.NotAsItIs.class);
    assertThat(stored()).isEqualTo(booked);
  }

  private Replied confirm(Instant now) {
    return replies.confirm(salon.tenant, booked.id(), stated, now).orElseThrow();
  }

  private Replied cancel(Instant now) {
    return replies.cancel(salon.tenant, booked.id(), stated, now).orElseThrow();
  }

  private Replied mayCancel(Instant now) {
    return replies.mayCancel(salon.tenant, booked.id(), stated, now).orElseThrow();
  }

  private Booking stored() {
    return salon.bean(BookingStore.class).find(salon.tenant, booked.id()).orElseThrow();
  }
}

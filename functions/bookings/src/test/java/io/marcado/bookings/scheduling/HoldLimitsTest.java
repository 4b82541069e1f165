package io.marcado.bookings.scheduling;

import static io.marcado.bookings.scheduling.Salon.NINE;
import static io.marcado.bookings.scheduling.Salon.NOW;
import static io.marcado.bookings.scheduling.Salon.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How much one client, or one address, holds at once. */
class HoldLimitsTest {
  private final Salon salon = new Salon("open-holds-of-client=3,open-holds-of-address=2");
  private final Actor lia = salon.client("lia");

  @AfterEach
  void close() {
    salon.close();
  }

  @Test
  void shouldLetAClientHoldThreeTimesAtOnce() {
    List<BookingId> held = new ArrayList<>();
    for (int hour = 0; hour < 3; hour++) {
      held.add(id(hold(lia, hour, NOW)));
    }

    assertThat(hold(lia, 3, NOW))
        .isEqualTo(Result.refused(new BookingRefusal.TooOften(Duration.ofMinutes(10))));
    assertThat(hold(salon.client("rui"), 3, NOW)).isInstanceOf(Result.Done.class);
    salon.bean(Holds.class).release(lia, held.get(1), NOW);
    assertThat(hold(lia, 4, NOW)).isInstanceOf(Result.Done.class);
    assertThat(hold(lia, 5, NOW)).isInstanceOf(Result.Refused.class);
    book(lia, held.getFirst());
    assertThat(hold(lia, 5, NOW)).isInstanceOf(Result.Done.class);
    assertThat(hold(lia, 6, NOW.plus(Duration.ofMinutes(10)))).isInstanceOf(Result.Done.class);
  }

  @Test
  void shouldCountNothingThatIsNotHeld() {
    hold(salon.automation(), 0, NOW);
    for (int i = 0; i < 4; i++) {
      assertThat(hold(lia, 0, NOW).whyRefused()).get().isInstanceOf(BookingRefusal.SlotTaken.class);
    }
    for (int hour = 1; hour < 4; hour++) {
      assertThat(hold(lia, hour, NOW)).isInstanceOf(Result.Done.class);
    }
  }

  @Test
  void shouldCountALongerHoldForAsLongAsItLasts() {
    BookingId held = id(hold(lia, 0, NOW));
    Result<Holds.Shown, BookingRefusal> longer = salon.bean(Holds.class).extend(lia, held, NOW);
    assertThat(longer.whyRefused()).isEmpty();

    Instant later = NOW.plus(Duration.ofMinutes(15));
    assertThat(hold(lia, 1, later)).isInstanceOf(Result.Done.class);
    assertThat(hold(lia, 2, later)).isInstanceOf(Result.Done.class);
    assertThat(hold(lia, 3, later))
        .isEqualTo(Result.refused(new BookingRefusal.TooOften(Duration.ofMinutes(5))));
  }

  @Test
  void shouldTellARetryOfItsHoldThoughThereIsNoPlaceLeft() {
    BookingRequest first = Salon.withKey(request(NINE), "first");
    BookingId held = id(salon.creation.hold(lia, first, NOW));
    hold(lia, 1, NOW);
    hold(lia, 2, NOW);

    Booked again =
        salon
            .creation
            .hold(lia, first, NOW)
            .orElseThrow(why -> new IllegalStateException("" + why));

    assertThat(again.replayed()).isTrue();
    assertThat(again.booking().id()).isEqualTo(held);
  }

  @Test
  void shouldCountHeldSeatsLikeHeldTimes() {
    SessionRequest seats =
        Salon.seats(salon.session(salon.yoga(), NINE.plus(Duration.ofHours(5)), 9), 2);
    hold(lia, 0, NOW);
    BookingId held = id(salon.creation.hold(lia, seats, NOW));
    id(salon.creation.hold(lia, seats, NOW));

    assertThat(salon.creation.hold(lia, seats, NOW).whyRefused())
        .get()
        .isInstanceOf(BookingRefusal.TooOften.class);
    salon.bean(Holds.class).release(lia, held, NOW);
    assertThat(salon.creation.hold(lia, seats, NOW)).isInstanceOf(Result.Done.class);
  }

  @Test
  void shouldCountVisitorsByAddress() {
    Actor one = salon.visitor("192.0.2.1");
    hold(one, 0, NOW);
    hold(one, 1, NOW);

    assertThat(hold(one, 2, NOW).whyRefused()).get().isInstanceOf(BookingRefusal.TooOften.class);
    assertThat(hold(salon.visitor("192.0.2.2"), 2, NOW)).isInstanceOf(Result.Done.class);
  }

  @Test
  void shouldHoldNoMoreForManyRequestsAtOnce() throws Exception {
    List<Result<Booked, BookingRefusal>> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Result<Booked, BookingRefusal>>> sent =
          IntStream.range(0, 8)
              .mapToObj(hour -> threads.submit(() -> hold(lia, hour, NOW)))
              .toList();
      for (Future<Result<Booked, BookingRefusal>> one : sent) {
        results.add(one.get());
      }
    }

    assertThat(results.stream().filter(one -> one.whyRefused().isEmpty())).hasSize(3);
  }

  /** Its answer was lost, and then the business changed the price. */
  @Test
  void shouldAnswerARetryOfABookingAnewThoughThePriceHasChanged() {
    BookingId held = id(hold(lia, 0, NOW));
    Instant over = NOW.plus(Duration.ofMinutes(10));
    salon.clock(over);
    Result<Booked, BookingRefusal> first = anew(held, "first", over);

    salon.price("80.00");

    Result<Booked, BookingRefusal> again = anew(held, "first", over.plusSeconds(30));
    assertThat(id(again)).isEqualTo(id(first)).isNotEqualTo(held);
    assertThat(again.map(Booked::replayed)).isEqualTo(Result.done(true));
    assertThat(anew(held, "second", over))
        .isEqualTo(Result.refused(new BookingRefusal.HoldExpired(true)));
  }

  private Result<Booked, BookingRefusal> anew(BookingId holdId, String key, Instant now) {
    return salon
        .bean(HoldBooking.class)
        .book(
            lia,
            new HeldRequest(
                holdId,
                Optional.empty(),
                true,
                List.of(),
                slot ->
                    new BookingRequest(
                        slot,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Set.of(),
                        Optional.of(key))),
            now);
  }

  private Result<Booked, BookingRefusal> hold(Actor actor, int hour, Instant now) {
    return salon.creation.hold(actor, request(NINE.plus(Duration.ofHours(hour))), now);
  }

  private void book(Actor actor, BookingId holdId) {
    Result<Booked, BookingRefusal> booked =
        salon
            .bean(HoldBooking.class)
            .book(
                actor,
                new HeldRequest(
                    holdId,
                    Optional.empty(),
                    false,
                    List.of(),
                    slot -> {
                      BookingRequest any = request(NINE);
                      return new BookingRequest(
                          slot,
                          any.clientId(),
                          any.client(),
                          any.attendee(),
                          any.notes(),
                          any.customFields(),
                          any.ignored(),
                          any.idempotencyKey());
                    }),
                NOW);
    assertThat(booked.whyRefused()).isEmpty();
  }

  private static BookingId id(Result<Booked, BookingRefusal> held) {
    return held.orElseThrow(why -> new IllegalStateException(why.toString())).booking().id();
  }
}

package io.marcado.bookings.scheduling;

import static io.marcado.bookings.scheduling.Salon.NINE;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.RandomSeeds;
import io.marcado.bookings.availability.Occupancy;
import io.marcado.bookings.ledger.DayRows;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Staff record a day at any minute: they book, move and cancel, with one of two chairs or any. */
class AnyMinuteTest {
  private static final Instant EVENING = NINE.plus(Duration.ofHours(9));
  private static final List<ResourceId> CHAIRS =
      List.of(new ResourceId("one"), new ResourceId("two"));

  @RandomSeeds(12)
  void shouldNeverHaveMoreBookingsThanSeats(long seed) {
    Random random = new Random(seed);
    Map<String, Booking> bookings = new HashMap<>();
    try (Salon salon = new Salon()) {
      for (int i = 0; i < 100; i++) {
        List<Booking> known = List.copyOf(bookings.values());
        Result<Booked, BookingRefusal> result =
            known.isEmpty() || random.nextBoolean()
                ? book(salon, random)
                : change(salon, random, known.get(random.nextInt(known.size())));
        if (result instanceof Result.Done<Booked, BookingRefusal>(Booked done)) {
          bookings.put(done.booking().id().value(), done.booking());
        }
      }
      List<Booking> kept =
          bookings.values().stream().filter(one -> one.status().keepsTime()).toList();
      assertThat(kept).hasSizeGreaterThan(5);
      for (ResourceId chair : CHAIRS) {
        List<Interval> times =
            kept.stream()
                .filter(one -> one.resourceIds().contains(chair))
                .map(Booking::time)
                .toList();
        for (Interval one : times) {
          assertThat(times.stream().filter(one::overlaps)).containsExactly(one);
        }
        assertThat(full(salon, chair)).isEqualTo(touchedBy(times));
      }
    }
  }

  private static Result<Booked, BookingRefusal> book(Salon salon, Random random) {
    BookingRequest request =
        new BookingRequest(
            new SlotRequest(
                new ServiceId("cut"),
                random.nextInt(3) == 0 ? Optional.empty() : Optional.of(chair(random)),
                minute(random),
                Optional.of(5 * (1 + random.nextInt(12)))),
            Optional.empty(),
            Optional.of(new Whom.WalkIn("Rui")),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Set.of(SchedulingRule.DURATION),
            Optional.empty());
    return salon.creation.book(salon.automation(), request, EVENING);
  }

  private static Result<Booked, BookingRefusal> change(
      Salon salon, Random random, Booking booking) {
    if (random.nextInt(4) == 0) {
      return salon.updates.cancel(
          salon.automation(), booking.id(), Optional.empty(), Optional.empty(), EVENING);
    }
    Edit edit = new Edit().to(minute(random));
    return salon.updates.move(
        salon.automation(),
        booking.id(),
        Optional.empty(),
        (random.nextBoolean() ? edit : edit.in(chair(random))).asked(),
        EVENING);
  }

  private static ResourceId chair(Random random) {
    return CHAIRS.get(random.nextInt(CHAIRS.size()));
  }

  private static OffsetDateTime minute(Random random) {
    return NINE.plus(Duration.ofMinutes(random.nextInt(540))).atOffset(ZoneOffset.UTC);
  }

  /** The five minutes of the day in which the chair has no seat left, by the rows. */
  private static List<Instant> full(Salon salon, ResourceId chair) {
    LocalDate day = LocalDate.ofInstant(NINE, ZoneOffset.UTC);
    Occupancy rows =
        requireNonNull(
            salon
                .bean(DayRows.class)
                .occupancies(salon.tenant, List.of(chair), List.of(day))
                .get(chair));
    return fives().filter(at -> rows.at(Cells.startingAt(at)) > 0).toList();
  }

  private static List<Instant> touchedBy(List<Interval> times) {
    return fives()
        .filter(at -> times.stream().anyMatch(Interval.ofMinutes(at, 5)::overlaps))
        .toList();
  }

  private static Stream<Instant> fives() {
    return IntStream.range(0, 120).mapToObj(number -> NINE.plus(Duration.ofMinutes(5L * number)));
  }
}

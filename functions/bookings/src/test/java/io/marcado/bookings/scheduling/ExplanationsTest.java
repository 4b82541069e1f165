package io.marcado.bookings.scheduling;

import static io.marcado.bookings.scheduling.Salon.NINE;
import static io.marcado.bookings.scheduling.Salon.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.RandomSeeds;
import io.marcado.bookings.availability.Slot;
import io.marcado.bookings.explain.Candidate;
import io.marcado.bookings.explain.Check;
import io.marcado.bookings.explain.CheckCode;
import io.marcado.bookings.explain.Explanation;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingFault;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.domain.Actor;
import io.marcado.domain.BookingId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.ServiceId;
import io.marcado.domain.time.Interval;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** An explanation says what booking does, with a real table. */
class ExplanationsTest {
  private static final ResourceId ONE = new ResourceId("one");
  private static final ResourceId TWO = new ResourceId("two");

  @AutoClose private final Salon salon = new Salon();

  @Test
  void shouldWorkWhereBookingWorks() {
    Explanation explained = explain(NINE, Optional.of(ONE));

    assertThat(explained.works()).isTrue();
    assertThat(explained.candidates()).hasSize(1);
    assertThat(explained.candidates().getFirst()).allMatch(Candidate::works);
    assertThat(explained.alternatives()).isEmpty();
    assertThat(starts(explained.after()))
        .containsExactly(
            NINE.plus(Duration.ofMinutes(30)),
            NINE.plus(Duration.ofMinutes(60)),
            NINE.plus(Duration.ofMinutes(90)));
    // Sunday, the last starts of an hour before six.
    assertThat(starts(explained.before()))
        .containsExactly(
            Instant.parse("2026-11-22T20:00:00Z"),
            Instant.parse("2026-11-22T19:30:00Z"),
            Instant.parse("2026-11-22T19:00:00Z"));
  }

  @Test
  void shouldSayThatItIsTakenWithTheAlternativesOfBooking() {
    book(Salon.request(NINE));

    Explanation explained = explain(NINE, Optional.of(ONE));

    assertThat(broken(explained)).containsExactly(CheckCode.TAKEN);
    BookingRefusal.SlotTaken refused =
        (BookingRefusal.SlotTaken)
            salon
                .creation
                .book(salon.client("rui"), Salon.request(NINE), NOW)
                .whyRefused()
                .orElseThrow();
    assertThat(explained.alternatives()).isEqualTo(refused.alternatives());
    assertThat(explained.refusal()).contains(refused);
    assertThat(explained.alternatives().getFirst().resourceIds()).containsExactly(TWO);
  }

  @Test
  void shouldTellStaffAloneWhichBooking() {
    Booking booked = book(Salon.request(NINE));

    assertThat(explain(NINE, Optional.of(ONE)).inTheWay()).isEmpty();
    Explanation staff = explain(salon.automation(), NINE, Optional.of(ONE));
    assertThat(staff.inTheWay().orElseThrow().bookings())
        .extracting(Booking::id)
        .containsExactly(booked.id());
  }

  @Test
  void shouldSayUntilWhenATimeIsHeld() {
    salon.take(new BookingId("held"), ONE, Interval.ofMinutes(NINE, 60));

    Check held =
        explain(NINE, Optional.of(ONE)).candidates().getFirst().getFirst().checks().stream()
            .filter(check -> check.code() == CheckCode.HELD)
            .findFirst()
            .orElseThrow();

    assertThat(held.works()).isFalse();
    assertThat(held.until()).contains(NOW.plusSeconds(61));
  }

  @Test
  void shouldFindTheFirstTimeOfABusinessThatIsAskedForThePast() {
    Explanation explained = explain(NOW.minus(Duration.ofDays(400)), Optional.empty());

    assertThat(broken(explained)).contains(CheckCode.NOTICE);
    assertThat(explained.refusal().orElseThrow())
        .isEqualTo(new BookingRefusal.Faulty(List.of(BookingFault.Plain.IN_THE_PAST)));
    assertThat(starts(explained.after())).first().isEqualTo(NOW);
    assertThat(explained.before()).isEmpty();
  }

  @Test
  void shouldFindTheLastTimesBeforeTheHorizon() {
    Explanation explained = explain(NOW.plus(Duration.ofDays(4000)), Optional.empty());

    assertThat(broken(explained)).contains(CheckCode.HORIZON);
    assertThat(starts(explained.before())).first().isEqualTo(Instant.parse("2027-11-20T20:00:00Z"));
    assertThat(explained.after()).isEmpty();
  }

  @Test
  void shouldTellAClientItsOwnLimitsAndNobodyElse() {
    Actor rui = salon.client("rui");
    Instant ten = NINE.plus(Duration.ofMinutes(30));
    salon
        .creation
        .book(rui, Salon.request(NINE), NOW)
        .orElseThrow(refusal -> new IllegalStateException(refusal.toString()));

    Explanation own = explain(rui, ten, Optional.of(TWO));
    assertThat(own.works()).isFalse();
    assertThat(own.refusal()).contains(new BookingRefusal.Overlaps());
    assertThat(own.ofClient()).extracting(Check::code).containsExactly(CheckCode.LIMIT);
    assertThat(own.ofClient()).noneMatch(Check::works);
    Explanation visitor = explain(ten, Optional.of(TWO));
    assertThat(visitor.works()).isTrue();
    assertThat(visitor.ofClient()).isEmpty();
  }

  @RandomSeeds(4)
  void shouldWorkForExactlyWhatIsOfferedAndBooked(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 180; i++) {
      Optional<ResourceId> resource =
          switch (random.nextInt(3)) {
            case 0 -> Optional.of(ONE);
            case 1 -> Optional.of(TWO);
            default -> Optional.empty();
          };
      Instant start =
          NINE.minus(Duration.ofHours(1))
              .plus(Duration.ofMinutes((random.nextInt(5) == 0 ? 5 : 30) * random.nextInt(22)));
      Actor client = salon.client("client-" + i);
      Explanation explained = explain(client, start, resource);
      boolean offered =
          salon
              .bean(AvailabilityQueries.class)
              .ofService(
                  new AvailabilityQuestion(
                      client,
                      new ServiceId("cut"),
                      new LocalDates(LocalDate.parse("2026-11-23"), LocalDate.parse("2026-11-23")),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      NOW))
              .orElseThrow(refusal -> new IllegalStateException(refusal.toString()))
              .slots()
              .stream()
              .filter(slot -> slot.time().start().equals(start))
              .anyMatch(slot -> resource.isEmpty() || slot.resourceIds().contains(resource.get()));
      Result<Booked, BookingRefusal> booked =
          salon.creation.book(client, request(start, resource), NOW);

      assertThat(explained.works()).as("%s %s", start, resource).isEqualTo(offered);
      assertThat(explained.refusal()).isEqualTo(booked.whyRefused());
      if (!explained.works()) {
        assertThat(broken(explained)).isNotEmpty();
        assertThat(explained.alternatives())
            .isEqualTo(
                booked.whyRefused().orElseThrow()
                        instanceof BookingRefusal.SlotTaken(List<Slot> near, var _)
                    ? near
                    : explained.alternatives());
      } else {
        assertThat(explained.chosen()).isPresent();
      }
    }
  }

  private Booking book(BookingRequest request) {
    return salon
        .creation
        .book(salon.client("lia"), request, NOW)
        .orElseThrow(refusal -> new IllegalStateException(refusal.toString()))
        .booking();
  }

  private Explanation explain(Instant start, Optional<ResourceId> resource) {
    return explain(salon.visitor("192.0.2.7"), start, resource);
  }

  private Explanation explain(Actor actor, Instant start, Optional<ResourceId> resource) {
    return salon
        .bean(Explanations.class)
        .explain(new ExplainQuestion(actor, request(start, resource).slot(), Optional.empty(), NOW))
        .map(Explanation.class::cast)
        .orElseThrow(refusal -> new IllegalStateException(refusal.toString()));
  }

  private static BookingRequest request(Instant start, Optional<ResourceId> resource) {
    return new BookingRequest(
        new SlotRequest(
            new ServiceId("cut"),
            resource,
            start.atOffset(ZoneOffset.ofHours(-3)),
            Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Set.of(),
        Optional.empty());
  }

  private static Set<CheckCode> broken(Explanation explained) {
    List<Check> checks = new ArrayList<>(explained.ofClient());
    explained.candidates().forEach(need -> need.forEach(one -> checks.addAll(one.checks())));
    return checks.stream()
        .filter(check -> !check.works())
        .map(Check::code)
        .collect(Collectors.toSet());
  }

  private static List<Instant> starts(List<Slot> slots) {
    return slots.stream().map(slot -> slot.time().start()).toList();
  }
}

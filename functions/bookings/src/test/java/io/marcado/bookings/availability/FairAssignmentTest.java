package io.marcado.bookings.availability;

import static io.marcado.bookings.rules.Business.id;
import static io.marcado.bookings.rules.Business.ids;
import static io.marcado.bookings.rules.Business.needs;
import static io.marcado.bookings.rules.Business.resource;
import static io.marcado.bookings.rules.Business.service;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.Business;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.domain.BookingId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Interval;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FairAssignmentTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

  /** 09:00 in Lisbon. */
  private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");

  private static final BookingRules RULES =
      new BookingRules(
          Business.open("Europe/Lisbon", "09:00-18:00").settings(),
          Instant.parse("2026-11-20T12:00:00Z"));
  private static final ServiceNeeds ANY =
      needs(service(60, 0, 30), resource("a"), resource("b"), resource("c"));

  private final Map<ResourceId, Occupancy> occupancy = new HashMap<>();

  @BeforeEach
  void shouldKnowThatNothingIsTaken() {
    for (String id : List.of("a", "b", "c", "x", "y")) {
      occupancy.put(id(id), Occupancy.ofDays(MONDAY, MONDAY));
    }
  }

  @Test
  void shouldPreferTheOneWithTheLeastOfTheDayTaken() {
    take("a", 14, 120);
    take("b", 14, 60);
    take("c", 14, 90);

    assertThat(order(ANY, "booking")).containsExactly("b", "c", "a");
  }

  @Test
  void shouldLeaveOutThoseNotFreeForBuffersToo() {
    take("a", 10, 15);

    assertThat(order(ANY, "booking")).containsExactlyInAnyOrder("b", "c");
  }

  @Test
  void shouldMeasureWorkBySeats() {
    ServiceNeeds needs =
        needs(service(60), resource("a"), resource("b", 10, Optional.empty(), Map.of()));
    take("a", 14, 60);
    for (int i = 0; i < 5; i++) {
      take("b", 14, 60);
    }

    assertThat(order(needs, "booking")).containsExactly("b", "a");
  }

  @Test
  void shouldCountTheLocalDayOnly() {
    BookingRules auckland =
        new BookingRules(
            Business.open("Pacific/Auckland", "09:00-18:00").settings(),
            Instant.parse("2026-11-20T12:00:00Z"));
    // 23 November in Auckland is 11:00Z of the 22nd to 11:00Z of the 23rd.
    Instant start = Instant.parse("2026-11-22T20:00:00Z");
    List<LocalDate> days = FairAssignment.daysToRead(auckland, ANY, start, 60);
    assertThat(days).containsExactly(MONDAY.minusDays(1), MONDAY);
    for (String id : List.of("a", "b")) {
      occupancy.put(id(id), Occupancy.ofDays(days.getFirst(), days.getLast()));
    }
    take("a", 0, 60);
    take("b", 12, 120);

    assertThat(
            FairAssignment.of(
                    auckland,
                    needs(service(60), resource("a"), resource("b")),
                    occupancy,
                    start,
                    60,
                    new BookingId("booking"),
                    Set.of())
                .best(Set.of())
                .orElseThrow()
                .resourceIds())
        .containsExactly(id("b"));
  }

  @Test
  void shouldReadTheDaysThatBuffersReachInto() {
    Instant late = Instant.parse("2026-11-23T23:00:00Z");

    assertThat(FairAssignment.daysToRead(RULES, ANY, NINE, 60)).containsExactly(MONDAY);
    assertThat(FairAssignment.daysToRead(RULES, ANY, late, 60))
        .containsExactly(MONDAY, MONDAY.plusDays(1));
  }

  @Test
  void shouldReadNoMoreRowsThanOneBatchHolds() {
    BookingRules saoPaulo =
        new BookingRules(
            Business.open("America/Sao_Paulo", "00:00-24:00").settings(),
            Instant.parse("2026-11-20T12:00:00Z"));
    ServiceNeeds fifty = needs(service(60), many(50));
    ServiceNeeds more = needs(service(60), many(80));
    Instant noon = Instant.parse("2026-11-23T15:00:00Z");
    Instant midnight = Instant.parse("2026-11-24T02:30:00Z");

    assertThat(FairAssignment.daysToRead(saoPaulo, fifty, noon, 60)).hasSize(2);
    assertThat(FairAssignment.daysToRead(saoPaulo, more, noon, 60)).containsExactly(MONDAY);
    assertThat(FairAssignment.daysToRead(saoPaulo, fifty, midnight, 25 * 60 - 60)).hasSize(2);
    assertThat(FairAssignment.daysToRead(saoPaulo, more, midnight, 60))
        .containsExactly(MONDAY.plusDays(1));
  }

  private static BookableResource[] many(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> resource("r" + number))
        .toArray(BookableResource[]::new);
  }

  @Test
  void shouldKeepTheOneWhoHasAPartFirst() {
    take("a", 14, 300);

    FairAssignment fair =
        FairAssignment.of(RULES, ANY, occupancy, NINE, 60, new BookingId("booking"), Set.of())
            .preferring(ids("a"));

    assertThat(fair.best(Set.of()).orElseThrow().resourceIds()).containsExactly(id("a"));
    assertThat(fair.best(Set.of(id("a")))).isPresent();
  }

  @Test
  void shouldShareEvenlyAmongEquals() {
    Map<String, Integer> firsts = new HashMap<>();
    for (int i = 0; i < 3000; i++) {
      firsts.merge(order(ANY, "booking" + i).getFirst(), 1, Integer::sum);
    }

    assertThat(firsts.values()).hasSize(3).allMatch(count -> count > 900 && count < 1100);
    assertThat(order(ANY, "same")).isEqualTo(order(ANY, "same"));
  }

  @Test
  void shouldGiveEachPartToSomebodyElse() {
    ServiceNeeds needs =
        new ServiceNeeds(
            service(60),
            List.of(resource("a"), resource("b")),
            List.of(List.of(resource("x"), resource("a")), List.of(resource("x"))));
    take("a", 14, 30);
    take("x", 14, 300);

    FairAssignment assignment =
        FairAssignment.of(RULES, needs, occupancy, NINE, 60, new BookingId("booking"), Set.of());

    assertThat(assignment.best(Set.of()).map(Assignment::resourceIds)).contains(ids("b", "a", "x"));
    assertThat(assignment.best(Set.of(id("b")))).isEmpty();
    assertThat(assignment.best(Set.of(id("x")))).isEmpty();
  }

  @Test
  void shouldAskOpeningHoursOfEachUnlessStaffIgnoreThem() {
    ServiceNeeds needs = needs(service(60), resource("a", "10:00-12:00"));

    assertThat(
            FairAssignment.of(RULES, needs, occupancy, NINE, 60, new BookingId("booking"), Set.of())
                .best(Set.of()))
        .isEmpty();
    assertThat(
            FairAssignment.of(
                    RULES,
                    needs,
                    occupancy,
                    NINE,
                    60,
                    new BookingId("booking"),
                    Set.of(SchedulingRule.OPENING_HOURS))
                .best(Set.of()))
        .isPresent();
  }

  @Test
  void shouldGiveNoPartToWhoseTimeIsNotKnown() {
    occupancy.remove(id("a"));

    assertThat(order(ANY, "booking")).containsExactlyInAnyOrder("b", "c");
  }

  /** The order in which main resources are tried when every race is lost. */
  private List<String> order(ServiceNeeds needs, String bookingId) {
    FairAssignment assignment =
        FairAssignment.of(RULES, needs, occupancy, NINE, 60, new BookingId(bookingId), Set.of());
    Set<ResourceId> lost = new HashSet<>();
    List<String> order = new ArrayList<>();
    for (Optional<Assignment> next = assignment.best(lost);
        next.isPresent();
        next = assignment.best(lost)) {
      order.add(next.get().main().id().value());
      lost.add(next.get().main().id());
    }
    return order;
  }

  private void take(String id, int utcHour, int minutes) {
    Interval time =
        Interval.ofMinutes(
            MONDAY.atStartOfDay().toInstant(ZoneOffset.UTC).plusSeconds(utcHour * 3600L), minutes);
    requireNonNull(occupancy.get(id(id))).add(CellRange.of(time), 1);
  }
}

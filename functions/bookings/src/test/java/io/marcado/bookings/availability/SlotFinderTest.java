package io.marcado.bookings.availability;

import static io.marcado.bookings.rules.Business.id;
import static io.marcado.bookings.rules.Business.needs;
import static io.marcado.bookings.rules.Business.resource;
import static io.marcado.bookings.rules.Business.service;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.Business;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlotFinderTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
  private static final LocalTimeline SAO_PAULO = new LocalTimeline(Zone.of("America/Sao_Paulo"));
  private static final Business SHOP = Business.open("America/Sao_Paulo", "09:00-12:00");
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private final Map<ResourceId, Occupancy> occupancy = new HashMap<>();

  @BeforeEach
  void shouldKnowThatNothingIsTaken() {
    for (String id : List.of("a", "b", "c", "room")) {
      occupancy.put(id(id), Occupancy.ofDays(MONDAY.minusDays(1), MONDAY.plusDays(2)));
    }
  }

  @Test
  void shouldOfferTheGridOfTheWindow() {
    assertThat(find(needs(service(60), resource("a"))))
        .containsExactly("09:00 a", "09:30 a", "10:00 a", "10:30 a", "11:00 a");
  }

  @Test
  void shouldLeaveOutWhatIsTaken() {
    take("a", "10:00", "11:00", 1);

    assertThat(find(needs(service(60), resource("a")))).containsExactly("09:00 a", "11:00 a");
    assertThat(find(needs(service(60), resource("a"), resource("b"))))
        .containsExactly("09:00 ab", "09:30 b", "10:00 b", "10:30 b", "11:00 ab");
  }

  @Test
  void shouldWantBuffersFreeButNotOpen() {
    take("a", "12:00", "13:00", 1);

    assertThat(find(needs(service(60, 30, 30), resource("b"))))
        .containsExactly("09:00 b", "09:30 b", "10:00 b", "10:30 b", "11:00 b");
    assertThat(find(needs(service(60, 30, 30), resource("a"))))
        .containsExactly("09:00 a", "09:30 a", "10:00 a", "10:30 a");
    take("a", "08:30", "08:35", 1);
    assertThat(find(needs(service(60, 30, 30), resource("a"))))
        .containsExactly("09:30 a", "10:00 a", "10:30 a");
  }

  @Test
  void shouldOfferSeatsUntilTheyAreGone() {
    BookableResource classroom = resource("room", 3, Optional.empty(), Map.of());
    take("room", "09:00", "10:00", 2);
    take("room", "10:00", "11:00", 3);

    assertThat(find(needs(service(60), classroom))).containsExactly("09:00 room", "11:00 room");
  }

  @Test
  void shouldNeedOneMoreOfEachGroup() {
    ServiceNeeds lesson =
        new ServiceNeeds(
            service(60),
            List.of(resource("a"), resource("b")),
            List.of(List.of(resource("room"), resource("b"))));
    take("room", "10:00", "12:00", 1);
    take("a", "11:00", "12:00", 1);

    // From ten on only b could be the second one, so b cannot be the first.
    assertThat(find(lesson)).containsExactly("09:00 ab", "09:30 a", "10:00 a");
  }

  @Test
  void shouldNotCountOnePersonForTwoGroups() {
    List<BookableResource> both = List.of(resource("b"), resource("c"));
    ServiceNeeds needs = new ServiceNeeds(service(60), List.of(resource("a")), List.of(both, both));
    take("c", "10:00", "11:00", 1);

    assertThat(find(needs)).containsExactly("09:00 a", "11:00 a");
  }

  @Test
  void shouldLookAtNoChoiceOfResourcesForASingleStart() {
    Business always = Business.open("America/Sao_Paulo", "00:00-24:00").every(5);
    List<BookableResource> all = IntStream.range(0, 50).mapToObj(i -> resource("r" + i)).toList();
    ServiceNeeds needs = new ServiceNeeds(service(5), all, Collections.nCopies(5, all));
    LocalDate last = MONDAY.plusDays(61);
    for (BookableResource one : all) {
      occupancy.put(one.id(), Occupancy.ofDays(MONDAY.minusDays(1), last.plusDays(2)));
    }
    SlotFinder finder = new SlotFinder(new BookingRules(always.settings(), NOW));
    Interval days = SAO_PAULO.days(MONDAY, last);
    FreeStarts free = finder.find(needs, occupancy, days);

    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    finder.find(needs, occupancy, days);
    long taken = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(free.sum(1, 5, _ -> 0)).isEqualTo(62L * 288);
    assertThat(free.sum(0, 0, _ -> 1)).isEqualTo(62L * 288 * 50);
    // A list for each start of each resource would take far more, on whatever machine.
    assertThat(taken).isLessThan(62L * 288 * 1_000);
  }

  @Test
  void shouldSumUpTheSlotsThatItHas() {
    take("a", "10:00", "11:00", 1);
    FreeStarts free =
        new SlotFinder(new BookingRules(SHOP.settings(), NOW))
            .find(
                needs(service(60), resource("a"), resource("b")), occupancy, SAO_PAULO.day(MONDAY));
    free.removeOverlapping(List.of(new Interval(at("09:00"), at("09:30").plusSeconds(60))));

    assertThat(free.slots())
        .extracting(SlotFinderTest::text)
        .containsExactly("10:00 b", "10:30 b", "11:00 ab");
    assertThat(free.sum(100, 5, id -> id.value().length())).isEqualTo(304);
  }

  @Test
  void shouldNotOfferWhoseTimeIsNotKnown() {
    occupancy.remove(id("b"));
    occupancy.put(id("c"), Occupancy.ofDays(MONDAY.plusDays(1), MONDAY.plusDays(1)));

    assertThat(find(needs(service(60), resource("b"), resource("c"), resource("a"))))
        .allMatch(slot -> slot.endsWith(" a"))
        .hasSize(5);
    assertThat(find(needs(service(60)))).isEmpty();
  }

  @Test
  void shouldNeedTheCellsOfTheBuffersToo() {
    Interval day = SAO_PAULO.day(MONDAY);

    assertThat(SlotFinder.neededCells(service(60, 15, 30), day).interval())
        .isEqualTo(day.widenedBy(15, 85));
  }

  @Test
  void shouldProposeTheNearestFreeSlots() {
    ServiceNeeds needs = needs(service(60), resource("a"));
    BookingRules rules = new BookingRules(SHOP.settings(), NOW);
    Instant ten = SAO_PAULO.at(MONDAY, 600);
    Interval days = SAO_PAULO.days(MONDAY, MONDAY.plusDays(1));

    assertThat(
            Alternatives.nearest(new SlotFinder(rules).find(needs, occupancy, days).slots(), ten))
        .extracting(SlotFinderTest::text)
        .containsExactly("09:30 a", "10:30 a", "09:00 a");
    take("a", "10:00", "11:00", 1);
    assertThat(
            Alternatives.nearest(new SlotFinder(rules).find(needs, occupancy, days).slots(), ten))
        .extracting(SlotFinderTest::text)
        .containsExactly("09:00 a", "11:00 a", "09:00 a");
    assertThat(Alternatives.nearest(new SlotFinder(rules).find(needs, Map.of(), days).slots(), ten))
        .isEmpty();
  }

  @Test
  void shouldGiveSeatsBack() {
    Occupancy seats = Occupancy.ofDays(MONDAY, MONDAY);
    CellRange cells = CellRange.of(Interval.ofMinutes(Instant.parse("2026-11-23T12:00:00Z"), 60));
    seats.add(cells, 2);
    seats.add(MONDAY, 144, -1);

    assertThat(seats.at(cells.first())).isEqualTo(1);
    assertThat(seats.at(cells.first() + 1)).isEqualTo(2);
    assertThat(seats.at(cells.first() - 288)).isZero();
    assertThat(seats.isFree(cells, 2)).isFalse();
    assertThat(seats.isFree(cells, 3)).isTrue();
    assertThat(seats.isFree(new CellRange(cells.first() - 288, cells.end()), 3)).isFalse();
    assertThat(seats.known()).isEqualTo(CellRange.ofDay(MONDAY));
  }

  private void take(String id, String from, String to, int seats) {
    requireNonNull(occupancy.get(id(id))).add(CellRange.of(new Interval(at(from), at(to))), seats);
  }

  private List<String> find(ServiceNeeds needs) {
    return new SlotFinder(new BookingRules(SHOP.settings(), NOW))
        .find(needs, occupancy, SAO_PAULO.day(MONDAY)).slots().stream()
            .map(SlotFinderTest::text)
            .toList();
  }

  private static String text(Slot slot) {
    return SAO_PAULO.format(slot.time().start()).substring(11, 16)
        + " "
        + slot.resourceIds().stream().map(ResourceId::value).collect(Collectors.joining());
  }

  private static Instant at(String time) {
    return OffsetDateTime.parse(MONDAY + "T" + time + ":00-03:00").toInstant();
  }
}

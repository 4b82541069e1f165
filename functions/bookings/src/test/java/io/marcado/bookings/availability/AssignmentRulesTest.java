package io.marcado.bookings.availability;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.RandomSeeds;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.Business;
import io.marcado.bookings.rules.Offers;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.bookings.rules.VisitNeeds;
import io.marcado.bookings.rules.VisitNeeds.Stage;
import io.marcado.bookings.rules.VisitNeeds.Step;
import io.marcado.domain.BookingId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.AssignmentRule;
import io.marcado.domain.catalog.AssignmentRule.Kind;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.catalog.Terms;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Interval;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each rule of assignment keeps its promise, also over many bookings. */
class AssignmentRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-23");
  private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");
  private static final BookableResource ANA = Business.resource("ana");
  private static final BookableResource BRUNO = Business.resource("bruno");
  private static final BookableResource CAIO = Business.resource("caio");
  private static final List<BookableResource> ALL = List.of(ANA, BRUNO, CAIO);

  private final BookingRules rules =
      new BookingRules(Business.open("UTC", "00:00-24:00").every(5).settings(), NOW);

  @Test
  void shouldChooseWhoHasWaitedLongest() {
    Map<ResourceId, Occupancy> taken = nothing();
    take(taken, ANA, NINE, 30);
    take(taken, BRUNO, NINE, 60);
    take(taken, CAIO, NINE, 90);
    AssignmentRule rule = rule(Kind.LONGEST_WAITING);
    Instant eleven = NINE.plus(Duration.ofHours(2));

    assertThat(chosen(rule, taken, Turns.NONE, eleven, Set.of())).contains(ANA);
    // The next best after a lost race.
    assertThat(chosen(rule, taken, Turns.NONE, eleven, Set.of(ANA.id()))).contains(BRUNO);
    // Later bookings do not count; a person with none before the start has waited longest.
    take(taken, ANA, NINE.plus(Duration.ofMinutes(90)), 20);
    assertThat(chosen(rule, taken, Turns.NONE, eleven, Set.of())).contains(BRUNO);
    taken.put(CAIO.id(), week());
    take(taken, CAIO, NINE.plus(Duration.ofHours(5)), 120);
    assertThat(chosen(rule, taken, Turns.NONE, eleven, Set.of())).contains(CAIO);
  }

  @Test
  void shouldKeepAnOrder() {
    AssignmentRule rule =
        new AssignmentRule(Kind.PRIORITY, Map.of(), List.of(CAIO.id(), BRUNO.id()));
    Map<ResourceId, Occupancy> taken = nothing();
    take(taken, CAIO, NINE.plus(Duration.ofHours(3)), 300);

    assertThat(chosen(rule, taken, Turns.NONE, NINE, Set.of())).contains(CAIO);
    take(taken, CAIO, NINE, 30);
    assertThat(chosen(rule, taken, Turns.NONE, NINE, Set.of())).contains(BRUNO);
    assertThat(chosen(rule, taken, Turns.NONE, NINE, Set.of(BRUNO.id()))).contains(ANA);
  }

  @Test
  void shouldChooseWhomTheClientHadElseTheLeastOfTheDay() {
    AssignmentRule rule = rule(Kind.LAST_TIME);
    Map<ResourceId, Occupancy> taken = nothing();
    take(taken, ANA, NINE.plus(Duration.ofHours(3)), 60);
    take(taken, BRUNO, NINE.plus(Duration.ofHours(3)), 300);
    take(taken, CAIO, NINE.plus(Duration.ofHours(3)), 120);
    Turns bruno = new Turns(Map.of(), Optional.of(BRUNO.id()));

    assertThat(chosen(rule, taken, bruno, NINE, Set.of())).contains(BRUNO);
    assertThat(chosen(rule, taken, bruno, NINE, Set.of(BRUNO.id()))).contains(ANA);
    assertThat(chosen(rule, taken, Turns.NONE, NINE, Set.of())).contains(ANA);
  }

  @Test
  void shouldKeepTheLeastOfTheDayForOtherParts() {
    AssignmentRule rule =
        new AssignmentRule(Kind.PRIORITY, Map.of(), List.of(CAIO.id(), BRUNO.id()));
    Map<ResourceId, Occupancy> taken = nothing();
    take(taken, BRUNO, NINE.plus(Duration.ofHours(3)), 60);
    ServiceNeeds needs =
        new ServiceNeeds(
            Business.service(30).assigning(rule), List.of(CAIO), List.of(List.of(BRUNO, ANA)));

    assertThat(fair(needs, taken, Turns.NONE, NINE, "b").best(Set.of()).orElseThrow().resources())
        .containsExactly(CAIO, ANA);
  }

  @Test
  void shouldKeepTheRuleAmongResourcesWithTermsOfTheirOwn() {
    Map<ResourceId, Occupancy> taken = nothing();
    take(taken, CAIO, NINE.plus(Duration.ofHours(3)), 300);
    take(taken, BRUNO, NINE.plus(Duration.ofMinutes(30)), 30);
    AssignmentRule order =
        new AssignmentRule(Kind.PRIORITY, Map.of(), List.of(BRUNO.id(), CAIO.id()));
    Offers offers = Offers.of(withOwnTerms(order), Optional.empty());
    assertThat(offers.each()).hasSize(2);

    // Bruno takes 45 minutes, and has 30.
    assertThat(best(offers, taken, Turns.NONE, Set.of())).contains(CAIO);
    assertThat(best(offers, taken, Turns.NONE, Set.of(CAIO.id()))).contains(ANA);
    Offers known = Offers.of(withOwnTerms(rule(Kind.LAST_TIME)), Optional.empty());
    assertThat(best(known, taken, new Turns(Map.of(), Optional.of(CAIO.id())), Set.of()))
        .contains(CAIO);
    assertThat(best(known, taken, Turns.NONE, Set.of())).contains(ANA);
  }

  /** Those who take different time are different ways to do a visit. */
  @Test
  void shouldKeepTheRuleInAVisitAmongThoseWithTermsOfTheirOwn() {
    Map<ResourceId, Occupancy> taken = nothing();
    take(taken, BRUNO, NINE.plus(Duration.ofHours(3)), 300);
    AssignmentRule order = new AssignmentRule(Kind.PRIORITY, Map.of(), List.of(BRUNO.id()));
    Step step = Step.of(Offers.of(withOwnTerms(order), Optional.empty()));
    VisitNeeds visit =
        new VisitNeeds(List.of(new Stage(0, List.of(step)), new Stage(0, List.of(step))));

    assertThat(
            new VisitSearch(rules, visit, taken, new BookingId("b"), Set.of(), Set.of())
                .at(NINE)
                .orElseThrow()
                .resources())
        .containsExactly(BRUNO);
  }

  private static ServiceNeeds withOwnTerms(AssignmentRule rule) {
    BookableService plain = Business.service(30);
    return new ServiceNeeds(
        new BookableService(
            plain.id(),
            plain.name(),
            plain.terms(),
            0,
            0,
            plain.holdMinutes(),
            List.of(),
            List.of(),
            Map.of(BRUNO.id(), Terms.fixed(45, Optional.empty())),
            plain.kind(),
            rule,
            true),
        ALL,
        List.of());
  }

  private Optional<BookableResource> best(
      Offers offers, Map<ResourceId, Occupancy> taken, Turns turns, Set<ResourceId> lost) {
    return FairAssignment.best(
            FairAssignment.of(rules, offers, taken, turns, NINE, new BookingId("b"), Set.of()),
            lost)
        .map(Assignment::main);
  }

  /**
   * Weights 2, 1, 1: of those who are free the one comes next who is furthest behind, so that over
   * many weeks Ana has half of the time. In one week more or less, since at some times only some
   * are free.
   */
  @Test
  void shouldGiveEachItsShare() {
    Random random = new Random();
    AssignmentRule rule = new AssignmentRule(Kind.WEIGHT, Map.of(ANA.id(), 2), List.of());
    Map<ResourceId, Long> minutes = new HashMap<>();
    for (int week = 0; week < 40; week++) {
      counted(rule, random, 100).forEach((id, more) -> minutes.merge(id, more, Long::sum));
    }
    long all = minutes.values().stream().mapToLong(Long::longValue).sum();

    assertThat((double) requireNonNull(minutes.get(ANA.id())) / all).isBetween(0.45, 0.55);
    assertThat((double) requireNonNull(minutes.get(BRUNO.id())) / all).isBetween(0.21, 0.29);
    assertThat((double) requireNonNull(minutes.get(CAIO.id())) / all).isBetween(0.21, 0.29);
  }

  /** No rule gives time to somebody who has none, and none refuses what another would give. */
  @RandomSeeds(60)
  void shouldChooseAmongTheSameWhateverTheRule(long seed) {
    Random random = new Random(seed);
    Map<ResourceId, Occupancy> taken = nothing();
    for (int i = 0; i < 30; i++) {
      take(taken, ALL.get(random.nextInt(3)), minute(random), 5 * (1 + random.nextInt(60)));
    }
    Instant start = minute(random);
    Set<Set<ResourceId>> whoCould = new HashSet<>();
    for (Kind kind : Kind.values()) {
      AssignmentRule rule =
          new AssignmentRule(kind, Map.of(BRUNO.id(), 3), List.of(BRUNO.id(), CAIO.id()));
      Set<ResourceId> could = new HashSet<>();
      Optional<BookableResource> next = chosen(rule, taken, Turns.NONE, start, could);
      while (next.isPresent()) {
        assertThat(
                requireNonNull(taken.get(next.get().id()))
                    .isFree(CellRange.covering(Interval.ofMinutes(start, 30)), 1))
            .isTrue();
        could.add(next.get().id());
        next = chosen(rule, taken, Turns.NONE, start, could);
      }
      whoCould.add(could);
    }
    assertThat(whoCould).hasSize(1);
  }

  private Map<ResourceId, Long> counted(AssignmentRule rule, Random random, int bookings) {
    Map<ResourceId, Occupancy> taken = nothing();
    Interval days = rules.timeline().days(MONDAY, MONDAY.plusDays(6));
    Map<ResourceId, Long> minutes = new HashMap<>();
    for (int i = 0; i < bookings; i++) {
      // The window ends with the last day, so that it is the same for all.
      Map<ResourceId, Long> week = new HashMap<>();
      taken.forEach((id, seats) -> week.put(id, seats.seatMinutes(days)));
      int length = 5 * (1 + random.nextInt(12));
      Instant start = minute(random);
      ServiceNeeds needs =
          new ServiceNeeds(Business.service(length).assigning(rule), ALL, List.of());
      fair(needs, taken, new Turns(week, Optional.empty()), start, "b" + i)
          .best(Set.of())
          .ifPresent(
              who -> {
                assertThat(ALL)
                    .filteredOn(one -> isFree(taken, one, start, length))
                    .allSatisfy(
                        free ->
                            assertThat(share(rule, week, who.main(), length))
                                .isLessThanOrEqualTo(share(rule, week, free, length)));
                take(taken, who.main(), start, length);
                minutes.merge(who.main().id(), (long) length, Long::sum);
              });
    }
    return minutes;
  }

  private static boolean isFree(
      Map<ResourceId, Occupancy> taken, BookableResource resource, Instant start, int minutes) {
    return requireNonNull(taken.get(resource.id()))
        .isFree(CellRange.covering(Interval.ofMinutes(start, minutes)), 1);
  }

  /** What somebody of this weight would have with so many minutes more. */
  private static double share(
      AssignmentRule rule, Map<ResourceId, Long> week, BookableResource resource, int minutes) {
    return (week.getOrDefault(resource.id(), 0L) + minutes) / (double) rule.weight(resource.id());
  }

  private Optional<BookableResource> chosen(
      AssignmentRule rule,
      Map<ResourceId, Occupancy> taken,
      Turns turns,
      Instant start,
      Set<ResourceId> lost) {
    ServiceNeeds needs = new ServiceNeeds(Business.service(30).assigning(rule), ALL, List.of());
    return fair(needs, taken, turns, start, "b").best(lost).map(Assignment::main);
  }

  private FairAssignment fair(
      ServiceNeeds needs,
      Map<ResourceId, Occupancy> taken,
      Turns turns,
      Instant start,
      String bookingId) {
    return FairAssignment.of(
        rules,
        needs,
        taken,
        turns,
        start,
        needs.service().durationMinutes(),
        new BookingId(bookingId),
        Set.of());
  }

  private static AssignmentRule rule(Kind kind) {
    return new AssignmentRule(kind, Map.of(), List.of());
  }

  private static Instant minute(Random random) {
    return NINE.plus(Duration.ofDays(random.nextInt(7)))
        .plus(Duration.ofMinutes(5L * random.nextInt(144)));
  }

  private static Map<ResourceId, Occupancy> nothing() {
    Map<ResourceId, Occupancy> taken = new HashMap<>();
    ALL.forEach(resource -> taken.put(resource.id(), week()));
    return taken;
  }

  private static Occupancy week() {
    return Occupancy.ofDays(MONDAY.minusDays(1), MONDAY.plusDays(8));
  }

  private static void take(
      Map<ResourceId, Occupancy> taken, BookableResource resource, Instant start, int minutes) {
    requireNonNull(taken.get(resource.id()))
        .add(CellRange.covering(Interval.ofMinutes(start, minutes)), 1);
  }
}

package io.marcado.bookings.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.availability.Occupancy;
import io.marcado.bookings.ledger.PresentTime;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.Business;
import io.marcado.bookings.rules.Offers;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.AssignmentRule;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.catalog.Durations;
import io.marcado.domain.catalog.Pricing;
import io.marcado.domain.catalog.ServiceKind;
import io.marcado.domain.catalog.Terms;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.DayOverride;
import io.marcado.domain.time.Interval;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each rule's answer about a resource, told apart. */
class ExplainerTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  /** A Monday, nine o'clock in São Paulo. */
  private static final Instant NINE = Instant.parse("2026-11-23T12:00:00Z");

  private static final LocalDate MONDAY = LocalDate.parse("2026-11-23");
  private static final LocalDate TUESDAY = MONDAY.plusDays(1);

  private final Map<ResourceId, PresentTime> present = new HashMap<>();
  private boolean forStaff;

  @Test
  void shouldSayWhatSaysWhenItIsOpen() {
    Business business = Business.open("America/Sao_Paulo", "09:00-12:00");
    BookableResource ana = Business.resource("ana");

    assertThat(hours(business, ana, NINE)).isEqualTo(Check.ofHours(CheckCode.OPEN, true, MONDAY));
    assertThat(hours(business, ana, NINE.minusSeconds(3600)))
        .isEqualTo(Check.ofHours(CheckCode.OPEN, false, MONDAY));
    assertThat(hours(business.closedOn(MONDAY), ana, NINE))
        .isEqualTo(Check.ofHours(CheckCode.CLOSED, false, MONDAY));
    assertThat(
            hours(
                business.closedOn(MONDAY),
                Business.resource(
                    "ana", 1, Optional.empty(), Map.of(MONDAY, new DayOverride(List.of()))),
                NINE))
        .isEqualTo(Check.ofHours(CheckCode.OVERRIDE, false, MONDAY));
  }

  @Test
  void shouldNameTheDateOnWhichANightOpened() {
    Business bar = Business.open("America/Sao_Paulo", "18:00-26:00").closedOn(TUESDAY);
    Instant oneAtNight = Instant.parse("2026-11-24T04:00:00Z");

    assertThat(hours(bar, Business.resource("ana"), oneAtNight))
        .isEqualTo(Check.ofHours(CheckCode.OPEN, true, MONDAY));
    // Half an hour before closing, which is not enough.
    assertThat(hours(bar, Business.resource("ana"), oneAtNight.plusSeconds(1800)))
        .isEqualTo(Check.ofHours(CheckCode.OPEN, false, MONDAY));
    assertThat(hours(bar, Business.resource("ana"), oneAtNight.plusSeconds(3600)))
        .isEqualTo(Check.ofHours(CheckCode.CLOSED, false, TUESDAY));
  }

  @Test
  void shouldNameTheDateOnWhichWhatLastsDaysCannotEnd() {
    Business business =
        Business.open("America/Sao_Paulo", "09:00-12:00").closedOn(TUESDAY.plusDays(1));
    BookableResource boat = Business.resource("boat");

    assertThat(hours(business, boat, NINE, 2 * 1440))
        .isEqualTo(Check.ofHours(CheckCode.CLOSED, false, TUESDAY.plusDays(1)));
    assertThat(hours(business, boat, NINE, 3 * 1440))
        .isEqualTo(Check.ofHours(CheckCode.OPEN, true, MONDAY));
    assertThat(hours(business, boat, NINE.minusSeconds(3600), 3 * 1440))
        .isEqualTo(Check.ofHours(CheckCode.OPEN, false, MONDAY));
  }

  @Test
  void shouldTellTheBookingFromItsBuffersAndOneSeatFromMany() {
    BookableResource ana = Business.resource("ana");
    BookableResource room = Business.resource("room", 2, Optional.empty(), Map.of());
    BookableService service = Business.service(60, 0, 30);
    take(ana, NINE.plusSeconds(3600), 1);
    take(room, NINE, 2);

    Business business = Business.open("America/Sao_Paulo", "09:00-18:00");
    ServiceNeeds needs = new ServiceNeeds(service, List.of(ana), List.of(List.of(room)));
    List<List<Candidate>> parts = explain(business, needs, NINE, Optional.of(Set.of()));

    assertThat(broken(parts.getFirst().getFirst())).containsExactly(CheckCode.BUFFER);
    assertThat(broken(parts.getLast().getFirst())).containsExactly(CheckCode.CAPACITY);
    // On no grid of its own.
    assertThat(parts.getLast().getFirst().checks())
        .noneMatch(check -> check.code() == CheckCode.INTERVAL);
  }

  @Test
  void shouldTellStaffAloneThatItIsABlock() {
    BookableResource ana = Business.resource("ana");
    BookableResource room = Business.resource("room", 2, Optional.empty(), Map.of());
    for (BookableResource resource : List.of(ana, room)) {
      PresentTime time = present.computeIfAbsent(resource.id(), _ -> free());
      time.taken().block(MONDAY, 12 * 12);
      time.booked().block(MONDAY, 12 * 12);
    }
    Business business = Business.open("America/Sao_Paulo", "09:00-18:00");
    ServiceNeeds needs =
        new ServiceNeeds(Business.service(60), List.of(ana), List.of(List.of(room)));

    List<List<Candidate>> client = explain(business, needs, NINE, Optional.of(Set.of()));
    forStaff = true;
    List<List<Candidate>> staff = explain(business, needs, NINE, Optional.of(Set.of()));

    // As if bookings had it.
    assertThat(broken(client.getFirst().getFirst())).containsExactly(CheckCode.TAKEN);
    assertThat(broken(client.getLast().getFirst())).containsExactly(CheckCode.CAPACITY);
    assertThat(broken(staff.getFirst().getFirst())).containsExactly(CheckCode.BLOCK);
    assertThat(broken(staff.getLast().getFirst())).containsExactly(CheckCode.BLOCK);
  }

  @Test
  void shouldNameEveryBrokenRule() {
    BookableResource ana = Business.resource("ana");
    Business business = Business.open("America/Sao_Paulo", "09:00-18:00").withNotice(10_000);
    ServiceNeeds needs = Business.needs(Business.service(60), ana);
    take(ana, NINE, 1);

    List<List<Candidate>> parts =
        explain(business, needs, NINE.plusSeconds(300), Optional.of(Set.of()));

    assertThat(broken(parts.getFirst().getFirst()))
        .containsExactly(CheckCode.NOTICE, CheckCode.INTERVAL, CheckCode.TAKEN);
  }

  @Test
  void shouldSayWhatDoesNotCount() {
    BookableResource ana = Business.resource("ana");
    Business business = Business.open("America/Sao_Paulo", "09:00-18:00");
    ServiceNeeds needs = Business.needs(Business.service(60), ana);

    Candidate past = explain(business, needs, NINE, Optional.empty()).getFirst().getFirst();
    assertThat(broken(past)).containsExactly(CheckCode.NOTICE);
    Candidate staff =
        explain(business, needs, NINE, Optional.of(Set.of(SchedulingRule.NOTICE)))
            .getFirst()
            .getFirst();
    assertThat(staff.works()).isTrue();
    assertThat(staff.checks()).contains(Check.setAside(CheckCode.NOTICE));
  }

  @Test
  void shouldJudgeEachResourceByItsOwnTerms() {
    BookableResource ana = Business.resource("ana");
    BookableResource bruno = Business.resource("bruno");
    Business business = Business.open("America/Sao_Paulo", "09:00-18:00");
    BookableService plain = Business.service(60);
    Terms longer =
        new Terms(90, new Durations.Choices(List.of(90, 120)), Pricing.fixed(Optional.empty()));
    BookableService service =
        new BookableService(
            plain.id(),
            plain.name(),
            plain.terms(),
            0,
            0,
            plain.holdMinutes(),
            List.of(),
            List.of(),
            Map.of(bruno.id(), longer),
            ServiceKind.APPOINTMENT,
            AssignmentRule.LEAST_OF_DAY,
            true);
    ServiceNeeds needs = new ServiceNeeds(service, List.of(ana, bruno), List.of());
    take(ana, NINE.plusSeconds(3600), 1);
    take(bruno, NINE.plusSeconds(3600), 1);

    List<Candidate> usual =
        explain(business, needs, NINE, Optional.empty(), Optional.of(Set.of())).getFirst();
    assertThat(usual.getFirst().works()).isTrue();
    assertThat(broken(usual.getLast())).containsExactly(CheckCode.TAKEN);
    assertThat(usual.getLast().time().minutes()).isEqualTo(90);

    List<Candidate> asked =
        explain(business, needs, NINE, Optional.of(60), Optional.of(Set.of())).getFirst();
    assertThat(asked.getFirst().works()).isTrue();
    assertThat(broken(asked.getLast())).containsExactly(CheckCode.DURATION);
  }

  private Check hours(Business business, BookableResource resource, Instant start) {
    return hours(business, resource, start, 60);
  }

  private Check hours(Business business, BookableResource resource, Instant start, int minutes) {
    return explain(
            business,
            Business.needs(Business.service(minutes), resource),
            start,
            Optional.of(Set.of()))
        .getFirst()
        .getFirst()
        .checks()
        .getFirst();
  }

  private List<List<Candidate>> explain(
      Business business,
      ServiceNeeds needs,
      Instant start,
      Optional<Set<SchedulingRule>> setAside) {
    return explain(business, needs, start, Optional.empty(), setAside);
  }

  private List<List<Candidate>> explain(
      Business business,
      ServiceNeeds needs,
      Instant start,
      Optional<Integer> minutes,
      Optional<Set<SchedulingRule>> setAside) {
    needs.resources().forEach(resource -> present.putIfAbsent(resource.id(), free()));
    return new Explainer(
            new BookingRules(business.settings(), NOW),
            Offers.of(needs, minutes),
            needs,
            present,
            start,
            setAside,
            forStaff)
        .candidates();
  }

  private void take(BookableResource resource, Instant start, int seats) {
    PresentTime time = present.computeIfAbsent(resource.id(), _ -> free());
    CellRange cells = CellRange.covering(Interval.ofMinutes(start, 30));
    time.taken().add(cells, seats);
    time.booked().add(cells, seats);
  }

  private static PresentTime free() {
    return new PresentTime(
        Occupancy.ofDays(MONDAY.minusDays(1), TUESDAY),
        Occupancy.ofDays(MONDAY.minusDays(1), TUESDAY),
        Map.of());
  }

  private static List<CheckCode> broken(Candidate candidate) {
    return candidate.checks().stream().filter(check -> !check.works()).map(Check::code).toList();
  }
}

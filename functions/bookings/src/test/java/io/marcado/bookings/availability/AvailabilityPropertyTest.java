package io.marcado.bookings.availability;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.RandomSeeds;
import io.marcado.bookings.availability.ReferenceModel.Taken;
import io.marcado.bookings.explain.Candidate;
import io.marcado.bookings.explain.Check;
import io.marcado.bookings.explain.CheckCode;
import io.marcado.bookings.explain.Explainer;
import io.marcado.bookings.ledger.PresentTime;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.BrokenRule;
import io.marcado.bookings.rules.Business;
import io.marcado.bookings.rules.DistinctChoice;
import io.marcado.bookings.rules.Offers;
import io.marcado.bookings.rules.SchedulingRule;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.domain.BookingId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.catalog.AssignmentRule;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.catalog.Durations;
import io.marcado.domain.catalog.Pricing;
import io.marcado.domain.catalog.ResourceCalendar;
import io.marcado.domain.catalog.Terms;
import io.marcado.domain.holidays.HolidayTable;
import io.marcado.domain.settings.BusinessCalendar;
import io.marcado.domain.settings.BusinessHolidays;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.settings.PublicBooking;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.DailyWindow;
import io.marcado.domain.time.DayOverride;
import io.marcado.domain.time.HolidayHours;
import io.marcado.domain.time.HolidayKind;
import io.marcado.domain.time.HolidayRules;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Recurrence;
import io.marcado.domain.time.Season;
import io.marcado.domain.time.SpecialDate;
import io.marcado.domain.time.WeeklyHours;
import io.marcado.domain.time.WindowBooking;
import io.marcado.domain.time.Zone;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Random businesses, zones and bookings: what is offered, what booking would accept, and what the
 * plain model says are the same for every five minutes of the range.
 */
class AvailabilityPropertyTest {
  @RandomSeeds(200)
  void shouldOfferExactlyWhatBookingAccepts(long seed) {
    Scene scene = Scene.ofAnyLength(seed);
    BookingRules rules = new BookingRules(scene.settings(), scene.now, scene.reach);
    ReferenceModel model = scene.model();

    for (Optional<Integer> asked : List.of(Optional.<Integer>empty(), scene.asked())) {
      Offers offers = Offers.of(scene.needs, asked).allowed();
      Map<String, List<ResourceId>> offered = new TreeMap<>();
      Map<String, List<ResourceId>> unrestricted = new TreeMap<>();
      if (!offers.isEmpty()) {
        for (Slot slot : new SlotFinder(rules).find(offers, scene.occupancy, scene.range).slots()) {
          String at = slot.time().start() + " " + slot.time().end();
          offered.computeIfAbsent(at, _ -> new ArrayList<>()).addAll(slot.resourceIds());
          List<ResourceId> rest = new ArrayList<>(slot.resourceIds());
          assertThat(rest.removeAll(slot.restricted())).isEqualTo(!slot.restricted().isEmpty());
          assertThat(slot.restriction())
              .isEqualTo(slot.restricted().isEmpty() ? WindowBooking.DIRECT : scene.reach);
          if (!rest.isEmpty()) {
            unrestricted.computeIfAbsent(at, _ -> new ArrayList<>()).addAll(rest);
          }
        }
      }
      assertThat(sorted(offered)).isEqualTo(sorted(model.slots(scene.needs, scene.range, asked)));
      WindowBooking less =
          scene.reach == WindowBooking.STAFF ? WindowBooking.APPROVAL : WindowBooking.DIRECT;
      assertThat(sorted(unrestricted))
          .isEqualTo(sorted(scene.model(less).slots(scene.needs, scene.range, asked)));
      for (Instant start = scene.range.start();
          start.isBefore(scene.range.end());
          start = start.plusSeconds(300)) {
        for (BookableResource main : scene.needs.mains()) {
          Offers own = Offers.of(scene.needs.withMain(main.id()), asked);
          shouldAgree(scene, rules, model, own, main, start, offered, unrestricted);
        }
      }
    }
  }

  private static void shouldAgree(
      Scene scene,
      BookingRules rules,
      ReferenceModel model,
      Offers own,
      BookableResource main,
      Instant start,
      Map<String, List<ResourceId>> offered,
      Map<String, List<ResourceId>> unrestricted) {
    int minutes = own.longestMinutes();
    Set<SchedulingRule> broken =
        rules.judge(own, start, Set.of()).stream()
            .map(BrokenRule::rule)
            .collect(Collectors.toSet());
    assertThat(broken)
        .describedAs("%s at %s", main.id(), start)
        .isEqualTo(model.broken(scene.needs.withMain(main.id()), main, start, minutes));
    Optional<Assignment> assignment =
        FairAssignment.best(
            FairAssignment.of(
                rules, own, scene.occupancy, Turns.NONE, start, new BookingId("b"), Set.of()),
            Set.of());
    assertThat(broken.isEmpty() && assignment.isPresent())
        .describedAs("%s at %s", main.id(), start)
        .isEqualTo(offered.getOrDefault(model.key(start, minutes), List.of()).contains(main.id()));
    assertThat(
            assignment.map(
                who ->
                    who.main().equals(main)
                        && Set.copyOf(who.resourceIds()).size() == scene.needs.groups().size() + 1))
        .isNotEqualTo(Optional.of(false));
    // As booking does: directly, if that is possible with this main resource.
    if (broken.isEmpty() && scene.reach == WindowBooking.APPROVAL) {
      Optional<Assignment> direct =
          rules
              .lessReaching(own.resources())
              .flatMap(
                  narrow ->
                      FairAssignment.best(
                          FairAssignment.of(
                              narrow,
                              own,
                              scene.occupancy,
                              Turns.NONE,
                              start,
                              new BookingId("b"),
                              Set.of()),
                          Set.of()));
      assertThat(
              direct
                  .or(() -> assignment)
                  .map(
                      who ->
                          !rules.isByAppointment(
                              own.all().service(), who.resources(), start, minutes)))
          .describedAs("%s directly at %s", main.id(), start)
          .isEqualTo(
              assignment.map(
                  _ ->
                      unrestricted
                          .getOrDefault(model.key(start, minutes), List.of())
                          .contains(main.id())));
    }
  }

  /** Resources that have the same terms share a slot; which is told first is not the point. */
  private static Map<String, List<String>> sorted(Map<String, List<ResourceId>> slots) {
    Map<String, List<String>> sorted = new TreeMap<>();
    slots.forEach(
        (start, ids) -> sorted.put(start, ids.stream().map(ResourceId::value).sorted().toList()));
    return sorted;
  }

  @RandomSeeds(100)
  void shouldExplainExactlyWhatIsOfferedAndNameWhatIsBroken(long seed) {
    Scene scene = Scene.ofAnyLength(seed);
    BookingRules rules = new BookingRules(scene.settings(), scene.now, scene.reach);
    Map<ResourceId, PresentTime> present = new HashMap<>();
    scene.occupancy.forEach(
        (id, taken) -> present.put(id, new PresentTime(taken, taken, Map.of())));
    for (Optional<Integer> asked : List.of(Optional.<Integer>empty(), scene.asked())) {
      Offers offers = Offers.of(scene.needs, asked).allowed();
      Map<Instant, List<ResourceId>> offered = new TreeMap<>();
      if (!offers.isEmpty()) {
        for (Slot slot : new SlotFinder(rules).find(offers, scene.occupancy, scene.range).slots()) {
          offered
              .computeIfAbsent(slot.time().start(), _ -> new ArrayList<>())
              .addAll(slot.resourceIds());
        }
      }
      for (Instant start = scene.range.start();
          start.isBefore(scene.range.end());
          start = start.plusSeconds(300)) {
        for (BookableResource main : scene.needs.mains()) {
          Offers own = Offers.of(scene.needs.withMain(main.id()), asked);
          List<List<Candidate>> parts =
              new Explainer(
                      rules,
                      own,
                      own.each().getFirst(),
                      present,
                      start,
                      Optional.of(Set.of()),
                      false)
                  .candidates();
          assertThat(DistinctChoice.isPossible(working(parts)))
              .describedAs("%s at %s for %s: %s", main.id(), start, asked, parts)
              .isEqualTo(offered.getOrDefault(start, List.of()).contains(main.id()));
          shouldName(rules.judge(own, start, Set.of()), parts, own);
        }
      }
    }
  }

  private static List<List<ResourceId>> working(List<List<Candidate>> parts) {
    return parts.stream()
        .map(
            part ->
                part.stream()
                    .filter(Candidate::works)
                    .map(candidate -> candidate.resource().id())
                    .toList())
        .toList();
  }

  private static void shouldName(List<BrokenRule> rules, List<List<Candidate>> parts, Offers own) {
    Set<CheckCode> broken =
        parts.getFirst().getFirst().checks().stream()
            .filter(check -> !check.works())
            .map(Check::code)
            .collect(Collectors.toSet());
    for (BrokenRule rule : rules) {
      // Where only another part is closed, its resources say so.
      if (rule.rule() != SchedulingRule.OPENING_HOURS || own.all().groups().isEmpty()) {
        assertThat(broken).containsAnyElementsOf(codes(rule.rule()));
      }
    }
  }

  private static Set<CheckCode> codes(SchedulingRule rule) {
    return switch (rule) {
      case OPENING_HOURS ->
          Set.of(
              CheckCode.OPEN,
              CheckCode.OVERRIDE,
              CheckCode.CLOSED,
              CheckCode.SPECIAL,
              CheckCode.HOLIDAY,
              CheckCode.SEASON);
      case NOTICE -> Set.of(CheckCode.NOTICE);
      case HORIZON -> Set.of(CheckCode.HORIZON);
      case INTERVAL -> Set.of(CheckCode.INTERVAL);
      case DURATION -> Set.of(CheckCode.DURATION);
    };
  }

  @RandomSeeds(60)
  void shouldLetStaffRecordAtAnyMinuteWhatIsOpenAndFreeThen(long seed) {
    Set<SchedulingRule> ignored = Set.of(SchedulingRule.NOTICE, SchedulingRule.INTERVAL);
    Scene scene = Scene.ofAnyLength(seed);
    BookingRules rules = new BookingRules(scene.settings(), scene.now, scene.reach);
    ReferenceModel model = scene.model();
    long minutes = scene.range.minutes();
    for (int i = 0; i < 300; i++) {
      Instant start = scene.range.start().plus(Duration.ofMinutes(scene.random.nextLong(minutes)));
      for (BookableResource main : scene.needs.mains()) {
        ServiceNeeds needs = scene.needs.withMain(main.id());
        int length = needs.service().termsOf(main.id()).minutes();
        Offers offers = Offers.of(needs, Optional.empty());
        boolean allowed = rules.judge(offers, start, ignored).isEmpty();
        boolean staffed =
            FairAssignment.best(
                    FairAssignment.of(
                        rules,
                        offers,
                        scene.occupancy,
                        Turns.NONE,
                        start,
                        new BookingId("b"),
                        ignored),
                    Set.of())
                .isPresent();
        assertThat(allowed && staffed)
            .describedAs("%s at %s", main.id(), start)
            .isEqualTo(model.isBookable(needs, main, start, length, ignored));
      }
    }
  }

  /** One random business with bookings, a range and a present moment. */
  static final class Scene {
    final Random random;
    private final boolean ofDays;
    private final Business business;
    private final List<BookableResource> pool = new ArrayList<>();
    final ServiceNeeds needs;
    final Instant now;
    final WindowBooking reach;
    final Interval range;
    final List<Taken> taken = new ArrayList<>();
    final Map<ResourceId, Occupancy> occupancy = new HashMap<>();

    /** One of five has services that take days. */
    static Scene ofAnyLength(long seed) {
      Random random = new Random(seed);
      return new Scene(random, random.nextInt(5) == 0);
    }

    /** One whose services take a day at most. */
    Scene(Random random) {
      this(random, false);
    }

    private Scene(Random random, boolean ofDays) {
      this.random = random;
      this.ofDays = ofDays;
      Zone zone = Business.anyZone(random);
      LocalTimeline timeline = new LocalTimeline(zone);
      reach = random.nextBoolean() ? WindowBooking.APPROVAL : WindowBooking.STAFF;
      LocalDate from =
          Business.anyDate(
              random,
              zone,
              LocalDate.of(2025, 1, 1)
                  .plusDays(random.nextInt(2190))
                  .atStartOfDay()
                  .toInstant(ZoneOffset.UTC));
      range = timeline.days(from, from.plusDays(random.nextInt(2)));
      now =
          range
              .start()
              .plus(Duration.ofMinutes(random.nextInt(3) == 0 ? random.nextInt(2880) : -1440))
              .minusMillis(random.nextInt(2) * 1500L);
      Set<LocalDate> closed = new TreeSet<>();
      if (random.nextInt(3) == 0) {
        closed.add(from.plusDays(random.nextInt(3) - 1));
      }
      business =
          new Business(
              zone,
              week(),
              5 * (1 + random.nextInt(random.nextBoolean() ? 6 : 30)),
              random.nextInt(3) == 0 ? random.nextInt(600) : 0,
              1 + random.nextInt(4),
              List.copyOf(closed),
              List.of(),
              PublicBooking.OPEN,
              new BusinessCalendar(seasons(from), specialDates(from, closed), holidays(from)));
      for (int i = 0; i < 1 + random.nextInt(5); i++) {
        pool.add(resource("r" + i, from));
      }
      List<List<BookableResource>> groups = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0 && pool.size() > 1; i--) {
        groups.add(some(pool));
      }
      needs =
          new ServiceNeeds(
              service(
                  Business.service(
                      ofDays
                          ? 1440 * (1 + random.nextInt(3))
                          : 5 * (1 + random.nextInt(random.nextInt(4) == 0 ? 288 : 24)),
                      5 * random.nextInt(random.nextInt(4) == 0 ? 145 : 5),
                      5 * random.nextInt(random.nextInt(4) == 0 ? 145 : 5)),
                  pool),
              some(pool),
              groups);
      book(pool);
    }

    /** Another short service, of the same resources. */
    ServiceNeeds another(int number) {
      BookableService plain =
          Business.service(
              5 * (1 + random.nextInt(18)), 5 * random.nextInt(5), 5 * random.nextInt(5));
      return new ServiceNeeds(
          service(
              new BookableService(
                  new ServiceId("service" + number),
                  "Service " + number,
                  plain.terms(),
                  plain.bufferBeforeMinutes(),
                  plain.bufferAfterMinutes(),
                  plain.holdMinutes(),
                  List.of(),
                  List.of(),
                  Map.of(),
                  plain.kind(),
                  AssignmentRule.LEAST_OF_DAY,
                  true),
              pool),
          some(pool),
          random.nextInt(3) == 0 && pool.size() > 1 ? List.of(some(pool)) : List.of());
    }

    /** Half of the time with durations to choose from, and with resources that have their own. */
    private BookableService service(BookableService plain, List<BookableResource> pool) {
      Map<ResourceId, Terms> own = new HashMap<>();
      if (random.nextBoolean()) {
        pool.stream()
            .filter(_ -> random.nextInt(3) == 0)
            .forEach(one -> own.put(one.id(), terms(5 * (1 + random.nextInt(40)))));
      }
      return new BookableService(
          plain.id(),
          plain.name(),
          random.nextBoolean() ? plain.terms() : terms(plain.durationMinutes()),
          plain.bufferBeforeMinutes(),
          plain.bufferAfterMinutes(),
          plain.holdMinutes(),
          List.of(),
          List.of(),
          own,
          plain.kind(),
          AssignmentRule.LEAST_OF_DAY,
          true);
    }

    private Terms terms(int minutes) {
      int step = 5 * (1 + random.nextInt(6));
      int steps = random.nextInt(4);
      return new Terms(
          minutes,
          random.nextBoolean() || minutes + steps * step > 1440
              ? new Durations.Choices(List.of(minutes, 5 + random.nextInt(10) * 5))
              : new Durations.Range(minutes, minutes + steps * step, step),
          Pricing.fixed(Optional.empty()));
    }

    /** A duration that some resource may allow. */
    Optional<Integer> asked() {
      List<Integer> all = durations(needs.service().terms());
      return Optional.of(all.get(random.nextInt(all.size())));
    }

    private static List<Integer> durations(Terms terms) {
      return switch (terms.durations()) {
        case Durations.Choices(List<Integer> minutes) -> minutes;
        case Durations.Range(int shortest, int longest, int step) -> {
          List<Integer> all = new ArrayList<>();
          for (int minutes = shortest; minutes <= longest; minutes += step) {
            all.add(minutes);
          }
          yield all;
        }
      };
    }

    private ReferenceModel.AllDurations durations() {
      Map<ResourceId, List<Integer>> own = new HashMap<>();
      needs.service().ownTerms().forEach((id, terms) -> own.put(id, durations(terms)));
      return new ReferenceModel.AllDurations(durations(needs.service().terms()), own);
    }

    ReferenceModel model() {
      return model(reach);
    }

    ReferenceModel model(WindowBooking reaching) {
      return new ReferenceModel(
          settings(),
          now,
          taken,
          new Interval(
              range.start().minus(Duration.ofDays(3)),
              range.end().plus(Duration.ofDays(ofDays ? 6 : 3))),
          reaching,
          durations());
    }

    OrganizationSettings settings() {
      return business.settings();
    }

    private WeeklyHours week() {
      List<WeeklyHours.Entry> entries = new ArrayList<>();
      for (DayOfWeek day : DayOfWeek.values()) {
        windows().forEach(window -> entries.add(new WeeklyHours.Entry(day, window, recurrence())));
      }
      return new WeeklyHours(entries);
    }

    private Optional<Recurrence> recurrence() {
      return switch (random.nextInt(12)) {
        case 0 ->
            Optional.of(
                new Recurrence.EveryWeeks(
                    2 + random.nextInt(2), LocalDate.of(2027, 1, 1 + random.nextInt(30))));
        case 1 ->
            Optional.of(
                new Recurrence.WeeksOfMonth(
                    List.of(1 + random.nextInt(5), random.nextBoolean() ? -1 : 2)));
        default -> Optional.empty();
      };
    }

    /** One of every year, and one of a year, which overlap or do not. */
    private List<Season> seasons(LocalDate from) {
      List<Season> seasons = new ArrayList<>();
      if (random.nextInt(4) == 0) {
        seasons.add(season(from, OptionalInt.empty()));
      }
      if (random.nextInt(4) == 0) {
        LocalDate begins = from.minusDays(random.nextInt(10));
        seasons.add(season(begins, OptionalInt.of(begins.getYear())));
      }
      return seasons;
    }

    private Season season(LocalDate date, OptionalInt year) {
      return new Season(
          MonthDay.from(date.plusDays(random.nextInt(5) - 3)),
          MonthDay.from(date.plusDays(random.nextInt(5) - 1)),
          year,
          week());
    }

    private List<SpecialDate> specialDates(LocalDate from, Set<LocalDate> closed) {
      LocalDate first = from.plusDays(random.nextInt(4) - 2);
      LocalDate last = first.plusDays(random.nextInt(2));
      return random.nextInt(3) > 0 || closed.contains(first) || closed.contains(last)
          ? List.of()
          : List.of(new SpecialDate(first, last, new DayOverride(windows())));
    }

    /** Of a country that has a holiday then, if there is one. */
    private Optional<BusinessHolidays> holidays(LocalDate from) {
      if (random.nextInt(3) > 0) {
        return Optional.empty();
      }
      Set<HolidayKind> kinds =
          random.nextBoolean() ? Set.of(HolidayKind.PUBLIC) : Set.of(HolidayKind.values());
      int first = random.nextInt(HolidayTable.countries().size());
      String country =
          IntStream.range(0, HolidayTable.countries().size())
              .mapToObj(
                  i -> HolidayTable.countries().get((first + i) % HolidayTable.countries().size()))
              .filter(
                  code ->
                      HolidayTable.of(code)
                          .filter(table -> table.on(Optional.empty(), kinds, from).isPresent())
                          .isPresent())
              .findFirst()
              .orElse("BR");
      return Optional.of(new BusinessHolidays(country, Optional.empty(), kinds, rules(from)));
    }

    private HolidayRules rules(LocalDate from) {
      SortedMap<LocalDate, HolidayHours> days = new TreeMap<>();
      if (random.nextInt(3) == 0) {
        days.put(from.plusDays(random.nextInt(4) - 1), holidayHours());
      }
      return new HolidayRules(holidayHours(), days);
    }

    private HolidayHours holidayHours() {
      List<DailyWindow> windows = windows();
      HolidayHours.Rule rule =
          HolidayHours.Rule.values()[random.nextInt(HolidayHours.Rule.values().length)];
      return rule == HolidayHours.Rule.WINDOWS
          ? HolidayHours.in(windows)
          : new HolidayHours(rule, List.of());
    }

    private DailyWindow window(int opens, int closes) {
      DailyWindow window =
          new DailyWindow(opens, closes)
              .bookedBy(
                  random.nextInt(5) > 0
                      ? WindowBooking.DIRECT
                      : WindowBooking.values()[1 + random.nextInt(2)]);
      return random.nextInt(6) == 0
          ? window.startingBy(DailyWindow.timeOf(opens + 5 * random.nextInt((closes - opens) / 5)))
          : window;
    }

    private List<DailyWindow> windows() {
      return switch (random.nextInt(6)) {
        case 0 -> List.of(new DailyWindow(0, 1440));
        case 2 -> List.of(window(5 * (200 + random.nextInt(80)), 5 * (288 + random.nextInt(145))));
        case 1 -> List.of(DailyWindow.of("09:00", "12:00"), DailyWindow.of("13:00", "18:00"));
        default -> {
          TreeSet<Integer> times = new TreeSet<>();
          for (int i = random.nextInt(5); i >= 0; i--) {
            times.add(5 * random.nextInt(random.nextBoolean() ? 48 : 289));
          }
          List<DailyWindow> windows = new ArrayList<>();
          Integer before = null;
          for (Integer time : times) {
            // Mostly open, so that many windows touch.
            if (before != null && random.nextInt(4) > 0) {
              windows.add(window(before, time));
            }
            before = time;
          }
          yield windows;
        }
      };
    }

    private BookableResource resource(String id, LocalDate from) {
      Map<LocalDate, DayOverride> overrides = new HashMap<>();
      if (random.nextInt(3) == 0) {
        overrides.put(from.plusDays(random.nextInt(3) - 1), new DayOverride(windows()));
      }
      return Business.resource(
          id,
          1 + random.nextInt(random.nextInt(3) == 0 ? 3 : 1),
          random.nextInt(3) == 0 ? Optional.of(week()) : Optional.empty(),
          overrides,
          new ResourceCalendar(
              random.nextInt(3) == 0 ? seasons(from) : List.of(),
              random.nextInt(3) == 0 ? Optional.of(rules(from)) : Optional.empty()));
    }

    private List<BookableResource> some(List<BookableResource> pool) {
      List<BookableResource> some = pool.stream().filter(_ -> random.nextInt(3) > 0).toList();
      return some.isEmpty() ? List.of(pool.getFirst()) : some;
    }

    private void book(List<BookableResource> pool) {
      LocalDate first = LocalDate.ofInstant(range.start(), ZoneOffset.UTC).minusDays(2);
      LocalDate last = LocalDate.ofInstant(range.end(), ZoneOffset.UTC).plusDays(ofDays ? 6 : 3);
      for (BookableResource resource : pool) {
        Occupancy seats = Occupancy.ofDays(first, last);
        for (int i = random.nextInt(ofDays ? 3 : 6); i > 0; i--) {
          Interval time =
              Interval.ofMinutes(
                  range
                      .start()
                      .plus(Duration.ofMinutes(random.nextInt(ofDays ? 7000 : 3500) - 300)),
                  5L * (1 + random.nextInt(40)));
          int count = 1 + random.nextInt(resource.capacity());
          taken.add(new Taken(resource.id(), time, count));
          seats.add(CellRange.covering(time), count);
        }
        occupancy.put(resource.id(), seats);
      }
    }
  }
}

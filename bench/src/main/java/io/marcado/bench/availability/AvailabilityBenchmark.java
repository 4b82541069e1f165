package io.marcado.bench.availability;

import io.marcado.bookings.availability.Occupancy;
import io.marcado.bookings.availability.Slot;
import io.marcado.bookings.availability.SlotFinder;
import io.marcado.bookings.availability.VisitFinder;
import io.marcado.bookings.availability.VisitSlot;
import io.marcado.bookings.rules.BookingRules;
import io.marcado.bookings.rules.Offers;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.bookings.rules.VisitNeeds;
import io.marcado.bookings.rules.VisitNeeds.Stage;
import io.marcado.bookings.rules.VisitNeeds.Step;
import io.marcado.domain.ResourceId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.catalog.ResourceKind;
import io.marcado.domain.catalog.ServiceKind;
import io.marcado.domain.settings.BusinessTemplate;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.Zone;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A month of free times of a service of an hour, half of the time being taken. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class AvailabilityBenchmark {
  private static final LocalDate FIRST = LocalDate.parse("2026-12-01");
  private static final int DAYS = 31;
  private static final int HALF_HOUR = 30 / Cells.MINUTES;

  /** How many resources can do the service. */
  @Param({"1", "50"})
  public int resources = 1;

  private BookingRules rules = rules();
  private ServiceNeeds needs = needs(0);
  private Map<ResourceId, Occupancy> occupancy = new HashMap<>();
  private Interval month = month();

  /** Takes half of the half hours of each resource. */
  @Setup
  public void fill() {
    rules = rules();
    month = month();
    needs = needs(resources);
    occupancy = new HashMap<>();
    Random random = new Random(1);
    for (BookableResource resource : needs.mains()) {
      Occupancy taken = Occupancy.ofDays(FIRST.minusDays(1), FIRST.plusDays(DAYS + 1L));
      for (int day = 0; day < DAYS; day++) {
        for (int start = 0; start < Cells.PER_DAY; start += HALF_HOUR) {
          if (random.nextBoolean()) {
            for (int cell = start; cell < start + HALF_HOUR; cell++) {
              taken.add(FIRST.plusDays(day), cell, 1);
            }
          }
        }
      }
      occupancy.put(resource.id(), taken);
    }
  }

  /** Masks of hours and rules, runs of free cells, and the slots as objects. */
  @Benchmark
  public List<Slot> monthOfSlots() {
    return new SlotFinder(rules).find(needs, occupancy, month).slots();
  }

  /** The starts of a visit of three parts, each by any of them, and who does it at each. */
  @Benchmark
  public List<VisitSlot> monthOfVisits() {
    return new VisitFinder(rules).find(visit(false), occupancy, month).slots();
  }

  /** The same where all three begin together, so that nobody may have two of them. */
  @Benchmark
  public List<VisitSlot> monthOfThreeAtOnce() {
    return new VisitFinder(rules).find(visit(true), occupancy, month).slots();
  }

  private VisitNeeds visit(boolean atOnce) {
    Step step = Step.of(Offers.of(needs, Optional.empty()));
    return new VisitNeeds(
        atOnce
            ? List.of(new Stage(0, List.of(step, step, step)))
            : List.of(
                new Stage(0, List.of(step)),
                new Stage(0, List.of(step)),
                new Stage(15, List.of(step))));
  }

  private static BookingRules rules() {
    Zone zone = Zone.of("America/Sao_Paulo");
    OrganizationSettings settings =
        OrganizationSettings.forTemplate(
            BusinessTemplate.CONSULTATION,
            zone,
            Locale.forLanguageTag("pt-BR"),
            Currency.getInstance("BRL"),
            "Bench");
    return new BookingRules(settings, Instant.parse("2026-11-20T12:00:00Z"));
  }

  private static Interval month() {
    return new Interval(
        Instant.parse("2026-12-01T03:00:00Z"), Instant.parse("2027-01-01T03:00:00Z"));
  }

  private static ServiceNeeds needs(int count) {
    List<BookableResource> mains = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      mains.add(
          new BookableResource(
              new ResourceId("r" + i),
              "Resource " + i,
              ResourceKind.PERSON,
              1,
              Optional.empty(),
              Map.of(),
              true));
    }
    BookableService service =
        new BookableService(
            new ServiceId("service"),
            "Service",
            60,
            0,
            10,
            10,
            Optional.empty(),
            List.of(),
            List.of(),
            ServiceKind.APPOINTMENT,
            true);
    return new ServiceNeeds(service, mains, List.of());
  }
}

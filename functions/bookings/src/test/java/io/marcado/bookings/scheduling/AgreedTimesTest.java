package io.marcado.bookings.scheduling;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.bookings.availability.ReferenceModel;
import io.marcado.bookings.availability.ReferenceModel.AllDurations;
import io.marcado.bookings.availability.ReferenceModel.Taken;
import io.marcado.bookings.availability.VisitModel;
import io.marcado.bookings.blocks.Block;
import io.marcado.bookings.blocks.BlockChanges;
import io.marcado.bookings.blocks.BlockTime;
import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.ledger.SeriesHolds;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.ChangedBy;
import io.marcado.bookings.lifecycle.ClassPlace;
import io.marcado.bookings.lifecycle.ClassSession;
import io.marcado.bookings.lifecycle.HoldTerms;
import io.marcado.bookings.lifecycle.SampleBooking;
import io.marcado.bookings.lifecycle.Series;
import io.marcado.bookings.lifecycle.VisitPart;
import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.published.NamedPeople;
import io.marcado.bookings.rules.Business;
import io.marcado.bookings.rules.ServiceNeeds;
import io.marcado.bookings.scheduling.SeriesRequest.OnConflict;
import io.marcado.bookings.series.Recurrence.End;
import io.marcado.bookings.series.RecurrenceDraft;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.CreateOutcome;
import io.marcado.catalog.published.CatalogReader;
import io.marcado.domain.Actor;
import io.marcado.domain.BlockId;
import io.marcado.domain.BookingId;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Ids;
import io.marcado.domain.Patch;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.SeriesId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.settings.BusinessCalendar;
import io.marcado.domain.settings.OrganizationSettings;
import io.marcado.domain.settings.PublicBooking;
import io.marcado.domain.time.DailyWindow;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.WindowBooking;
import io.marcado.domain.time.Zone;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Random days of random businesses, many of them days on which clocks change: bookings, holds,
 * visits, series, blocks and classes come and go. At every step the program offers and accepts what
 * a model says that only remembers what people were told.
 */
class AgreedTimesTest {
  private static final int DIARIES = 3;
  private static final int STEPS = 40;

  /** Availability is looked at after so many steps. */
  private static final int LOOK = 20;

  private static final List<List<String>> HOURS =
      List.of(
          List.of("09:00-18:00"),
          List.of("08:00-12:00", "13:00-19:00"),
          List.of("18:00-27:00"),
          List.of("00:00-24:00"));

  private static final List<ResourceId> CHAIRS =
      List.of(new ResourceId("one"), new ResourceId("two"));

  private final Salon salon = new Salon();
  private final ServiceId cut = new ServiceId("cut");
  private final ServiceId massage = salon.massage();
  private final ServiceId yoga = salon.yoga(5, 15);
  private final Map<ServiceId, AllDurations> durations =
      Map.of(
          cut, new AllDurations(List.of(60), Map.of()),
          massage, new AllDurations(List.of(60, 30, 90), Map.of()));
  private final Map<ServiceId, BookableService> buffers =
      Map.of(
          cut, Business.service(60),
          massage, Business.service(60, 0, 10),
          yoga, Business.service(60, 5, 15));
  private final Actor staff = salon.automation();
  private final Ids ids = new Ids(new Random());

  /** How often each kind of request was accepted, and refused. */
  private final Map<String, Integer> answers = new TreeMap<>();

  private Instant now = Salon.NOW;

  @AfterEach
  void close() {
    salon.close();
  }

  @Test
  void shouldOfferAndAcceptExactlyWhatIsNotAgreedOn() {
    long seed = new Random().nextLong(1_000_000_000);
    for (int i = 0; i < DIARIES; i++) {
      Diary diary = new Diary(new Random(seed + i), 2027 + 2 * i);
      for (int step = 1; step <= STEPS; step++) {
        diary.step("seed %d, step %d of diary %d".formatted(seed, step, i));
        if (step % LOOK == 0) {
          diary.look();
        }
      }
    }
    System.out.printf("Answers of seed %d: %s%n", seed, answers);
    // So that it means something.
    assertThat(answers.keySet()).describedAs("seed %d", seed).contains("book true", "book false");
  }

  /** Compares an answer with what it should be. */
  private void judge(String what, String when, Result<?, ?> outcome, boolean expected) {
    boolean accepted = outcome.whyRefused().isEmpty();
    assertThat(accepted).describedAs("%s: %s: %s", when, what, outcome).isEqualTo(expected);
    answers.merge(what + " " + accepted, 1, Integer::sum);
  }

  /** Two days of a business, and what becomes of them. */
  private final class Diary {
    private final Random random;
    private final OrganizationSettings settings;
    private final LocalTimeline timeline;
    private final List<DailyWindow> windows;
    private final LocalDate first;
    private final Interval days;
    private final Map<ResourceId, Integer> capacities;
    private final AgreedTimes agreed = new AgreedTimes();
    private final List<String> singles = new ArrayList<>();
    private final Map<String, Booking> bookings = new LinkedHashMap<>();
    private final List<String> holds = new ArrayList<>();
    private final Set<String> longer = new HashSet<>();
    private final List<Block> blocks = new ArrayList<>();
    private final Map<ClassSessionId, ClassSession> sessions = new LinkedHashMap<>();
    private final Map<String, ClassSessionId> seated = new LinkedHashMap<>();
    private String when = "";

    /**
     * A diary of nobody yet, some time in a year. From here on the business is like this.
     *
     * @param year far from those of other diaries
     */
    Diary(Random random, int year) {
      this.random = random;
      Zone zone = Business.anyZone(random);
      timeline = new LocalTimeline(zone);
      first =
          Business.anyDate(
              random,
              zone,
              LocalDate.of(year, 1, 1)
                  .plusDays(random.nextInt(365))
                  .atStartOfDay()
                  .toInstant(ZoneOffset.UTC));
      days = timeline.days(first, first.plusDays(1));
      List<String> hours = any(HOURS);
      windows = hours.stream().map(DailyWindow::parse).toList();
      settings =
          new Business(
                  zone,
                  Business.daily(hours.toArray(String[]::new)),
                  any(List.of(15, 30, 30)),
                  random.nextInt(3) == 0 ? random.nextInt(2880) : 0,
                  random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 365,
                  List.of(),
                  List.of(),
                  PublicBooking.OPEN,
                  BusinessCalendar.NONE)
              .settings();
      now = days.start().minus(Duration.ofMinutes(120L + random.nextInt(1440)));
      salon.clock(now);
      salon.store(settings);
      capacities = Map.of(CHAIRS.getFirst(), 1, CHAIRS.getLast(), 1 + random.nextInt(2));
      capacities.forEach((chair, capacity) -> salon.seats(chair.value(), capacity));
      CatalogReader catalog = salon.bean(CatalogReader.class);
      buffers.keySet().forEach(id -> catalog.freshServiceWithResources(salon.tenant, id));
    }

    private <T> T any(List<T> all) {
      return all.get(random.nextInt(all.size()));
    }

    /** One chair, or both. */
    private List<ResourceId> chairs() {
      return any(List.of(CHAIRS.subList(0, 1), CHAIRS.subList(1, 2), CHAIRS));
    }

    void step(String what) {
      when = what;
      switch (random.nextInt(26)) {
        case 0, 1, 2 -> book(false);
        case 3, 4, 5 -> book(true);
        case 6, 7 -> visit();
        case 8 -> series();
        case 9 -> unfinishedSeries();
        case 10, 11 -> ofHold();
        case 12 -> move();
        case 13 -> cancel();
        case 14 -> block();
        case 15, 16 -> session();
        case 17, 18, 19 -> seats();
        case 20 -> changeSession();
        case 21 -> cancelSeats();
        case 22 -> cancelSession();
        default -> {
          now = now.plus(Duration.ofMinutes(1 + random.nextInt(12)));
          salon.clock(now);
        }
      }
    }

    // ---- what is said beforehand

    private ReferenceModel model(ServiceId service, List<Taken> taken) {
      return new ReferenceModel(
          settings,
          now,
          taken,
          new Interval(days.start().minus(Duration.ofDays(3)), days.end().plus(Duration.ofDays(3))),
          WindowBooking.DIRECT,
          requireNonNull(durations.get(service)));
    }

    private boolean isBookable(
        ServiceId service, List<ResourceId> chairs, Instant start, int minutes, List<Taken> taken) {
      ReferenceModel model = model(service, taken);
      ServiceNeeds needs = needs(service);
      return chairs.stream()
          .anyMatch(one -> model.isBookable(needs, resource(needs, one), start, minutes));
    }

    private List<Taken> parts(Booking booking) {
      if (booking.visit().isEmpty()) {
        return parts(booking.serviceId(), booking.resourceIds(), booking.time());
      }
      List<Taken> parts = new ArrayList<>();
      for (VisitPart part : booking.visit()) {
        for (Taken one :
            parts(part.serviceId(), part.resourceIds(), part.time(booking.time().start()))) {
          parts.addAll(besides(parts, one));
        }
      }
      return parts;
    }

    /** The next part may begin while all is put away from before: that is one seat and not two. */
    private static List<Taken> besides(List<Taken> before, Taken part) {
      List<Interval> rest = List.of(part.time());
      for (Taken other : before) {
        if (other.resourceId().equals(part.resourceId())) {
          rest = rest.stream().flatMap(time -> time.minus(other.time()).stream()).toList();
        }
      }
      return rest.stream().map(time -> new Taken(part.resourceId(), time, part.seats())).toList();
    }

    private List<Taken> parts(ServiceId service, List<ResourceId> resources, Interval time) {
      BookableService around = requireNonNull(buffers.get(service));
      Interval taken =
          new Interval(
              time.start().minus(Duration.ofMinutes(around.bufferBeforeMinutes())),
              time.end().plus(Duration.ofMinutes(around.bufferAfterMinutes())));
      return resources.stream().map(one -> new Taken(one, taken, 1)).toList();
    }

    // ---- what is done

    private Instant start() {
      return start(first.plusDays(random.nextInt(2)));
    }

    private Instant start(LocalDate date) {
      DailyWindow window = any(windows);
      int step = random.nextInt(8) == 0 ? 5 : 30;
      int minute =
          window.opens() + step * random.nextInt((window.closes() - window.opens()) / step);
      return timeline.at(date, minute);
    }

    private void book(boolean holds) {
      boolean isCut = random.nextBoolean();
      ServiceId service = isCut ? cut : massage;
      int minutes = isCut ? 60 : 30 * (1 + random.nextInt(3));
      Optional<ResourceId> chair =
          random.nextBoolean() ? Optional.of(any(CHAIRS)) : Optional.empty();
      Instant start = start();
      boolean bookable =
          isBookable(service, chair.map(List::of).orElse(CHAIRS), start, minutes, agreed.at(now));
      SlotRequest slot =
          new SlotRequest(service, chair, start.atOffset(ZoneOffset.UTC), Optional.of(minutes));
      told("book", holds, slot, bookable)
          .ifPresent(
              booking -> {
                if (!holds) {
                  singles.add(booking.id().value());
                }
              });
    }

    private List<AskedPart> parts() {
      List<AskedPart> asked = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        ServiceId service = random.nextBoolean() ? cut : massage;
        boolean parallel = i > 0 && random.nextBoolean();
        int gap = i == 0 || parallel ? 0 : 5 * random.nextInt(7);
        asked.add(new AskedPart(service, Optional.empty(), Optional.empty(), gap, parallel));
      }
      return asked;
    }

    private VisitModel model(List<AskedPart> asked) {
      return new VisitModel(
          model(cut, agreed.at(now)),
          asked.stream()
              .map(
                  part ->
                      new VisitModel.AskedPart(
                          needs(part.serviceId()), part.gapMinutes(), part.parallel()))
              .toList());
    }

    private void visit() {
      List<AskedPart> asked = parts();
      Instant start = start();
      boolean bookable = model(asked).isBookable(start);
      Optional<Booking> _ =
          told(
              "visit",
              random.nextBoolean(),
              SlotRequest.of(asked, start.atOffset(ZoneOffset.UTC)),
              bookable);
    }

    private Optional<Booking> told(String what, boolean holds, SlotRequest slot, boolean bookable) {
      BookingCreation creation = salon.bean(BookingCreation.class);
      Result<Booked, ?> outcome =
          holds
              ? creation.hold(staff, request(slot, false), now)
              : creation.book(staff, request(slot, true), now);
      judge(what, "%s at %s, %s".formatted(when, now, slot), outcome, bookable);
      Optional<Booking> made = accepted(outcome).map(Booked::booking);
      made.ifPresent(
          booking -> {
            bookings.put(booking.id().value(), booking);
            if (holds) {
              this.holds.add(booking.id().value());
              agreed.held(booking.id().value(), parts(booking), until(booking));
            } else {
              agreed.booked(booking.id().value(), parts(booking));
            }
          });
      return made;
    }

    private static Instant until(Booking held) {
      return held.hold().map(HoldTerms::expiresAt).orElseThrow();
    }

    /** The same hour on both days. */
    private void series() {
      ResourceId chair = any(CHAIRS);
      Instant start = start(first);
      boolean bookable =
          isBookable(cut, List.of(chair), start, 60, agreed.at(now))
              && isBookable(cut, List.of(chair), nextDay(start), 60, agreed.at(now));
      SlotRequest slot =
          new SlotRequest(
              cut, Optional.of(chair), start.atOffset(ZoneOffset.UTC), Optional.empty());
      Result<SeriesBooking.Shown, SeriesRefusal> outcome =
          salon
              .bean(SeriesBooking.class)
              .make(
                  staff,
                  new SeriesRequest(
                      request(slot, true),
                      new RecurrenceDraft.Days(1, new End.Count(2)),
                      OnConflict.FAIL,
                      false,
                      Optional.empty()),
                  now);
      judge("series", "%s, by %s at %s".formatted(when, chair, start), outcome, bookable);
      accepted(outcome)
          .ifPresent(
              shown ->
                  shown
                      .bookings()
                      .values()
                      .forEach(
                          booking -> {
                            singles.add(booking.id().value());
                            bookings.put(booking.id().value(), booking);
                            agreed.booked(booking.id().value(), parts(booking));
                          }));
    }

    private Instant nextDay(Instant start) {
      return timeline.at(timeline.localOf(start).plusDays(1));
    }

    /** Its request holds the first of its times, and nobody hears of it again. */
    private void unfinishedSeries() {
      ResourceId chair = any(CHAIRS);
      Instant start = start();
      if (!isBookable(cut, List.of(chair), start, 60, agreed.at(now))) {
        return;
      }
      Instant until = now.plus(RowNotes.PATIENCE);
      SeriesId id = new SeriesId(ids.nextLong());
      Series series =
          new Series(
              id,
              SeriesHolds.State.HOLDING,
              until,
              cut,
              Optional.empty(),
              new ChangedBy(BookingSource.STAFF, Optional.empty()),
              List.of(new Series.Occurrence(start, Optional.of(start), List.of())),
              Optional.of(new Series.Said(Optional.empty(), Map.of(), NamedPeople.NOBODY)),
              until,
              false,
              "hash",
              now,
              Optional.empty());
      assertThat(salon.bean(SeriesFinishing.class).store().begin(salon.tenant, series)).isEmpty();
      Booking held =
          new SampleBooking.Variant(
                  SampleBooking.of(
                      Series.bookingId(salon.tenant, id, 0),
                      List.of(chair),
                      Interval.ofMinutes(start, 60),
                      now))
              .status(BookingStatus.HELD)
              .client(Optional.empty())
              .made()
              .heldOn(HoldTerms.of(id, until, 0, false));
      assertThat(
              salon
                  .bean(BookingStore.class)
                  .create(
                      salon.tenant,
                      held,
                      one -> requireNonNull(capacities.get(one)),
                      List.of(),
                      false))
          .describedAs(when)
          .isInstanceOf(CreateOutcome.Created.class);
      agreed.held(
          held.id().value(), parts(cut, List.of(chair), Interval.ofMinutes(start, 60)), until);
    }

    private void ofHold() {
      if (holds.isEmpty()) {
        return;
      }
      String id = holds.get(random.nextInt(holds.size()));
      boolean held = agreed.isHeld(id, now);
      BookingId holdId = new BookingId(id);
      switch (random.nextInt(4)) {
        case 0 -> {
          Result<Booking, ?> outcome = salon.bean(Holds.class).release(staff, holdId, now);
          assertThat(outcome.whyRefused()).describedAs(when).isEmpty();
          agreed.over(id);
          holds.remove(id);
        }
        case 1 -> {
          Result<Holds.Shown, ?> outcome = salon.bean(Holds.class).extend(staff, holdId, now);
          judge("extend", when, outcome, held && longer.add(id));
          accepted(outcome)
              .map(shown -> shown.held().booking())
              .ifPresent(
                  booking -> {
                    agreed.over(id);
                    held(booking);
                  });
        }
        default -> {
          Result<Booked, ?> outcome =
              salon
                  .bean(HoldBooking.class)
                  .book(
                      staff,
                      new HeldRequest(
                          holdId, Optional.empty(), false, List.of(), slot -> request(slot, true)),
                      now);
          judge("book what is held", when, outcome, held);
          accepted(outcome)
              .map(Booked::booking)
              .ifPresent(
                  booking -> {
                    agreed.over(id);
                    holds.remove(id);
                    if (booking.classPlace().isPresent()) {
                      seated.put(id, session(booking));
                      agreed.seatsBooked(id, session(booking), number(booking));
                    } else {
                      bookings.put(id, booking);
                      agreed.booked(id, parts(booking));
                    }
                  });
        }
      }
    }

    private void held(Booking booking) {
      String id = booking.id().value();
      if (booking.classPlace().isPresent()) {
        agreed.seatsHeld(id, session(booking), number(booking), until(booking));
      } else {
        agreed.held(id, parts(booking), until(booking));
      }
    }

    private void move() {
      if (singles.isEmpty()) {
        return;
      }
      Booking booking = requireNonNull(bookings.get(singles.get(random.nextInt(singles.size()))));
      Instant start = start();
      ResourceId chair = any(CHAIRS);
      if (start.equals(booking.time().start()) && chair.equals(booking.mainResourceId())) {
        return;
      }
      boolean bookable =
          isBookable(
              booking.serviceId(),
              List.of(chair),
              start,
              booking.minutes(),
              agreed.without(booking.id().value(), now));
      Result<Booked, ?> outcome =
          salon.updates.move(
              staff, booking.id(), Optional.empty(), new Edit().to(start).in(chair).asked(), now);
      judge(
          "move",
          "%s, from %s to %s by %s".formatted(when, booking.time(), start, chair),
          outcome,
          bookable);
      accepted(outcome)
          .map(Booked::booking)
          .ifPresent(
              moved -> {
                bookings.put(moved.id().value(), moved);
                agreed.booked(moved.id().value(), parts(moved));
              });
    }

    private void cancel() {
      if (singles.isEmpty()) {
        return;
      }
      cancelled(singles.remove(random.nextInt(singles.size())));
    }

    private void cancelled(String id) {
      Result<Booked, ?> outcome =
          salon.updates.cancel(staff, new BookingId(id), Optional.empty(), Optional.empty(), now);
      assertThat(outcome.whyRefused()).describedAs(when).isEmpty();
      agreed.over(id);
    }

    private void block() {
      BlockChanges changes = salon.bean(BlockChanges.class);
      if (blocks.size() > 1) {
        Block old = blocks.removeFirst();
        assertThat(changes.remove(salon.tenant, old, now)).describedAs(when).isTrue();
        agreed.over(old.id().value());
        return;
      }
      Interval time = Interval.ofMinutes(start(), 5L * (1 + random.nextInt(30)));
      Block block =
          new Block(
              new BlockId(ids.next()),
              random.nextBoolean() ? CHAIRS : CHAIRS.subList(0, 1),
              new BlockTime.Moments(time),
              time,
              Optional.empty(),
              ids.next(),
              Optional.empty(),
              false,
              Optional.empty(),
              "hash",
              1,
              now,
              now);
      // Bookings stand beneath it, and nothing new comes.
      assertThat(changes.make(salon.tenant, block, true, now))
          .describedAs(when)
          .isInstanceOf(BlockChanges.Change.Done.class);
      blocks.add(block);
      agreed.blocked(block.id().value(), block.resourceIds(), time);
    }

    private void session() {
      List<ResourceId> chairs = chairs();
      Instant start = startOfClass();
      int minutes = 30 * (1 + random.nextInt(3));
      boolean weekly = random.nextInt(3) == 0;
      boolean skips = weekly && random.nextBoolean();
      List<Instant> free =
          (weekly ? List.of(start, nextDay(start)) : List.of(start))
              .stream().filter(at -> isFree(chairs, at, minutes, agreed.at(now))).toList();
      boolean possible = skips ? !free.isEmpty() : free.size() == (weekly ? 2 : 1);
      int all = 1 + random.nextInt(3);
      Result<ClassSessions.Made, ?> outcome =
          salon
              .bean(ClassSessions.class)
              .create(
                  staff,
                  new SessionsRequest(
                      yoga,
                      weekly ? onBothDays(start) : once(start),
                      Optional.of(minutes),
                      all,
                      new Patch.Keep<>(),
                      chairs,
                      skips,
                      false,
                      Optional.empty()),
                  now);
      judge("class", "%s, by %s at %s".formatted(when, chairs, start), outcome, possible);
      accepted(outcome)
          .ifPresent(
              made -> {
                assertThat(made.made())
                    .extracting(one -> one.session().time().start())
                    .describedAs(when)
                    .isEqualTo(free);
                made.made().forEach(one -> agreedOn(one.session()));
              });
    }

    /** At any minute of the day: a business opens for its classes. */
    private Instant startOfClass() {
      int minutes = random.nextInt(4) == 0 ? random.nextInt(1440) : 30 * random.nextInt(48);
      return random.nextBoolean() ? start(first) : timeline.at(first, minutes);
    }

    private static SessionsRequest.When once(Instant start) {
      return new SessionsRequest.When.Once(start.atOffset(ZoneOffset.UTC));
    }

    private SessionsRequest.When onBothDays(Instant start) {
      LocalDateTime local = timeline.localOf(start);
      return new SessionsRequest.When.Weekly(
          Set.of(local.getDayOfWeek(), local.plusDays(1).getDayOfWeek()),
          local.toLocalTime(),
          local.toLocalDate(),
          Optional.empty(),
          Optional.of(2));
    }

    private boolean isFree(List<ResourceId> chairs, Instant start, int minutes, List<Taken> taken) {
      ServiceNeeds needs = needs(cut);
      ReferenceModel model = model(cut, taken);
      return chairs.stream()
          .allMatch(
              chair ->
                  model.isFree(
                      resource(needs, chair), requireNonNull(buffers.get(yoga)), start, minutes));
    }

    private void agreedOn(ClassSession session) {
      sessions.put(session.id(), session);
      agreed.session(
          session.id(),
          parts(yoga, session.resourceIds(), session.time()),
          session.time(),
          session.seats());
    }

    private void changeSession() {
      if (sessions.isEmpty()) {
        return;
      }
      ClassSession session = any(List.copyOf(sessions.values()));
      boolean moves = random.nextBoolean();
      Instant start = moves ? startOfClass() : session.time().start();
      List<ResourceId> chairs = moves ? chairs() : session.resourceIds();
      int all = moves ? session.seats() : 1 + random.nextInt(4);
      boolean possible =
          moves
              ? isFree(
                  chairs,
                  start,
                  Math.toIntExact(session.time().minutes()),
                  agreed.without(session.id(), now))
              : all >= agreed.seatsTaken(session.id(), now);
      Result<ClassSessions.Sessions, ?> outcome =
          salon
              .bean(SessionUpdates.class)
              .change(
                  salon.automation(),
                  session.id(),
                  Optional.empty(),
                  new SessionEdit(
                      Optional.of(start.atOffset(ZoneOffset.UTC)),
                      Optional.empty(),
                      Optional.of(chairs),
                      Optional.of(all),
                      new Patch.Keep<>(),
                      Optional.empty(),
                      Optional.empty()),
                  now);
      judge(
          "change of a class",
          "%s, of %s to %s by %s with %d seats".formatted(when, session, start, chairs, all),
          outcome,
          possible);
      accepted(outcome).ifPresent(changed -> agreedOn(changed.sessions().getFirst().session()));
    }

    private void seats() {
      if (sessions.isEmpty()) {
        session();
        return;
      }
      ClassSession session = any(List.copyOf(sessions.values()));
      int number = 1 + random.nextInt(2);
      boolean free =
          agreed.seatsLeft(session.id(), now) >= number
              && isAllowed(model(cut, List.of()), session.time().start());
      boolean isHold = random.nextBoolean();
      SessionRequest request =
          new SessionRequest(
              ClassPlace.of(session.id(), number, List.of()), slot -> request(slot, !isHold));
      BookingCreation creation = salon.bean(BookingCreation.class);
      Result<Booked, ?> outcome =
          isHold ? creation.hold(staff, request, now) : creation.book(staff, request, now);
      judge("seats", "%s, %d".formatted(when, number), outcome, free);
      accepted(outcome)
          .map(Booked::booking)
          .ifPresent(
              booking -> {
                String id = booking.id().value();
                if (isHold) {
                  holds.add(id);
                  held(booking);
                } else {
                  seated.put(id, session.id());
                  agreed.seatsBooked(id, session.id(), number);
                }
              });
    }

    private static boolean isAllowed(ReferenceModel model, Instant start) {
      return !model.isTooSoon(start) && !model.isTooFar(start);
    }

    private void cancelSeats() {
      if (seated.isEmpty()) {
        return;
      }
      String id = any(List.copyOf(seated.keySet()));
      seated.remove(id);
      cancelled(id);
    }

    private void cancelSession() {
      if (sessions.isEmpty()) {
        return;
      }
      ClassSession session = any(List.copyOf(sessions.values()));
      sessions.remove(session.id());
      assertThat(
              salon
                  .bean(SessionUpdates.class)
                  .cancel(salon.automation(), session.id(), Optional.empty(), Optional.empty(), now)
                  .whyRefused())
          .describedAs(when)
          .isEmpty();
      agreed.over(session.id());
      seated.values().removeIf(id -> id.equals(session.id()));
      holds.removeIf(id -> isOf(session.id(), id));
    }

    private boolean isOf(ClassSessionId session, String hold) {
      return salon
          .bean(BookingStore.class)
          .findHold(salon.tenant, new BookingId(hold))
          .filter(found -> found.booking().isOfSession(session))
          .isPresent();
    }

    private static ClassSessionId session(Booking booking) {
      return booking.classPlace().orElseThrow().sessionId();
    }

    private static int number(Booking booking) {
      return booking.classPlace().orElseThrow().seats().size();
    }

    // ---- what is offered

    private void look() {
      look(cut, 60);
      look(massage, 30);
      look(massage, 90);
      lookForVisits();
      Map<ClassSessionId, AgreedTimes.Open> offered = new HashMap<>();
      salon
          .bean(ClassSessions.class)
          .offered(question(yoga, Optional.empty()))
          .orElseThrow()
          .sessions()
          .forEach(
              one ->
                  offered.put(
                      one.session().id(),
                      new AgreedTimes.Open(one.session().time().start(), one.seats().left())));
      ReferenceModel model = model(cut, List.of());
      assertThat(offered)
          .describedAs("%s: classes at %s", when, now)
          .isEqualTo(agreed.open(now, days, start -> isAllowed(model, start)));
    }

    private void look(ServiceId service, int minutes) {
      Map<Instant, Set<ResourceId>> offered = new TreeMap<>();
      salon
          .bean(AvailabilityQueries.class)
          .ofService(question(service, Optional.of(minutes)))
          .orElseThrow(why -> new IllegalStateException(why.toString()))
          .slots()
          .forEach(slot -> offered.put(slot.time().start(), Set.copyOf(slot.resourceIds())));
      ReferenceModel model = model(service, agreed.at(now));
      ServiceNeeds needs = needs(service);
      Map<Instant, Set<ResourceId>> bookable = new TreeMap<>();
      for (Instant start = days.start();
          start.isBefore(days.end());
          start = start.plusSeconds(300)) {
        for (BookableResource main : needs.mains()) {
          if (model.isBookable(needs, main, start, minutes)) {
            bookable.computeIfAbsent(start, _ -> new HashSet<>()).add(main.id());
          }
        }
      }
      assertThat(offered)
          .describedAs("%s: %d minutes of %s at %s", when, minutes, service, now)
          .isEqualTo(bookable);
    }

    private void lookForVisits() {
      List<AskedPart> asked = parts();
      Set<Instant> offered = new TreeSet<>();
      salon
          .bean(VisitQueries.class)
          .times(
              new VisitQueries.Question(
                  staff, asked, Optional.empty(), dates(), Optional.empty(), now))
          .orElseThrow(why -> new IllegalStateException(why.toString()))
          .starts()
          .slots()
          .forEach(slot -> offered.add(slot.assignment().time().start()));
      VisitModel model = model(asked);
      Set<Instant> bookable = new TreeSet<>();
      for (Instant start = days.start();
          start.isBefore(days.end());
          start = start.plusSeconds(300)) {
        if (model.isBookable(start)) {
          bookable.add(start);
        }
      }
      assertThat(offered).describedAs("%s: %s at %s", when, asked, now).isEqualTo(bookable);
    }

    private LocalDates dates() {
      return new LocalDates(first, first.plusDays(1));
    }

    private AvailabilityQuestion question(ServiceId service, Optional<Integer> minutes) {
      return new AvailabilityQuestion(
          staff, service, dates(), Optional.empty(), Optional.empty(), minutes, now);
    }
  }

  // ---- parts

  private ServiceNeeds needs(ServiceId service) {
    return salon
        .bean(Configurations.class)
        .ofService(salon.tenant, service)
        .copy()
        .get()
        .offered()
        .orElseThrow();
  }

  private static BookableResource resource(ServiceNeeds needs, ResourceId id) {
    return needs.mains().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  private static BookingRequest request(SlotRequest slot, boolean named) {
    return new BookingRequest(
        slot,
        Optional.empty(),
        named ? Optional.of(new Whom.WalkIn("Ana")) : Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Set.of(),
        Optional.empty());
  }

  private static <T> Optional<T> accepted(Result<T, ?> outcome) {
    return outcome instanceof Result.Done<T, ?>(T value) ? Optional.of(value) : Optional.empty();
  }
}

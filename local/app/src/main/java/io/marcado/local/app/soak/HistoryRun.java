package io.marcado.local.app.soak;

import io.marcado.bookings.blocks.Block;
import io.marcado.bookings.blocks.BlockChanges;
import io.marcado.bookings.blocks.BlockSettlement;
import io.marcado.bookings.blocks.BlockStore;
import io.marcado.bookings.blocks.BlockTime;
import io.marcado.bookings.events.MadeBookings;
import io.marcado.bookings.ledger.RowNotes;
import io.marcado.bookings.ledger.SessionSeats;
import io.marcado.bookings.ledger.TakenTime;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.lifecycle.HoldTerms;
import io.marcado.bookings.lifecycle.VisitPart;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.scheduling.SeriesFinishing;
import io.marcado.bookings.store.BookingIndex;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.BookingStore.Replacement;
import io.marcado.bookings.store.CreateOutcome;
import io.marcado.bookings.store.Held;
import io.marcado.bookings.store.UpdateOutcome;
import io.marcado.domain.BlockId;
import io.marcado.domain.BookingId;
import io.marcado.domain.ClassSessionId;
import io.marcado.domain.Ids;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.ServiceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import io.marcado.local.app.soak.History.Kind;
import io.marcado.local.app.soak.History.Operation;
import io.marcado.local.app.soak.History.Taking;
import io.marcado.local.app.soak.History.Told;
import io.marcado.local.dynamodb.DynamoDbLocal;
import io.marcado.platform.paging.Page;
import io.marcado.platform.table.ConflictRetry;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A random history at the store: several threads hold, book, block, move, edit, approve, reject and
 * cancel, with one resource or two, with one seat or several, over UTC midnight, for whole days,
 * seats of a session, and series, while the table misbehaves and functions die.
 */
public final class HistoryRun {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant FIRST = Instant.parse("2026-11-23T18:00:00Z");
  private static final LocalTimeline UTC = new LocalTimeline(Zone.of("UTC"));
  private static final Instant LATER = NOW.plus(Duration.ofDays(1));
  private static final int HOURS = 12;
  private static final ResourceId ANA = new ResourceId("ana");
  private static final ResourceId BRUNO = new ResourceId("bruno");
  private static final ResourceId SALA = new ResourceId("sala");
  private static final ResourceId SALAO = new ResourceId("salao");

  /** The row of a session of a class, whose seats are booked like time. */
  static final ResourceId YOGA = SessionSeats.row(new ClassSessionId("yoga"));

  private static final int SEATS = 40;

  private static final Map<ResourceId, Integer> CAPACITIES =
      Map.of(ANA, 1, BRUNO, 1, SALA, 2, SALAO, 3, YOGA, SEATS);

  /** As requests say them: the row of a session counts up to the same for all sessions. */
  private static final Map<ResourceId, Integer> SAID =
      Map.of(ANA, 1, BRUNO, 1, SALA, 2, SALAO, 3, YOGA, SessionSeats.MOST);

  private static final List<List<ResourceId>> NEEDS =
      List.of(
          List.of(ANA),
          List.of(BRUNO),
          List.of(SALA),
          List.of(SALAO),
          List.of(ANA, SALA),
          List.of(BRUNO, SALA),
          List.of(BRUNO, SALAO));
  private static final ConflictRetry QUICK =
      new ConflictRetry(8, Duration.ofMillis(1), Duration.ofMillis(10));
  private static final int REBOOKED = 20;

  /** The clock of those to whom every note is overdue, even one that was written this moment. */
  private static final Instant HASTY = NOW.plus(Duration.ofMinutes(10));

  /** When nobody is at anything any more. */
  private static final Instant AFTERWARDS = HASTY.plus(Duration.ofHours(1));

  /**
   * Until then a short hold has time, which is over for the hasty. Once it is extended it has time
   * for everybody, although its note still says otherwise.
   */
  private static final int SHORT = 6;

  /** A long hold has time for everybody. */
  private static final int LONG = 30;

  /** More would leave little to book. */
  private static final int MOST_BLOCKS = 4;

  /** Of a hundred operations. */
  private static final int BLOCKS = 8;

  /** Likewise; each writes as much as several others. */
  private static final int SERIES = 3;

  private static final int RELAY_MILLIS = 50;

  private static final int SERVICES = 3;

  /** Days of the longest bookings. */
  private static final int MOST_DAYS = 3;

  /** Changes go to one of so many latest bookings, most of which are still open. */
  private static final int RECENT = 24;

  private final Mix mix;
  private final DynamoDbLocal table;
  private final long seed;
  private final TenantId tenant;
  private final BookingStore store;
  private final BookingStore hasty;
  private final BookingStore sound;
  private final AtomicInteger changes = new AtomicInteger();
  private final Queue<Operation> operations = new ConcurrentLinkedQueue<>();
  private final CopyOnWriteArrayList<Booking> made = new CopyOnWriteArrayList<>();
  private final CopyOnWriteArrayList<Booking> held = new CopyOnWriteArrayList<>();
  private final Set<String> released = ConcurrentHashMap.newKeySet();
  private final Queue<String> broken = new ConcurrentLinkedQueue<>();

  private final Set<String> keeping = ConcurrentHashMap.newKeySet();
  private final BlockChanges blocks;
  private final BlockChanges hastyBlocks;
  private final BlockSettlement settlement;
  private final SeriesActs series;

  /**
   * What there is beside appointments and visits.
   *
   * @param seats true for seats of a session
   * @param blocks of a hundred operations
   * @param series likewise
   */
  private record Mix(boolean seats, int blocks, int series) {}

  private HistoryRun(
      DynamoDbLocal table, long seed, UnaryOperator<DynamoDbClient> between, Mix mix) {
    this.mix = mix;
    this.table = table;
    this.seed = seed;
    this.tenant = new TenantId(new Ids(new SecureRandom()).next());
    DynamoDbClient client = between.apply(table.client());
    this.store = store(client, NOW);
    this.hasty = store(client, HASTY);
    this.blocks = BlockChanges.of(view(client), new Ids(new SecureRandom()), () -> NOW);
    this.hastyBlocks = BlockChanges.of(view(client), new Ids(new SecureRandom()), () -> HASTY);
    this.settlement = BlockSettlement.of(view(client), new Ids(new SecureRandom()), () -> HASTY);
    this.sound = store(table.client(), AFTERWARDS);
    this.series =
        new SeriesActs(
            new SeriesActs.Day(tenant, NOW, FIRST, HOURS * 12, NEEDS, SAID::get),
            by(client, NOW),
            by(client, HASTY),
            by(table.client(), AFTERWARDS),
            made::add);
    if (!(view(table.client())
            .of(tenant)
            .write(SessionSeats.open(tenant, new ClassSessionId(YOGA.value()), SEATS))
        instanceof Outcome.Written)) {
      throw new IllegalStateException("no session");
    }
  }

  /**
   * Runs a history of everything.
   *
   * @param count how many operations
   * @param threads how many at once
   * @param between stands between the store and the table
   */
  public static History runAll(
      DynamoDbLocal table,
      long seed,
      int count,
      int threads,
      UnaryOperator<DynamoDbClient> between) {
    return run(table, seed, count, threads, between, true, new Mix(true, BLOCKS, SERIES));
  }

  /**
   * Runs a history of appointments and visits alone: what is wrong with them shows sooner.
   *
   * @param between stands between the store and the table
   */
  public static History run(
      DynamoDbLocal table,
      long seed,
      int count,
      int threads,
      UnaryOperator<DynamoDbClient> between) {
    return run(table, seed, count, threads, between, true);
  }

  /** The same with seats of a session. */
  static History runWithSeats(
      DynamoDbLocal table,
      long seed,
      int count,
      int threads,
      UnaryOperator<DynamoDbClient> between) {
    return run(table, seed, count, threads, between, true, new Mix(true, BLOCKS, 0));
  }

  /** The same with a third of all operations on blocks: what is wrong with them shows sooner. */
  static History runWithBlocks(
      DynamoDbLocal table,
      long seed,
      int count,
      int threads,
      UnaryOperator<DynamoDbClient> between) {
    return run(table, seed, count, threads, between, true, new Mix(false, 33, 0));
  }

  /** The same with a third of all operations on series. */
  static History runWithSeries(
      DynamoDbLocal table,
      long seed,
      int count,
      int threads,
      UnaryOperator<DynamoDbClient> between) {
    return run(table, seed, count, threads, between, true, new Mix(false, BLOCKS, 33));
  }

  /**
   * The same.
   *
   * @param tidy false when nobody removes the notes of made bookings
   */
  static History run(
      DynamoDbLocal table,
      long seed,
      int count,
      int threads,
      UnaryOperator<DynamoDbClient> between,
      boolean tidy) {
    return run(table, seed, count, threads, between, tidy, new Mix(false, BLOCKS, 0));
  }

  private static History run(
      DynamoDbLocal table,
      long seed,
      int count,
      int threads,
      UnaryOperator<DynamoDbClient> between,
      boolean tidy,
      Mix mix) {
    HistoryRun run = new HistoryRun(table, seed, between, mix);
    Table own = new Table(table.client(), table.tableName(), QUICK, new SecureRandom());
    MadeBookings made = new MadeBookings(new RowNotes(own, () -> NOW));
    try (StreamTrail trail = new StreamTrail(table, run.tenant, tidy ? made::tidy : _ -> {})) {
      run.operate(count, threads, trail);
      trail.follow();
      History.AllSeries series = run.series.atRest();
      History.Blocked blocked = run.unblock();
      List<String> unbookable = new ArrayList<>(run.rebook());
      unbookable.addAll(run.bookAbandoned());
      trail.follow();
      return new History(
          seed,
          CAPACITIES,
          List.copyOf(run.operations),
          run.bookings(),
          RowItems.read(table, run.tenant, CAPACITIES.keySet()),
          trail.rows(),
          trail.notes(),
          trail.versions(),
          RowItems.takings(table, run.tenant, CAPACITIES.keySet()),
          trail.makers(),
          unbookable,
          List.copyOf(run.broken),
          blocked,
          series);
    }
  }

  private SeriesActs.By by(DynamoDbClient client, Instant clock) {
    return new SeriesActs.By(
        SeriesFinishing.of(view(client), new Ids(new SecureRandom()), () -> clock, UTC),
        store(client, clock),
        clock);
  }

  private BookingStore store(DynamoDbClient client, Instant clock) {
    return BookingStore.of(view(client), new Ids(new SecureRandom()), () -> clock);
  }

  private Table view(DynamoDbClient client) {
    return new Table(client, table.tableName(), QUICK, new SecureRandom());
  }

  private void operate(int count, int threads, StreamTrail trail) {
    AtomicInteger left = new AtomicInteger(count);
    try (ExecutorService workers = Executors.newFixedThreadPool(threads);
        ScheduledExecutorService relay = Executors.newSingleThreadScheduledExecutor()) {
      ScheduledFuture<?> following =
          relay.scheduleWithFixedDelay(
              trail::follow, RELAY_MILLIS, RELAY_MILLIS, TimeUnit.MILLISECONDS);
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Random random = new Random(seed * 31 + i);
        done.add(
            workers.submit(
                () -> {
                  while (left.getAndDecrement() > 0) {
                    one(random);
                  }
                }));
      }
      // A worker that ended early would leave a history that shows little.
      for (Future<?> worker : done) {
        worker.get();
      }
      if (following.isDone()) {
        following.get();
      }
      following.cancel(false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("an operation of the history failed", e);
    }
  }

  private void one(Random random) {
    if (mix.series() > 0 && random.nextInt(100) < mix.series()) {
      series.one(random);
      return;
    }
    int dice = random.nextInt(100);
    Optional<Booking> known =
        made.isEmpty()
            ? Optional.empty()
            : Optional.of(made.get(Math.max(0, made.size() - 1 - random.nextInt(RECENT))));
    if (dice >= 100 - mix.blocks()) {
      block(random);
      return;
    }
    if (dice < 32 || known.isEmpty()) {
      create(random);
      return;
    }
    if (dice < 40) {
      hold(random);
      return;
    }
    if (dice < 52) {
      ofHold(random);
      return;
    }
    String id = known.get().id().value();
    if (dice < 68) {
      Booking target = booking(random, id);
      // Some moves of approved bookings wait for approval, and keep both times.
      boolean asks = random.nextBoolean();
      // Some are bookings of another service from then on.
      Optional<ServiceId> other =
          random.nextInt(3) == 0
              ? Optional.of(new ServiceId("service" + random.nextInt(SERVICES)))
              : Optional.empty();
      change(
          Kind.MOVE,
          id,
          present ->
              present
                  .moved(target.resourceIds(), Map.of(), target.time(), target.taken(), UTC)
                  .map(moved -> moved.visiting(target.visit()))
                  .map(moved -> other.map(service -> moved.of(service, "Other")).orElse(moved))
                  .map(
                      moved ->
                          asks && present.status() == BookingStatus.CONFIRMED
                              ? moved.waiting(present, LATER)
                              : moved));
    } else if (dice < 72) {
      change(Kind.NOTE, id, Result::done);
    } else if (dice < 76) {
      change(Kind.CONFIRM, id, present -> present.confirmed(NOW));
    } else if (dice < 81) {
      change(Kind.REJECT, id, present -> present.rejected(Optional.empty()));
    } else {
      change(Kind.CANCEL, id, present -> present.cancelled(Optional.empty()));
    }
  }

  private void create(Random random) {
    Booking booking = booking(random, id(random));
    BookingStore by = either(random);
    // Some requests are sent twice, as by somebody whose connection broke, or at the same time.
    boolean twice = random.nextInt(10) == 0;
    boolean atOnce = twice && random.nextBoolean();
    Optional<CompletableFuture<Sent>> other =
        atOnce
            ? Optional.of(CompletableFuture.supplyAsync(() -> send(hasty, booking, true)))
            : Optional.empty();
    Sent sent = send(by, booking, twice);
    if (twice && !atOnce && sent.told() != Told.DONE) {
      // Only what is said last of one request counts: the first sending may have been too early.
      sent = send(by, booking, true);
    }
    if (other.isPresent()) {
      sent = sent.or(other.get().join());
    }
    created(booking, sent);
  }

  private void created(Booking booking, Sent sent) {
    sent.answer().ifPresent(made::add);
    operations.add(
        new Operation(
            Kind.CREATE, booking.id().value(), sent.told(), sent.answer(), Optional.empty()));
  }

  /** Somebody whose clock runs ahead wants what is held, when its note already says it is over. */
  private void wantedAt(Random random, Booking held) {
    Booking wanted = PlainBooking.again(id(random), held, NOW);
    created(wanted, send(hasty, wanted, false));
  }

  private void hold(Random random) {
    Booking hold =
        booking(random, id(random), BookingStatus.HELD)
            .heldOn(HoldTerms.from(NOW, random.nextInt(3) == 0 ? LONG : SHORT, 60));
    boolean twice = random.nextInt(10) == 0;
    Sent sent = send(either(random), hold, false);
    if (twice && sent.told() == Told.UNKNOWN) {
      sent = send(either(random), hold, true);
    }
    // A client who was told nothing looks, as one does who sends the key again.
    operations.add(
        new Operation(
            Kind.HOLD, hold.id().value(), sent.told(), Optional.empty(), Optional.empty()));
    if (sent.told() == Told.DONE) {
      read(hold.id()).filter(found -> !found.booked()).map(Held::booking).ifPresent(held::add);
    }
  }

  /** Blocks time, moves a block, removes one, or settles what others have begun, too early. */
  private void block(Random random) {
    List<Block> standing = standing();
    int wish = random.nextInt(4);
    if (wish == 0) {
      settle();
      return;
    }
    // Often somebody thinks in the midst of it that this has been given up long ago.
    Optional<CompletableFuture<Void>> beside =
        random.nextBoolean()
            ? Optional.of(CompletableFuture.runAsync(this::settle))
            : Optional.empty();
    change(random, standing, wish);
    beside.ifPresent(CompletableFuture::join);
  }

  private void settle() {
    try {
      settlement.settle(HASTY);
    } catch (SdkException | TableUnavailableException | Faults.Crash e) {
      // The next one goes on.
    }
  }

  private void change(Random random, List<Block> standing, int wish) {
    BlockChanges by = random.nextInt(3) == 0 ? hastyBlocks : blocks;
    if (standing.size() < 2 || (standing.size() < MOST_BLOCKS && wish == 1)) {
      boolean keeps = random.nextInt(3) == 0;
      Block block = newBlock(random);
      if (keeps) {
        keeping.add(block.id().value());
      }
      change(Kind.BLOCK, block, () -> isDone(by.make(tenant, block, keeps, NOW)));
      return;
    }
    Block known = standing.get(random.nextInt(standing.size()));
    if (wish == 2) {
      Block other = newBlock(random);
      Block after =
          known.moved(other.time(), other.interval(), Optional.empty(), other.taking(), NOW);
      boolean keeps = keeping.contains(known.id().value());
      change(Kind.MOVE_BLOCK, known, () -> isDone(by.move(tenant, known, after, keeps, NOW)));
    } else {
      change(Kind.UNBLOCK, known, () -> by.remove(tenant, known, NOW));
    }
  }

  private void change(Kind kind, Block block, BooleanSupplier change) {
    Told told = Told.UNKNOWN;
    try {
      told = change.getAsBoolean() ? Told.DONE : Told.REFUSED;
    } catch (SdkException | TableUnavailableException | Faults.Crash e) {
      // Nobody knows.
    }
    operations.add(
        new Operation(kind, block.id().value(), told, Optional.empty(), Optional.empty()));
  }

  private static boolean isDone(BlockChanges.Change change) {
    return change instanceof BlockChanges.Change.Done;
  }

  private static Block newBlock(Random random) {
    Ids ids = new Ids(new SecureRandom());
    Interval time =
        Interval.ofMinutes(
            FIRST.plus(Duration.ofMinutes(5L * random.nextInt(HOURS * 12))),
            5L * (1 + random.nextInt(36)));
    return new Block(
        new BlockId(ids.next()),
        NEEDS.get(random.nextInt(NEEDS.size())),
        new BlockTime.Moments(time),
        time,
        Optional.empty(),
        ids.next(),
        Optional.empty(),
        false,
        Optional.empty(),
        "hash",
        1,
        NOW,
        NOW);
  }

  private List<Block> standing() {
    return new BlockStore(view(table.client()))
        .within(tenant, new Interval(NOW, FIRST.plus(Duration.ofDays(9))));
  }

  /** Lets everything come to rest, says what is blocked then, and gives it back. */
  private History.Blocked unblock() {
    BlockSettlement sure =
        BlockSettlement.of(view(table.client()), new Ids(new SecureRandom()), () -> HASTY);
    BlockChanges changes =
        BlockChanges.of(view(table.client()), new Ids(new SecureRandom()), () -> HASTY);
    Instant atRest = NOW.plus(Duration.ofHours(1));
    sure.settle(atRest);
    sure.settle(atRest);
    History.Blocked blocked =
        new History.Blocked(
            standing(),
            Set.copyOf(keeping),
            RowItems.read(table, tenant, CAPACITIES.keySet()),
            bookings());
    blocked.standing().forEach(block -> changes.remove(tenant, block, NOW));
    return blocked;
  }

  private Optional<Held> read(BookingId holdId) {
    try {
      return store.findHold(tenant, holdId);
    } catch (SdkException | TableUnavailableException e) {
      return Optional.empty();
    }
  }

  /** Books, extends or gives back one of the latest holds; several may try the same. */
  private void ofHold(Random random) {
    if (held.isEmpty()) {
      return;
    }
    Booking hold = held.get(Math.max(0, held.size() - 1 - random.nextInt(RECENT)));
    switch (random.nextInt(6)) {
      case 0 -> release(hold);
      case 1, 2 -> extend(random, hold);
      default -> bookHeld(random, hold);
    }
  }

  private void bookHeld(Random random, Booking hold) {
    // Its hash is its own, so that no request is told what another one made.
    String note = Kind.BOOK_HELD + " " + changes.incrementAndGet();
    boolean mustDo = !released.contains(hold.id().value()) && hasTimeForAll(hold);
    Told told = Told.UNKNOWN;
    Optional<Booking> answer = Optional.empty();
    try {
      CreateOutcome outcome =
          either(random)
              .book(
                  tenant,
                  hold,
                  PlainBooking.ofHeld(hold, note),
                  List.of(),
                  Optional.empty(),
                  List.of());
      if (outcome instanceof CreateOutcome.Created(Booking booked)) {
        told = Told.DONE;
        answer = Optional.of(booked);
        made.add(booked);
      } else {
        told = Told.REFUSED;
        boolean over =
            outcome instanceof CreateOutcome.Refused(BookingRefusal.HoldExpired _)
                && !released.contains(hold.id().value());
        if (mustDo && over) {
          broken.add(hold.id() + " was not to be had");
        }
      }
    } catch (SdkException | TableUnavailableException | Faults.Crash e) {
      // Nobody knows.
    }
    operations.add(
        new Operation(Kind.BOOK_HELD, hold.id().value(), told, answer, Optional.of(note)));
  }

  private static boolean hasTimeForAll(Booking hold) {
    return hold.hold().orElseThrow().expiresAt().isAfter(HASTY);
  }

  private void release(Booking hold) {
    released.add(hold.id().value());
    Told told = Told.UNKNOWN;
    try {
      told = store.release(tenant, hold) ? Told.DONE : Told.REFUSED;
    } catch (SdkException | TableUnavailableException | Faults.Crash e) {
      // Perhaps it did.
    }
    operations.add(
        new Operation(Kind.RELEASE, hold.id().value(), told, Optional.empty(), Optional.empty()));
  }

  private void extend(Random random, Booking hold) {
    Told told = Told.UNKNOWN;
    try {
      told =
          switch (store.extend(tenant, hold)) {
            case Result.Done<Booking, BookingRefusal>(Booking longer) -> {
              held.add(longer);
              wantedAt(random, longer);
              yield Told.DONE;
            }
            case Result.Refused<Booking, BookingRefusal> _ -> Told.REFUSED;
          };
    } catch (SdkException | TableUnavailableException | Faults.Crash e) {
      // Perhaps it did.
    }
    operations.add(
        new Operation(Kind.EXTEND, hold.id().value(), told, Optional.empty(), Optional.empty()));
  }

  /** What the sender of a request for a booking was told. */
  private record Sent(Told told, Optional<Booking> answer) {
    /** Both of two sendings: refused only if both are. */
    Sent or(Sent other) {
      return told == Told.DONE || other.told == Told.REFUSED ? this : other;
    }
  }

  private Sent send(BookingStore by, Booking booking, boolean repeatable) {
    try {
      return switch (by.create(tenant, booking, SAID::get, List.of(), repeatable)) {
        case CreateOutcome.Created(Booking created) -> new Sent(Told.DONE, Optional.of(created));
        case CreateOutcome.Replayed(Booking created) -> new Sent(Told.DONE, Optional.of(created));
        case CreateOutcome.SlotTaken _, CreateOutcome.ClientChanged _, CreateOutcome.Refused _ ->
            new Sent(Told.REFUSED, Optional.empty());
      };
    } catch (SdkException | TableUnavailableException | Faults.Crash e) {
      return new Sent(Told.UNKNOWN, Optional.empty());
    }
  }

  /** Some do not wait for others whose time is not up. */
  private BookingStore either(Random random) {
    return random.nextInt(3) == 0 ? hasty : store;
  }

  private void change(
      Kind kind, String id, Function<Booking, Result<Booking, BookingRefusal>> decision) {
    Told told = Told.UNKNOWN;
    Optional<Booking> answer = Optional.empty();
    // The note tells, in every image of the booking, which change made it.
    String note = kind + " " + changes.incrementAndGet();
    try {
      UpdateOutcome outcome =
          (changes.get() % 3 == 0 ? hasty : store)
              .change(
                  tenant,
                  new BookingId(id),
                  _ -> true,
                  Optional.empty(),
                  present ->
                      decision
                          .apply(present)
                          .map(changed -> new Replacement(changed.noted(Optional.of(note)), SAID)),
                  NOW);
      if (outcome instanceof UpdateOutcome.Updated(Booking changed)) {
        told = Told.DONE;
        answer = Optional.of(changed);
      } else {
        told = Told.REFUSED;
      }
    } catch (SdkException | TableUnavailableException | Faults.Crash e) {
      // Nobody knows.
    }
    operations.add(new Operation(kind, id, told, answer, Optional.of(note)));
  }

  private Booking booking(Random random, String id) {
    return booking(
        random, id, random.nextInt(4) == 0 ? BookingStatus.PENDING : BookingStatus.CONFIRMED);
  }

  /** Parts one after the other, by one resource or by several, which it may come back to. */
  private static Booking visit(Random random, String id, BookingStatus status) {
    Instant start = FIRST.plus(Duration.ofMinutes(5L * random.nextInt(HOURS * 12)));
    List<ResourceId> all = List.of(ANA, BRUNO, SALA, SALAO);
    ResourceId one = all.get(random.nextInt(all.size()));
    List<VisitPart> parts = new ArrayList<>();
    List<TakenTime> taken = new ArrayList<>();
    int after = 0;
    for (int i = 0; i < 2 + random.nextInt(2); i++) {
      ResourceId who = i % 2 == 0 ? one : all.get(random.nextInt(all.size()));
      int minutes = 5 * (1 + random.nextInt(5));
      VisitPart part =
          new VisitPart(
              new ServiceId("service"), "Part", List.of(who), after, minutes, Optional.empty());
      parts.add(part);
      taken.addAll(
          Booking.oneSeatOf(
              List.of(who),
              part.time(start).widenedBy(5 * random.nextInt(2), 5 * random.nextInt(3))));
      after += minutes + 5 * random.nextInt(4);
    }
    return PlainBooking.visit(
        id, parts, TakenTime.merged(taken), PlainBooking.CLIENT, start, status, NOW);
  }

  /** Whole days, of those after the first, on which nothing else begins but series. */
  private static Booking days(Random random, String id, BookingStatus status) {
    Instant start =
        FIRST.plus(Duration.ofDays(1)).plus(Duration.ofMinutes(5L * random.nextInt(HOURS * 12)));
    Interval time = new Interval(start, start.plus(Duration.ofDays(1 + random.nextInt(MOST_DAYS))));
    return PlainBooking.of(
        id,
        NEEDS.get(random.nextInt(NEEDS.size())),
        PlainBooking.CLIENT,
        time,
        time.widenedBy(0, 5 * random.nextInt(4)),
        status,
        NOW);
  }

  /** One seat of the session, or several. */
  private static Booking seats(Random random, String id, BookingStatus status) {
    TakenTime taken = SessionSeats.of(new ClassSessionId(YOGA.value()), 1 + random.nextInt(3));
    return PlainBooking.of(
        id,
        List.of(YOGA),
        PlainBooking.CLIENT,
        Interval.ofMinutes(FIRST, 60),
        List.of(taken),
        status,
        NOW);
  }

  private Booking booking(Random random, String id, BookingStatus status) {
    if (mix.seats() && random.nextInt(6) == 0) {
      return seats(random, id, status);
    }
    if (random.nextInt(4) == 0) {
      return visit(random, id, status);
    }
    if (random.nextInt(25) == 0) {
      return days(random, id, status);
    }
    List<ResourceId> resources = NEEDS.get(random.nextInt(NEEDS.size()));
    // Some take more cells of a day than one condition can hold.
    int minutes =
        random.nextInt(60) == 0 ? 520 + 5 * random.nextInt(20) : 5 * (1 + random.nextInt(12));
    Instant start = FIRST.plus(Duration.ofMinutes(5L * random.nextInt(HOURS * 12)));
    // Staff book for who walked in, at any minute.
    boolean walkIn = random.nextInt(3) == 0;
    Interval time =
        Interval.ofMinutes(
            walkIn ? start.plus(Duration.ofMinutes(random.nextInt(5))) : start, minutes);
    return PlainBooking.of(
        id,
        resources,
        walkIn ? Optional.empty() : PlainBooking.CLIENT,
        time,
        time.widenedBy(5 * random.nextInt(3), 5 * random.nextInt(4)),
        status,
        NOW);
  }

  /** Books what was cancelled again, where nobody else has it now. */
  private List<String> rebook() {
    Map<String, Booking> present = bookings();
    List<String> unbookable = new ArrayList<>();
    List<Booking> cancelled =
        made.stream()
            .filter(
                booking -> {
                  Booking now = present.get(booking.id().value());
                  return now != null && !now.status().keepsTime();
                })
            .limit(REBOOKED)
            .toList();
    for (Booking booking : cancelled) {
      if (isFree(booking.taken(), present)) {
        Booking again = PlainBooking.again(new Ids(new Random()).nextLong(), booking, NOW);
        CreateOutcome outcome = sound.create(tenant, again, SAID::get, List.of(), false);
        if (outcome instanceof CreateOutcome.Created(Booking booked)) {
          present.put(booked.id().value(), booked);
        } else {
          unbookable.add(booking.id() + " was freed: " + outcome.getClass().getSimpleName());
        }
      }
    }
    return unbookable;
  }

  /** Books what attempts took that never made a booking, where nobody else has it. */
  private List<String> bookAbandoned() {
    Map<String, Booking> present = bookings();
    List<String> unbookable = new ArrayList<>();
    for (Taking taking :
        RowItems.takings(table, tenant, CAPACITIES.keySet()).stream().limit(REBOOKED).toList()) {
      long midnight = Cells.firstOf(taking.place().day());
      Interval time = new CellRange(midnight + taking.from(), midnight + taking.to()).interval();
      List<ResourceId> resources = List.of(taking.place().resourceId());
      if (isFree(Booking.oneSeatOf(resources, time), present)) {
        Booking again =
            PlainBooking.of(
                new Ids(new Random()).nextLong(),
                resources,
                PlainBooking.CLIENT,
                time,
                time,
                BookingStatus.CONFIRMED,
                NOW);
        CreateOutcome outcome = sound.create(tenant, again, SAID::get, List.of(), false);
        if (outcome instanceof CreateOutcome.Created(Booking booked)) {
          present.put(booked.id().value(), booked);
        } else {
          unbookable.add(taking + " was given up: " + outcome.getClass().getSimpleName());
        }
      }
    }
    return unbookable;
  }

  private static boolean isFree(List<TakenTime> wanted, Map<String, Booking> bookings) {
    for (TakenTime want : wanted) {
      for (long cell = want.cells().first(); cell < want.cells().end(); cell++) {
        int seats = 0;
        for (Booking booking : bookings.values()) {
          for (TakenTime taken : booking.held()) {
            if (taken.resourceId().equals(want.resourceId()) && taken.cells().contains(cell)) {
              seats += taken.seats();
            }
          }
        }
        if (seats + want.seats() > CAPACITIES.getOrDefault(want.resourceId(), 0)) {
          return false;
        }
      }
    }
    return true;
  }

  private Map<String, Booking> bookings() {
    BookingIndex index =
        new BookingIndex(new Table(table.client(), table.tableName(), QUICK, new SecureRandom()));
    BookingIndex.Filter all =
        new BookingIndex.Filter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Map<String, Booking> found = new HashMap<>();
    Optional<String> next = Optional.empty();
    do {
      Page<Booking> part = index.page(tenant, all, 1000, next, NOW);
      part.items().forEach(booking -> found.put(booking.id().value(), booking));
      next = part.next();
    } while (next.isPresent());
    return found;
  }

  private static String id(Random random) {
    return new Ids(random).nextLong();
  }
}

package io.marcado.local.app.soak;

import io.marcado.bookings.ledger.SeriesHolds.State;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.ChangedBy;
import io.marcado.bookings.lifecycle.HoldTerms;
import io.marcado.bookings.lifecycle.Series;
import io.marcado.bookings.lifecycle.Series.Occurrence;
import io.marcado.bookings.lifecycle.SeriesChange;
import io.marcado.bookings.lifecycle.SeriesChange.Act;
import io.marcado.bookings.lifecycle.SeriesChange.Moves;
import io.marcado.bookings.lifecycle.SeriesChange.Target;
import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.bookings.published.NamedPeople;
import io.marcado.bookings.scheduling.SeriesFinishing;
import io.marcado.bookings.store.BookingStore;
import io.marcado.bookings.store.CreateOutcome;
import io.marcado.bookings.store.SeriesStore.Decided;
import io.marcado.bookings.store.SeriesStore.Open;
import io.marcado.domain.BookingId;
import io.marcado.domain.Ids;
import io.marcado.domain.ResourceId;
import io.marcado.domain.Result;
import io.marcado.domain.SeriesId;
import io.marcado.domain.ServiceId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Interval;
import io.marcado.local.app.soak.History.ActOnSeries;
import io.marcado.local.app.soak.History.AllSeries;
import io.marcado.local.app.soak.History.Told;
import io.marcado.local.app.soak.History.WantedSeries;
import io.marcado.platform.table.TableUnavailableException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Makes series in a history, and cancels, decides and moves them, while others finish them or give
 * them up. It plans as somebody does who knows nothing of what is taken.
 */
final class SeriesActs {
  /** Changes go to one of so many latest series. */
  private static final int RECENT = 8;

  private static final int MOST_OCCURRENCES = 4;

  /** As long as the request of a series has alone. */
  private static final Duration HOLDING = Duration.ofSeconds(60);

  private static final ChangedBy CLIENT = new ChangedBy(BookingSource.CLIENT, Optional.empty());

  private final Day day;
  private final By prompt;
  private final By hasty;
  private final By sure;
  private final Consumer<Booking> made;
  private final Ids ids = new Ids(new SecureRandom());
  private final List<SeriesId> known = new CopyOnWriteArrayList<>();
  private final Map<SeriesId, Wish> wishes = new ConcurrentHashMap<>();
  private final Queue<ActOnSeries> acts = new ConcurrentLinkedQueue<>();
  private final Queue<String> left = new ConcurrentLinkedQueue<>();

  /**
   * The business of a history.
   *
   * @param first when its first day begins
   * @param startsOfADay from five to five minutes
   * @param needs resources that are wanted together
   * @param capacity as requests say it
   */
  record Day(
      TenantId tenant,
      Instant now,
      Instant first,
      int startsOfADay,
      List<List<ResourceId>> needs,
      ToIntFunction<ResourceId> capacity) {}

  /** Somebody with a clock, and a connection to the table. */
  record By(SeriesFinishing finishing, BookingStore bookings, Instant clock) {}

  /** What somebody wanted, was told, and has acknowledged. */
  private record Wish(Series series, boolean skips, Told told, Set<String> answer) {}

  /**
   * Series of a business.
   *
   * @param prompt somebody whose clock is right
   * @param hasty somebody to whom everything is overdue
   * @param sure somebody afterwards, without faults
   * @param made told of each booking that somebody was shown
   */
  SeriesActs(Day day, By prompt, By hasty, By sure, Consumer<Booking> made) {
    this.day = day;
    this.prompt = prompt;
    this.hasty = hasty;
    this.sure = sure;
    this.made = made;
  }

  /** Does one thing. */
  void one(Random random) {
    By by = random.nextInt(3) == 0 ? hasty : prompt;
    // Often somebody thinks in the midst of it that all has been given up long ago.
    Optional<CompletableFuture<Void>> beside =
        random.nextInt(3) == 0
            ? Optional.of(CompletableFuture.runAsync(this::settle))
            : Optional.empty();
    switch (random.nextInt(9)) {
      case 0, 1, 2, 3 -> make(random, by);
      case 4, 5 -> change(random, by);
      case 6, 7 -> move(random, by);
      default -> settle();
    }
    beside.ifPresent(CompletableFuture::join);
  }

  // ---- making

  private void make(Random random, By by) {
    Map<Integer, Booking> planned = new LinkedHashMap<>();
    Series series = series(random, planned);
    boolean skips = random.nextInt(3) == 0;
    Wish wish = new Wish(series, skips, Told.UNKNOWN, Set.of());
    wishes.put(series.id(), wish);
    known.add(series.id());
    attempt(
        series.id(),
        () -> {
          if (by.finishing().store().begin(day.tenant(), series).isPresent()) {
            // It was there after all: an answer was lost.
            return;
          }
          Result<Series, Told> decided =
              by.finishing()
                  .make(
                      day.tenant(),
                      series,
                      () -> hold(by, planned, skips).then(starts -> decide(by, series, starts)));
          if (decided instanceof Result.Refused<Series, Told>(Told told)) {
            wishes.put(series.id(), new Wish(series, skips, told, Set.of()));
          } else if (decided instanceof Result.Done<Series, Told>(Series done)) {
            wishes.put(series.id(), new Wish(series, skips, Told.DONE, bookingIds(done)));
            by.finishing().bookings(day.tenant(), done, day.now()).values().forEach(made);
          }
        });
  }

  private Series series(Random random, Map<Integer, Booking> planned) {
    SeriesId id = new SeriesId(ids.nextLong());
    Instant until = day.now().plus(HOLDING);
    List<ResourceId> resources = day.needs().get(random.nextInt(day.needs().size()));
    Instant first =
        day.first()
            .plus(Duration.ofMinutes(5L * random.nextInt(day.startsOfADay())))
            .plus(Duration.ofDays(random.nextInt(2)));
    int minutes = 5 * (1 + random.nextInt(6));
    int buffer = 5 * random.nextInt(2);
    List<Occurrence> occurrences = new ArrayList<>();
    for (int number = 0; number < 2 + random.nextInt(MOST_OCCURRENCES - 1); number++) {
      Interval time = Interval.ofMinutes(first.plus(Duration.ofDays(number)), minutes);
      occurrences.add(new Occurrence(time.start(), Optional.of(time.start()), List.of()));
      planned.put(
          number,
          PlainBooking.of(
                  Series.bookingId(day.tenant(), id, number).value(),
                  resources,
                  Optional.empty(),
                  time,
                  time.widenedBy(0, buffer),
                  BookingStatus.HELD,
                  day.now())
              .heldOn(HoldTerms.of(id, until, 60, false)));
    }
    return new Series(
        id,
        State.HOLDING,
        until,
        new ServiceId("service"),
        Optional.empty(),
        CLIENT,
        occurrences,
        Optional.of(new Series.Said(Optional.empty(), Map.of(), NamedPeople.NOBODY)),
        day.now().plus(Duration.ofDays(1)),
        random.nextInt(3) == 0,
        "hash",
        day.now(),
        Optional.empty());
  }

  /** When each is held; empty for one that is left out. */
  private Result<Map<Integer, Optional<Instant>>, Told> hold(
      By by, Map<Integer, Booking> planned, boolean skips) {
    Map<Integer, Optional<Instant>> starts = new LinkedHashMap<>();
    for (Map.Entry<Integer, Booking> one : planned.entrySet()) {
      boolean held =
          by.bookings().create(day.tenant(), one.getValue(), day.capacity(), List.of(), false)
              instanceof CreateOutcome.Created;
      if (!held && !skips) {
        return Result.refused(Told.REFUSED);
      }
      starts.put(
          one.getKey(), held ? Optional.of(one.getValue().time().start()) : Optional.empty());
    }
    return starts.values().stream().anyMatch(Optional::isPresent)
        ? Result.done(starts)
        : Result.refused(Told.REFUSED);
  }

  private Result<Series, Told> decide(
      By by, Series series, Map<Integer, Optional<Instant>> starts) {
    List<Occurrence> occurrences = new ArrayList<>();
    starts.forEach(
        (number, start) ->
            occurrences.add(
                new Occurrence(
                    series.occurrences().get(number).asked(),
                    start,
                    start.isPresent() ? List.of() : List.of("TAKEN"))));
    Series booked = series.booked(PlainBooking.CLIENT, occurrences);
    return by.finishing().store().book(day.tenant(), booked, List.of()) == Decided.BOOKED
        ? Result.done(booked)
        : Result.refused(Told.REFUSED);
  }

  // ---- changing

  /** Cancels, confirms or rejects one of them, those that follow, or all. */
  private void change(Random random, By by) {
    Act act =
        switch (random.nextInt(4)) {
          case 0 -> Act.CONFIRM;
          case 1 -> Act.REJECT;
          default -> Act.CANCEL;
        };
    ofKnown(
        random,
        by,
        (id, bookings) -> {
          Map<Integer, Booking> before = scope(random, bookings);
          before.values().removeIf(booking -> !isFor(act, booking));
          if (before.isEmpty()) {
            return;
          }
          SeriesChange change =
              SeriesChange.of(
                  new SeriesId(ids.nextLong()),
                  id,
                  act,
                  CLIENT,
                  Optional.empty(),
                  List.copyOf(before.keySet()));
          act(
              change,
              before,
              said -> {
                if (!by.finishing().store().begin(day.tenant(), change)) {
                  // Perhaps others have done it, and something else since.
                  return Told.UNKNOWN;
                }
                said.told(Told.DONE);
                by.finishing().finished(day.tenant(), id, day.now());
                return Told.DONE;
              });
        });
  }

  private static boolean isFor(Act act, Booking booking) {
    return act == Act.CANCEL
        ? booking.status().isOpen()
        : booking.status() == BookingStatus.PENDING;
  }

  /** Moves one of them, those that follow, or all by the same time, perhaps to others. */
  private void move(Random random, By by) {
    ofKnown(
        random,
        by,
        (id, bookings) -> {
          Map<Integer, Booking> before = scope(random, bookings);
          before.values().removeIf(booking -> !isMovable(booking));
          if (before.isEmpty()) {
            return;
          }
          Duration later = Duration.ofMinutes(5L * (1 + random.nextInt(12)));
          Duration shift = random.nextBoolean() ? later : later.negated();
          Optional<List<ResourceId>> others =
              random.nextInt(3) == 0
                  ? Optional.of(day.needs().get(random.nextInt(day.needs().size())))
                  : Optional.empty();
          boolean asks = random.nextBoolean();
          Map<Integer, Target> targets = new LinkedHashMap<>();
          before.forEach(
              (number, booking) -> targets.put(number, target(booking, shift, others, asks)));
          SeriesChange change =
              new SeriesChange(
                  new SeriesId(ids.nextLong()),
                  id,
                  Act.MOVE,
                  State.HOLDING,
                  day.now().plus(HOLDING),
                  CLIENT,
                  Optional.empty(),
                  List.copyOf(targets.keySet()),
                  Optional.of(
                      new Moves(
                          random.nextBoolean(), day.now().plus(Duration.ofDays(1)), targets)));
          move(by, change, before, random.nextInt(3) == 0);
        });
  }

  private void move(By by, SeriesChange change, Map<Integer, Booking> before, boolean skips) {
    act(
        change,
        before,
        said -> {
          if (!by.finishing().store().begin(day.tenant(), change)) {
            return Told.REFUSED;
          }
          Result<Boolean, Told> decided =
              by.finishing()
                  .move(
                      day.tenant(),
                      change,
                      () ->
                          hold(by, change, before, skips)
                              .then(numbers -> decide(by, change, numbers, said)),
                      true);
          if (decided instanceof Result.Refused<Boolean, Told>(Told told)) {
            return told;
          }
          said.told(Told.DONE);
          by.finishing().finished(day.tenant(), change.series(), day.now()).values().forEach(made);
          return Told.DONE;
        });
  }

  private static boolean isMovable(Booking booking) {
    return booking.status().isOpen()
        && booking.approved().isEmpty()
        // It was moved by itself to what no series has.
        && booking.visit().isEmpty()
        && !booking.resourceIds().contains(HistoryRun.YOGA);
  }

  private static Target target(
      Booking booking, Duration shift, Optional<List<ResourceId>> others, boolean asks) {
    Interval time =
        new Interval(booking.time().start().plus(shift), booking.time().end().plus(shift));
    List<ResourceId> resources = others.orElse(booking.resourceIds());
    return new Target(
        time.start(),
        booking.time(),
        booking.taken(),
        time,
        resources,
        resources.stream().map(ResourceId::value).toList(),
        others.isPresent()
            ? Booking.oneSeatOf(resources, time)
            : booking.taken().stream().map(taken -> taken.later(shift)).toList(),
        Optional.empty(),
        asks);
  }

  /** The numbers of those that can move. */
  private Result<List<Integer>, Told> hold(
      By by, SeriesChange change, Map<Integer, Booking> before, boolean skips) {
    List<Integer> held = new ArrayList<>();
    for (Map.Entry<Integer, Booking> one : before.entrySet()) {
      Optional<Booking> wanted = change.held(day.tenant(), one.getKey(), one.getValue(), day.now());
      if (wanted.isEmpty()
          || by.bookings().create(day.tenant(), wanted.get(), day.capacity(), List.of(), false)
              instanceof CreateOutcome.Created) {
        held.add(one.getKey());
      } else if (!skips) {
        return Result.refused(Told.REFUSED);
      }
    }
    return held.isEmpty() ? Result.refused(Told.REFUSED) : Result.done(held);
  }

  private Result<Boolean, Told> decide(
      By by, SeriesChange change, List<Integer> numbers, Saying said) {
    said.wanted(numbers);
    return by.finishing().store().decide(day.tenant(), change.decided(numbers))
        ? Result.done(true)
        // Others have given it up, or, while the answer was lost, finished it.
        : Result.refused(Told.UNKNOWN);
  }

  // ---- parts

  /** The answer about a change, as far as it is known. */
  private static final class Saying {
    private Told told = Told.UNKNOWN;
    private List<Integer> numbers;

    Saying(List<Integer> numbers) {
      this.numbers = numbers;
    }

    void told(Told what) {
      told = what;
    }

    void wanted(List<Integer> what) {
      numbers = what;
    }
  }

  private void act(
      SeriesChange change, Map<Integer, Booking> before, Function<Saying, Told> doing) {
    Saying said = new Saying(change.numbers());
    attempt(change.series(), () -> said.told(doing.apply(said)));
    acts.add(new ActOnSeries(change.decided(said.numbers), Map.copyOf(before), said.told));
  }

  @FunctionalInterface
  private interface OnBookings {
    void accept(SeriesId id, Map<Integer, Booking> bookings);
  }

  /** Something on a made series; nothing while another change of it is under way. */
  private void ofKnown(Random random, By by, OnBookings doing) {
    if (known.isEmpty()) {
      return;
    }
    SeriesId id = known.get(Math.max(0, known.size() - 1 - random.nextInt(RECENT)));
    attempt(
        id,
        () ->
            by.finishing()
                .store()
                .find(day.tenant(), id)
                .filter(series -> series.state() == State.BOOKED)
                .flatMap(series -> by.finishing().upToDate(day.tenant(), series, day.now()))
                .map(series -> by.finishing().bookings(day.tenant(), series, day.now()))
                .filter(bookings -> !bookings.isEmpty())
                .ifPresent(bookings -> doing.accept(id, bookings)));
  }

  private static Map<Integer, Booking> scope(Random random, Map<Integer, Booking> bookings) {
    List<Integer> numbers = List.copyOf(bookings.keySet());
    int named = numbers.get(random.nextInt(numbers.size()));
    int scope = random.nextInt(4);
    Map<Integer, Booking> all = new LinkedHashMap<>(bookings);
    all.keySet()
        .removeIf(
            number ->
                switch (scope) {
                  case 0 -> number != named;
                  case 1 -> number < named;
                  default -> false;
                });
    return all;
  }

  private void attempt(SeriesId id, Runnable doing) {
    try {
      doing.run();
    } catch (SdkException | TableUnavailableException | Faults.Crash e) {
      // Nobody knows.
    } catch (IllegalStateException e) {
      left.add("series %s: %s".formatted(id, e.getMessage()));
    }
  }

  /**
   * Somebody finishes all that is open, or gives it up: it is overdue, and yet not so long that no
   * request can be at it any more.
   */
  private void settle() {
    settle(hasty, day.now().plus(HOLDING).plus(HOLDING.dividedBy(2)));
  }

  private void settle(By by, Instant now) {
    List<Open> open = new ArrayList<>();
    attempt(new SeriesId("all"), () -> open.addAll(open(by)));
    open.forEach(one -> attempt(one.series(), () -> by.finishing().settle(one, now)));
  }

  /** Those of this business. */
  private List<Open> open(By by) {
    return by.finishing().store().open(day.now()).stream()
        .filter(one -> one.tenant().equals(day.tenant()))
        .toList();
  }

  /** Lets everything come to rest, and says what is there then. */
  AllSeries atRest() {
    Instant rest = sure.clock();
    settle(sure, rest);
    settle(sure, rest);
    open(sure).forEach(one -> left.add("series %s is open yet".formatted(one.series())));
    List<WantedSeries> wanted = new ArrayList<>();
    wishes.forEach(
        (id, wish) -> {
          Optional<Series> present =
              sure.finishing()
                  .store()
                  .find(day.tenant(), id)
                  .filter(series -> series.state() == State.BOOKED);
          wanted.add(
              new WantedSeries(
                  id,
                  bookingIds(wish.series()),
                  wish.skips(),
                  wish.told(),
                  wish.answer(),
                  present.map(this::bookingIds).orElse(Set.of())));
          held(id, wish.series().occurrences().size());
        });
    return new AllSeries(wanted, List.copyOf(acts), List.copyOf(left));
  }

  /** Says what is held for a series yet, now that nobody is at it any more. */
  private void held(SeriesId id, int most) {
    List<BookingId> all = new ArrayList<>();
    for (int number = 0; number < most; number++) {
      all.add(Series.bookingId(day.tenant(), id, number));
    }
    sure.finishing().store().held(day.tenant(), all).values().stream()
        .filter(held -> !held.booked() && held.booking().status() == BookingStatus.HELD)
        .forEach(
            held -> left.add("%s is held for series %s yet".formatted(held.booking().id(), id)));
  }

  private Set<String> bookingIds(Series series) {
    Set<String> all = new HashSet<>();
    series.bookingIds(day.tenant()).values().forEach(id -> all.add(id.value()));
    return all;
  }
}

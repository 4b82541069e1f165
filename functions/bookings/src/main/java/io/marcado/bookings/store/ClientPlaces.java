package io.marcado.bookings.store;

import io.marcado.bookings.lifecycle.ApprovalRequest.ApprovedTime;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.BookingRefusal;
import io.marcado.bookings.published.BookingSource;
import io.marcado.bookings.store.ClientAllowance.By;
import io.marcado.domain.BookingId;
import io.marcado.domain.PersonId;
import io.marcado.domain.TenantId;
import io.marcado.domain.time.Interval;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The limits of one client, in the transaction of its booking. A client has one item with so many
 * places as it may have bookings ahead, and so many as it may book or move within an hour. Each
 * place is taken until an instant, so it becomes free by itself. A request guesses a free place
 * without a read. When the place is taken, the refusal brings the item, and the request takes a
 * free one or knows that there is none. So the limits hold for any number of requests at once.
 *
 * <p>The item has places of its own for what visitors do with the client's phone. A booking has a
 * place of the kind of its maker, and the limits are those of the one who books or moves. So
 * nothing that visitors do stands in the way of the client.
 *
 * <p>A place has the time of its booking. While a move waits it has the approved time too, since
 * the booking may fall back to it.
 *
 * <p>Bookings of places whose numbers leave the same rest by {@link ClientAllowance#overlapping} do
 * not overlap, so no more than that many ever do.
 */
final class ClientPlaces {
  private static final Duration HOUR = Duration.ofHours(1);

  /** A booking begins at most 730 days ahead. */
  private static final Duration LIFE = Duration.ofDays(740);

  private static final String BOOKING = "o";
  private static final String FROM = "f";
  private static final String TO = "t";
  private static final String KEPT_FROM = "kf";
  private static final String KEPT_TO = "kt";
  private static final String CHANGED = "h";

  private final ItemKey key;
  private final Wanted next;
  private final Kind kind;
  private final By home;
  private final ClientAllowance allowance;
  private OptionalInt place;
  private int change;

  private enum Kind {
    /** A new booking takes a place, and so does one that takes its time again. */
    TAKES,
    /** A changed booking keeps its place, if it has one, with what it has now. */
    MOVES,
    /** The same where its time stays: its service or its seats change. */
    STAYS,
    /** A booking that frees its time frees its place too. */
    FREES
  }

  /** What a place is for. */
  private record Wanted(
      BookingId id, long version, Interval time, Optional<ApprovedTime> approved) {}

  private ClientPlaces(ItemKey key, Wanted next, Kind kind, By home, ClientAllowance allowance) {
    this.key = key;
    this.next = next;
    this.kind = kind;
    this.home = home;
    this.allowance = allowance;
    int guess = next.id().value().hashCode();
    this.place = OptionalInt.of(Math.floorMod(guess, allowance.of(home).ahead()));
    this.change =
        Math.floorMod(
            guess + next.version(), allowance.of(allowance.binding().orElse(home)).changes());
  }

  /** Tries once more at once when the first guess of the client's places was wrong. */
  static <T> Optional<T> guessed(
      Optional<ClientPlaces> places, Function<Optional<ClientPlaces>, Optional<T>> attempt) {
    Optional<T> first = attempt.apply(places);
    return first.isEmpty() && places.isPresent() ? attempt.apply(places) : first;
  }

  /** Why the client has no place, if that is the reason; the next attempt knows its places. */
  static Optional<BookingRefusal> whyNone(
      Optional<ClientPlaces> places, Outcome.Refused refused, int position) {
    return places
        .filter(_ -> refused.at(position))
        .flatMap(found -> found.learn(refused.presentAt(position)));
  }

  /** The item of a client. */
  static ItemKey key(TenantId tenant, PersonId client) {
    return ItemKey.of(tenant, "CLIENT#" + client, "PLACES");
  }

  /** The place of a new booking; empty when no limit holds for it. */
  static Optional<ClientPlaces> taking(
      TenantId tenant, Booking made, Optional<ClientAllowance> allowance) {
    return of(tenant, made, Kind.TAKES, allowance.filter(ClientAllowance::binds));
  }

  /** Without a client record there are no places. */
  private static Optional<ClientPlaces> of(
      TenantId tenant, Booking next, Kind kind, Optional<ClientAllowance> allowance) {
    return allowance.flatMap(
        found ->
            next.clientId()
                .map(
                    client ->
                        new ClientPlaces(
                            key(tenant, client),
                            new Wanted(next.id(), next.version(), next.time(), next.approved()),
                            kind,
                            next.source() == BookingSource.PUBLIC ? By.VISITOR : By.CLIENT,
                            found)));
  }

  /**
   * Why a new booking at this time would find no place; empty when it would, or no limit binds.
   *
   * @param present the client's item
   */
  static Optional<BookingRefusal> whyNone(
      TenantId tenant,
      PersonId client,
      Interval time,
      ClientAllowance allowance,
      Optional<Item> present) {
    return allowance
        .binding()
        .flatMap(
            by ->
                new ClientPlaces(
                        key(tenant, client),
                        new Wanted(new BookingId("none"), 1, time, Optional.empty()),
                        Kind.TAKES,
                        by,
                        allowance)
                    .learn(present));
  }

  /**
   * Why a client cannot move so many bookings within the hour; empty when it can, or no limit
   * binds.
   *
   * @param present the client's item
   */
  static Optional<BookingRefusal> whyNotSoMany(
      ClientAllowance allowance, int moves, Optional<Item> present) {
    return allowance
        .binding()
        .flatMap(
            by -> {
              int most = allowance.of(by).changes();
              List<Instant> spent =
                  IntStream.range(0, most)
                      .mapToObj(
                          at ->
                              present.flatMap(
                                  item -> item.optionalNumber(CHANGED + by.mark() + at)))
                      .flatMap(Optional::stream)
                      .map(Instant::ofEpochSecond)
                      .filter(end -> end.isAfter(allowance.now()))
                      .sorted()
                      .toList();
              int lacking = moves - (most - spent.size());
              return lacking <= 0
                  ? Optional.empty()
                  : Optional.of(
                      new BookingRefusal.TooOften(
                          lacking > spent.size()
                              ? HOUR
                              : Duration.between(allowance.now(), spent.get(lacking - 1))));
            });
  }

  /** The place of a changed booking; empty when all it has stays, or no limit holds for it. */
  static Optional<ClientPlaces> following(
      TenantId tenant, Booking present, Booking next, Optional<ClientAllowance> allowance) {
    if (next.taken().isEmpty()) {
      return of(
          tenant,
          next,
          Kind.FREES,
          allowance.filter(found -> !present.taken().isEmpty() && isAhead(present, found.now())));
    }
    if (present.taken().isEmpty()) {
      return of(tenant, next, Kind.TAKES, allowance.map(ClientAllowance::unbound));
    }
    return of(
        tenant,
        next,
        times(present).toList().containsAll(times(next).toList()) ? Kind.STAYS : Kind.MOVES,
        allowance.filter(_ -> !hasTheSame(present, next)));
  }

  private static boolean isAhead(Booking booking, Instant now) {
    return times(booking).anyMatch(time -> time.end().isAfter(now));
  }

  private static Stream<Interval> times(Booking booking) {
    return Stream.concat(
        Stream.of(booking.time()), booking.approved().map(ApprovedTime::time).stream());
  }

  private static boolean hasTheSame(Booking one, Booking other) {
    return one.serviceId().equals(other.serviceId())
        && one.time().equals(other.time())
        && one.resourceIds().equals(other.resourceIds())
        && seats(one) == seats(other)
        && one.approved().equals(other.approved());
  }

  private static int seats(Booking booking) {
    return booking.classPlace().map(place -> place.seats().size()).orElse(0);
  }

  /**
   * The times of the client's other bookings that a move of this one must not overlap.
   *
   * @param present the client's item
   */
  static List<Interval> inTheWay(
      TenantId tenant, Booking moving, ClientAllowance allowance, Item present) {
    return of(tenant, moving, Kind.MOVES, Optional.of(allowance))
        .map(places -> places.others(present))
        .orElse(List.of());
  }

  /** The times of what the client made; a new booking apart from them all overlaps nothing. */
  static List<Interval> own(ClientAllowance allowance, Item present) {
    return IntStream.range(0, allowance.of(By.CLIENT).ahead())
        .boxed()
        .flatMap(at -> times(present, By.CLIENT.mark() + at))
        .toList();
  }

  private List<Interval> others(Item present) {
    place = held(present);
    return allowance.binding().stream()
        .flatMap(this::neighbours)
        .flatMap(other -> times(present, other))
        .toList();
  }

  /** The time of the booking in a place, and the approved one that it keeps while a move waits. */
  private static Stream<Interval> times(Item item, String at) {
    return Stream.of(time(item, FROM + at, TO + at), time(item, KEPT_FROM + at, KEPT_TO + at))
        .flatMap(Optional::stream);
  }

  private static Optional<Interval> time(Item item, String from, String to) {
    return item.optionalNumber(to)
        .map(
            end ->
                new Interval(Instant.ofEpochSecond(item.number(from)), Instant.ofEpochSecond(end)));
  }

  /** The write of the present guess; empty when nothing is to be written. */
  Optional<Write> write() {
    Update update = new Update();
    List<Condition> conditions = new ArrayList<>();
    if (kind == Kind.FREES) {
      place.ifPresent(
          number -> {
            String at = home.mark() + number;
            update.remove(BOOKING + at, FROM + at, TO + at, KEPT_FROM + at, KEPT_TO + at);
            conditions.add(Condition.equal(BOOKING + at, next.id().value()));
          });
    } else {
      place.ifPresent(
          number -> {
            String at = home.mark() + number;
            update
                .set(BOOKING + at, next.id().value())
                .set(FROM + at, next.time().start().getEpochSecond())
                .set(TO + at, next.time().end().getEpochSecond());
            next.approved()
                .map(ApprovedTime::time)
                .ifPresentOrElse(
                    kept ->
                        update
                            .set(KEPT_FROM + at, kept.start().getEpochSecond())
                            .set(KEPT_TO + at, kept.end().getEpochSecond()),
                    () -> update.remove(KEPT_FROM + at, KEPT_TO + at));
            conditions.add(
                kind == Kind.TAKES
                    ? free(TO + at).and(free(KEPT_TO + at))
                    : Condition.equal(BOOKING + at, next.id().value()));
          });
      allowance
          .binding()
          .ifPresent(
              by -> {
                String changed = CHANGED + by.mark() + change;
                update.set(changed, allowance.now().plus(HOUR).getEpochSecond());
                conditions.add(free(changed));
                neighbours(by).forEach(other -> conditions.add(apart(other)));
              });
      update.set("ttl", allowance.now().plus(LIFE).getEpochSecond());
    }
    return conditions.stream().reduce(Condition::and).map(all -> Write.update(key, update, all));
  }

  /** True when the new booking has a place already: the answer to that write was lost. */
  boolean isTaken(Optional<Item> present) {
    return kind == Kind.TAKES && present.filter(item -> held(item).isPresent()).isPresent();
  }

  /**
   * Looks for free places after a refusal.
   *
   * @param present the client's item
   * @return why there is none; empty when another attempt may succeed
   */
  Optional<BookingRefusal> learn(Optional<Item> present) {
    Item item = present.orElseGet(() -> Item.builder().build());
    if (kind != Kind.TAKES) {
      place = held(item);
      return kind == Kind.FREES ? Optional.empty() : refusal(item);
    }
    int ahead = allowance.of(home).ahead();
    List<Integer> free =
        IntStream.range(0, ahead)
            .filter(at -> isFree(item, TO + home.mark() + at))
            .filter(at -> isFree(item, KEPT_TO + home.mark() + at))
            .boxed()
            .toList();
    if (!allowance.binds()) {
      place = free.stream().mapToInt(at -> at).findFirst();
      return Optional.empty();
    }
    if (free.isEmpty()) {
      return Optional.of(new BookingRefusal.TooManyAhead(ahead));
    }
    for (int at : free) {
      place = OptionalInt.of(at);
      if (neighbours(home).allMatch(other -> isApart(item, other))) {
        return refusal(item);
      }
    }
    return Optional.of(new BookingRefusal.Overlaps());
  }

  private Optional<BookingRefusal> refusal(Item item) {
    return allowance.binding().flatMap(by -> refusal(item, by));
  }

  private Optional<BookingRefusal> refusal(Item item, By by) {
    if (!neighbours(by).allMatch(other -> isApart(item, other))) {
      return Optional.of(new BookingRefusal.Overlaps());
    }
    int changes = allowance.of(by).changes();
    OptionalInt free = first(changes, at -> isFree(item, CHANGED + by.mark() + at));
    if (free.isEmpty()) {
      return IntStream.range(0, changes)
          .mapToObj(at -> item.number(CHANGED + by.mark() + at))
          .min(Comparator.naturalOrder())
          .map(Instant::ofEpochSecond)
          .map(end -> Duration.between(allowance.now(), end))
          .map(BookingRefusal.TooOften::new);
    }
    change = free.getAsInt();
    return Optional.empty();
  }

  /** The other places of this kind whose bookings must not overlap with this one. */
  private Stream<String> neighbours(By by) {
    if (kind == Kind.STAYS) {
      return Stream.empty();
    }
    int ahead = allowance.of(by).ahead();
    int lanes = Math.min(allowance.overlapping(), ahead);
    // A booking that others made has no place of this kind, and counts as one of the first lane.
    int own = by == home ? place.orElse(-1) : -1;
    int lane = Math.floorMod(Math.max(own, 0), lanes);
    return IntStream.range(0, ahead)
        .filter(other -> other != own && other % lanes == lane)
        .mapToObj(other -> by.mark() + other);
  }

  private Condition free(String attribute) {
    return Condition.absent(attribute)
        .or(Condition.atMost(attribute, allowance.now().getEpochSecond()));
  }

  private boolean isFree(Item item, String attribute) {
    return item.optionalNumber(attribute).orElse(0L) <= allowance.now().getEpochSecond();
  }

  /** The place that the booking has. */
  private OptionalInt held(Item item) {
    return first(
        allowance.of(home).ahead(),
        at ->
            item.optionalText(BOOKING + home.mark() + at)
                .filter(next.id().value()::equals)
                .isPresent());
  }

  // The approved time that this booking keeps was apart from the others when it got it, and they
  // from it ever since.
  private Condition apart(String other) {
    return apart(FROM + other, TO + other).and(apart(KEPT_FROM + other, KEPT_TO + other));
  }

  private Condition apart(String from, String to) {
    return Condition.absent(to)
        .or(Condition.atMost(to, next.time().start().getEpochSecond()))
        .or(Condition.atLeast(from, next.time().end().getEpochSecond()));
  }

  private boolean isApart(Item item, String other) {
    return times(item, other).noneMatch(next.time()::overlaps);
  }

  private static OptionalInt first(int places, IntPredicate fits) {
    return IntStream.range(0, places).filter(fits).findFirst();
  }
}

package io.marcado.local.app.soak;

import io.marcado.bookings.blocks.Block;
import io.marcado.bookings.ledger.TakenTime;
import io.marcado.bookings.lifecycle.ApprovalRequest.ApprovedTime;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.HoldTerms.Together;
import io.marcado.bookings.lifecycle.SeriesChange;
import io.marcado.bookings.lifecycle.VisitPart;
import io.marcado.bookings.published.BookingStatus;
import io.marcado.domain.ResourceId;
import io.marcado.domain.SeriesId;
import io.marcado.domain.time.CellRange.OfDay;
import io.marcado.domain.time.Cells;
import io.marcado.domain.time.Interval;
import io.marcado.local.app.soak.History.ActOnSeries;
import io.marcado.local.app.soak.History.Kind;
import io.marcado.local.app.soak.History.Operation;
import io.marcado.local.app.soak.History.Place;
import io.marcado.local.app.soak.History.RowState;
import io.marcado.local.app.soak.History.Taking;
import io.marcado.local.app.soak.History.Told;
import io.marcado.local.app.soak.History.WantedSeries;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Judges a history. It knows nothing of how bookings are written, only what must hold: no instant
 * over capacity, every acknowledged booking there with all of its time, every refused one not,
 * freed time bookable, what is held bookable by who holds it, what is blocked blocked, each series
 * and each change of one whole or not at all, and day rows that equal a recount from the bookings
 * and the notes.
 */
public final class HistoryChecker {
  /** What a block adds to a cell. */
  private static final int BLOCK = 10_000;

  private HistoryChecker() {}

  /** What can be wrong. */
  public enum Wrong {
    /** More seats taken than there are, or fewer than none. */
    OVER_CAPACITY,
    /** Acknowledged, but not there, or not as it was acknowledged. */
    LOST,
    /** Refused, but there. */
    REFUSED_BUT_THERE,
    /** A day row is not what its bookings say. */
    ROWS_DIFFER,
    /** A booking takes less than its time. */
    UNCOVERED,
    /** Freed, or given up before it was booked, but not bookable. */
    NOT_BOOKABLE,
    /** A block stands, and its time is not taken as often as it says; or time is taken for none. */
    NOT_BLOCKED,
    /** A booking is beneath a block that was to have none. */
    BOOKED_BENEATH,
    /** A hold that had not ended could not be booked. */
    PROMISE_BROKEN,
    /** A booking was made, and the note of its attempt stays. */
    NOTE_LEFT,
    /** A series, or a change of one, was done in part, or was not brought to an end. */
    HALF_DONE,
    /** A change of several bookings is told by none of them, or by more than one. */
    NOT_TOLD_ONCE,
    /**
     * A decided booking has a part of what was approved before, and a part of what was asked for.
     */
    MIXED
  }

  /** Something that is wrong. */
  public record Violation(Wrong kind, String detail) {}

  /** Everything that is wrong; empty when all holds. */
  public static List<Violation> check(History history) {
    List<Violation> violations = new ArrayList<>();
    Map<Place, int[]> recount = recount(history);
    recount.forEach((place, seats) -> capacity(history, place, seats, "recounted", violations));
    history
        .rows()
        .forEach((place, seats) -> capacity(history, place, seats, "at the end", violations));
    for (RowState state : history.trail()) {
      capacity(history, state.place(), state.seats(), "once", violations);
    }
    inEachOrder(history, violations);
    decided(history, violations);
    rows(history, recount, violations);
    left(history, violations);
    history.bookings().values().forEach(booking -> covered(booking, violations));
    blocked(history, violations);
    beneath(history, violations);
    for (Operation operation : history.operations()) {
      acknowledged(history, operation, violations);
      refused(history, operation, violations);
    }
    history.series().wanted().forEach(wanted -> series(history, wanted, violations));
    history.series().acts().forEach(act -> act(history, act, violations));
    history
        .series()
        .left()
        .forEach(detail -> violations.add(new Violation(Wrong.HALF_DONE, detail)));
    history
        .unbookable()
        .forEach(detail -> violations.add(new Violation(Wrong.NOT_BOOKABLE, detail)));
    history.broken().forEach(detail -> violations.add(new Violation(Wrong.PROMISE_BROKEN, detail)));
    return violations;
  }

  private static Map<Place, int[]> recount(History history) {
    Map<Place, int[]> recount = new HashMap<>();
    history.bookings().values().forEach(booking -> count(booking, 1, recount));
    return recount;
  }

  private static void count(Booking booking, int times, Map<Place, int[]> recount) {
    if (!booking.status().keepsTime()) {
      return;
    }
    for (TakenTime taken : booking.held()) {
      for (OfDay cells : taken.cells().byDay()) {
        int[] seats =
            recount.computeIfAbsent(
                new Place(taken.resourceId(), cells.day()), _ -> new int[Cells.PER_DAY]);
        for (int i = cells.from(); i < cells.to(); i++) {
          seats[i] += times * taken.seats();
        }
      }
    }
  }

  /** Whatever the rows said, at no time did the bookings take more than there is. */
  private static void inEachOrder(History history, List<Violation> violations) {
    Map<String, Booking> present = new HashMap<>();
    Map<Place, int[]> taken = new HashMap<>();
    for (Booking version : history.versions()) {
      Booking before = present.put(version.id().value(), version);
      if (before != null) {
        count(before, -1, taken);
      }
      count(version, 1, taken);
      for (TakenTime held : version.held()) {
        for (OfDay cells : held.cells().byDay()) {
          Place place = new Place(held.resourceId(), cells.day());
          capacity(
              history,
              place,
              taken.getOrDefault(place, new int[Cells.PER_DAY]),
              "when %s was written".formatted(version.id()),
              violations);
        }
      }
    }
  }

  /** Who decides about a move decides about its time, its resources and its service. */
  private static void decided(History history, List<Violation> violations) {
    Map<String, Booking> present = new HashMap<>();
    for (Booking version : history.versions()) {
      Booking before = present.put(version.id().value(), version);
      if (before == null
          || before.approved().isEmpty()
          || version.status() != BookingStatus.CONFIRMED) {
        continue;
      }
      ApprovedTime kept = before.approved().get();
      boolean confirmed =
          version.serviceId().equals(before.serviceId())
              && version.time().equals(before.time())
              && version.taken().equals(before.taken())
              && version.visit().equals(before.visit());
      boolean back =
          version.serviceId().equals(kept.serviceId())
              && version.time().equals(kept.time())
              && version.taken().equals(kept.taken())
              && version.visit().equals(kept.visit());
      if (!confirmed && !back) {
        violations.add(
            new Violation(
                Wrong.MIXED,
                "%s is %s at %s, in place of %s or %s"
                    .formatted(
                        version.id(), version.serviceId(), version.time(), before.time(), kept)));
      }
    }
  }

  /** True when the noted attempt has not made a booking, so that its time counts by the note. */
  private static boolean isOpen(History history, Taking taking) {
    return !taking.attempt().equals(history.makers().get(taking.bookingId()));
  }

  private static void left(History history, List<Violation> violations) {
    history.takings().stream()
        .filter(taking -> !isOpen(history, taking))
        .forEach(taking -> violations.add(new Violation(Wrong.NOTE_LEFT, taking.toString())));
  }

  private static void capacity(
      History history, Place place, int[] seats, String when, List<Violation> violations) {
    int capacity = history.capacities().getOrDefault(place.resourceId(), 0);
    for (int i = 0; i < seats.length; i++) {
      if (seats[i] < 0 || seats[i] % BLOCK > capacity) {
        violations.add(
            new Violation(
                Wrong.OVER_CAPACITY,
                "%s cell %d of %d seats has %d taken, %s"
                    .formatted(place, i, capacity, seats[i], when)));
        return;
      }
    }
  }

  private static void rows(History history, Map<Place, int[]> recount, List<Violation> violations) {
    Map<Place, int[]> all = new HashMap<>(history.rows());
    recount.keySet().forEach(place -> all.putIfAbsent(place, new int[Cells.PER_DAY]));
    all.forEach(
        (place, row) -> {
          int[] counted = recount.getOrDefault(place, new int[Cells.PER_DAY]).clone();
          history.takings().stream()
              .filter(taking -> taking.place().equals(place) && isOpen(history, taking))
              .forEach(taking -> taking.cells().forEach(cell -> counted[cell] += taking.seats()));
          for (int i = 0; i < row.length; i++) {
            if (row[i] != counted[i]) {
              violations.add(
                  new Violation(
                      Wrong.ROWS_DIFFER,
                      "%s cell %d says %d, its bookings and notes say %d"
                          .formatted(place, i, row[i], counted[i])));
              return;
            }
          }
        });
  }

  private static void blocked(History history, List<Violation> violations) {
    Map<Place, int[]> counted = new HashMap<>();
    for (Block block : history.blocked().standing()) {
      for (ResourceId resource : block.resourceIds()) {
        for (OfDay cells : block.taken().cells().byDay()) {
          int[] blocks =
              counted.computeIfAbsent(
                  new Place(resource, cells.day()), _ -> new int[Cells.PER_DAY]);
          for (int i = cells.from(); i < cells.to(); i++) {
            blocks[i]++;
          }
        }
      }
    }
    Map<Place, int[]> all = new HashMap<>(history.blocked().rows());
    counted.keySet().forEach(place -> all.putIfAbsent(place, new int[Cells.PER_DAY]));
    all.forEach(
        (place, row) -> {
          int[] blocks = counted.getOrDefault(place, new int[Cells.PER_DAY]);
          for (int i = 0; i < row.length; i++) {
            if (Math.floorDiv(row[i], BLOCK) != blocks[i]) {
              violations.add(
                  new Violation(
                      Wrong.NOT_BLOCKED,
                      "%s cell %d says %d, and %d blocks stand"
                          .formatted(place, i, row[i], blocks[i])));
              return;
            }
          }
        });
  }

  private static void beneath(History history, List<Violation> violations) {
    for (Block block : history.blocked().standing()) {
      if (history.blocked().keeping().contains(block.id().value())) {
        continue;
      }
      for (Booking booking : history.blocked().bookings().values()) {
        for (TakenTime taken :
            booking.status().keepsTime() ? booking.held() : List.<TakenTime>of()) {
          if (block.resourceIds().contains(taken.resourceId())
              && taken.cells().interval().overlaps(block.taken().cells().interval())) {
            violations.add(
                new Violation(
                    Wrong.BOOKED_BENEATH, booking.id() + " is beneath block " + block.id()));
          }
        }
      }
    }
  }

  private static void ofBlock(History history, Operation operation, List<Violation> violations) {
    boolean stands =
        history.blocked().standing().stream()
            .anyMatch(block -> block.id().value().equals(operation.bookingId()));
    boolean removed =
        history.operations().stream()
            .anyMatch(
                other ->
                    other.kind() == Kind.UNBLOCK
                        && other.told() != Told.REFUSED
                        && other.bookingId().equals(operation.bookingId()));
    if (operation.kind() == Kind.BLOCK && operation.told() == Told.DONE && !stands && !removed) {
      violations.add(new Violation(Wrong.LOST, "block " + operation.bookingId()));
    }
    if (stands
        && ((operation.kind() == Kind.BLOCK && operation.told() == Told.REFUSED)
            || (operation.kind() == Kind.UNBLOCK && operation.told() == Told.DONE))) {
      violations.add(
          new Violation(
              Wrong.REFUSED_BUT_THERE,
              "block %s: %s".formatted(operation.bookingId(), operation.kind())));
    }
  }

  /** Whatever minute it begins at, nobody else may have a moment of it. */
  private static void covered(Booking booking, List<Violation> violations) {
    if (booking.taken().isEmpty()) {
      return;
    }
    if (booking.visit().isEmpty()) {
      booking.resourceIds().stream()
          // Its time is its session's, and what it takes are seats.
          .filter(id -> !id.equals(HistoryRun.YOGA))
          .forEach(id -> covered(booking, id, booking.time(), violations));
    }
    for (VisitPart part : booking.visit()) {
      Interval time = part.time(booking.time().start());
      part.resourceIds().forEach(id -> covered(booking, id, time, violations));
    }
  }

  private static void covered(
      Booking booking, ResourceId resource, Interval time, List<Violation> violations) {
    List<Interval> bare = List.of(time);
    for (TakenTime taken : booking.taken()) {
      if (taken.resourceId().equals(resource)) {
        bare =
            bare.stream()
                .flatMap(interval -> interval.minus(taken.cells().interval()).stream())
                .toList();
      }
    }
    if (!bare.isEmpty()) {
      violations.add(
          new Violation(
              Wrong.UNCOVERED,
              "%s has %s at %s and takes %s"
                  .formatted(booking.id(), resource, time, booking.taken())));
    }
  }

  private static void acknowledged(
      History history, Operation operation, List<Violation> violations) {
    if (isOfBlock(operation.kind())) {
      ofBlock(history, operation, violations);
      return;
    }
    if (operation.told() != Told.DONE || ofHold(operation.kind())) {
      return;
    }
    Booking present = history.bookings().get(operation.bookingId());
    if (present == null) {
      violations.add(
          new Violation(Wrong.LOST, operation.bookingId() + " is not there: " + operation.kind()));
      return;
    }
    Booking answer = operation.answer().orElse(present);
    boolean ended =
        answer.status() == BookingStatus.CANCELLED || answer.status() == BookingStatus.REJECTED;
    if (present.version() < answer.version()
        || (present.version() == answer.version() && !same(present, answer))
        || (ended && present.status() != answer.status())) {
      violations.add(
          new Violation(
              Wrong.LOST,
              "%s is %s at %d and was acknowledged as %s at %d"
                  .formatted(
                      operation.bookingId(),
                      present.status(),
                      present.version(),
                      answer.status(),
                      answer.version())));
    }
  }

  private static boolean isOfBlock(Kind kind) {
    return kind == Kind.BLOCK || kind == Kind.MOVE_BLOCK || kind == Kind.UNBLOCK;
  }

  /** What makes no booking. */
  private static boolean ofHold(Kind kind) {
    return kind == Kind.HOLD || kind == Kind.EXTEND || kind == Kind.RELEASE;
  }

  private static boolean same(Booking present, Booking answer) {
    return present.status() == answer.status()
        && present.serviceId().equals(answer.serviceId())
        && present.time().equals(answer.time())
        && present.resourceIds().equals(answer.resourceIds())
        && present.visit().equals(answer.visit())
        && present.notes().equals(answer.notes());
  }

  private static void refused(History history, Operation operation, List<Violation> violations) {
    if (operation.kind() == Kind.CREATE
        && operation.told() == Told.REFUSED
        && history.bookings().containsKey(operation.bookingId())) {
      violations.add(
          new Violation(Wrong.REFUSED_BUT_THERE, operation.bookingId() + " was refused"));
    }
    if (operation.kind() == Kind.RELEASE
        && operation.told() == Told.DONE
        && history.bookings().containsKey(operation.bookingId())) {
      violations.add(
          new Violation(
              Wrong.REFUSED_BUT_THERE, operation.bookingId() + " was given back, and is booked"));
    }
    boolean seen = operation.note().filter(history.notes()::contains).isPresent();
    if (operation.told() == Told.REFUSED && seen) {
      violations.add(
          new Violation(
              Wrong.REFUSED_BUT_THERE,
              "%s of %s was refused, and happened"
                  .formatted(operation.note().orElseThrow(), operation.bookingId())));
    }
    if (operation.told() == Told.DONE && operation.note().isPresent() && !seen) {
      violations.add(
          new Violation(
              Wrong.LOST,
              "%s of %s was acknowledged, and never happened"
                  .formatted(operation.note().orElseThrow(), operation.bookingId())));
    }
  }

  private static void series(History history, WantedSeries wanted, List<Violation> violations) {
    Set<String> there = new HashSet<>(wanted.all());
    there.retainAll(history.bookings().keySet());
    String all =
        "series %s, told %s: %d of %d, and it says %d"
            .formatted(
                wanted.id(),
                wanted.told(),
                there.size(),
                wanted.all().size(),
                wanted.made().size());
    boolean whole = wanted.skips() || there.isEmpty() || there.equals(wanted.all());
    if (!whole || !there.equals(wanted.made())) {
      violations.add(new Violation(Wrong.HALF_DONE, all));
    }
    if (!there.containsAll(wanted.answer())) {
      violations.add(new Violation(Wrong.LOST, all));
    }
    if (wanted.told() == Told.REFUSED && !there.isEmpty()) {
      violations.add(new Violation(Wrong.REFUSED_BUT_THERE, all));
    }
    long telling =
        firstVersions(history, there, _ -> true).stream()
            .filter(booking -> booking.series().orElseThrow().tells() > 0)
            .count();
    if (telling != (there.isEmpty() ? 0 : 1)) {
      violations.add(new Violation(Wrong.NOT_TOLD_ONCE, all + ", told " + telling + " times"));
    }
  }

  /** Of each of these bookings the first version that is like this. */
  private static Collection<Booking> firstVersions(
      History history, Set<String> ids, Predicate<Booking> like) {
    Map<String, Booking> first = new HashMap<>();
    history.versions().stream()
        .filter(version -> ids.contains(version.id().value()))
        .filter(like)
        .forEach(version -> first.putIfAbsent(version.id().value(), version));
    return first.values();
  }

  private static void act(History history, ActOnSeries act, List<Violation> violations) {
    SeriesChange change = act.change();
    Set<String> ids = new HashSet<>();
    change.numbers().forEach(number -> ids.add(before(act, number).id().value()));
    Collection<Booking> followed =
        firstVersions(history, ids, version -> version.isChangedBy(change.id()));
    String all =
        "%s %s of series %s, told %s: %d of %d"
            .formatted(
                change.act(),
                change.id(),
                change.series(),
                act.told(),
                followed.size(),
                ids.size());
    if (act.told() == Told.REFUSED && !followed.isEmpty()) {
      violations.add(new Violation(Wrong.REFUSED_BUT_THERE, all));
    }
    if (act.told() == Told.DONE || !followed.isEmpty()) {
      for (int number : change.numbers()) {
        Booking before = before(act, number);
        boolean did = followed.stream().anyMatch(one -> one.id().equals(before.id()));
        if (!did && !becameAnother(history, act, before)) {
          violations.add(new Violation(Wrong.HALF_DONE, all + ", without " + before.id()));
        }
      }
    }
    for (Booking one : followed) {
      int number =
          change.numbers().stream()
              .filter(other -> before(act, other).id().equals(one.id()))
              .findFirst()
              .orElseThrow();
      if (!isAsTold(change, number, one)) {
        violations.add(
            new Violation(Wrong.HALF_DONE, all + ", and %s is %s".formatted(one.id(), one.time())));
      }
    }
    long telling =
        followed.stream().filter(one -> one.together().orElseThrow().tells() > 0).count();
    if (telling != (followed.isEmpty() ? 0 : 1)) {
      violations.add(new Violation(Wrong.NOT_TOLD_ONCE, all + ", told " + telling + " times"));
    }
  }

  private static Booking before(ActOnSeries act, int number) {
    return Objects.requireNonNull(act.before().get(number));
  }

  /** What each booking is by the change. */
  private static boolean isAsTold(SeriesChange change, int number, Booking after) {
    return switch (change.act()) {
      case CANCEL -> after.status() == BookingStatus.CANCELLED;
      case CONFIRM -> after.status() == BookingStatus.CONFIRMED;
      // A rejected move leaves it as it was approved.
      case REJECT -> after.status() != BookingStatus.PENDING;
      case MOVE -> {
        SeriesChange.Target target =
            Objects.requireNonNull(change.moves().orElseThrow().targets().get(number));
        yield after.time().equals(target.time()) && after.taken().equals(target.taken());
      }
    };
  }

  /**
   * True when something else happened to the booking before, by which the change was nothing for
   * it, and the history tells who did that.
   */
  private static boolean becameAnother(History history, ActOnSeries act, Booking before) {
    Booking last = before;
    Set<SeriesId> earlier = new HashSet<>();
    boolean followed = false;
    for (Booking version : history.versions()) {
      Optional<SeriesId> other = otherChange(history, act, version);
      if (other.isPresent()) {
        if (!followed) {
          earlier.add(other.get());
        } else if (!earlier.contains(other.get())) {
          // The next change of the series waits until this one is brought to an end.
          return false;
        }
      }
      followed |= version.isChangedBy(act.change().id());
      if (version.id().equals(before.id()) && version.version() > before.version()) {
        if (isNothingFor(act.change(), before, version)) {
          return isTold(history, version, last);
        }
        last = version;
      }
    }
    return false;
  }

  /** Another change of the series that made this version. */
  private static Optional<SeriesId> otherChange(History history, ActOnSeries act, Booking version) {
    return madeBy(version)
        .filter(change -> !change.equals(act.change().id()))
        .flatMap(change -> actOf(history, change))
        .map(ActOnSeries::change)
        .filter(change -> change.series().equals(act.change().series()))
        .map(SeriesChange::id);
  }

  /** The change of a series that made this version. */
  private static Optional<SeriesId> madeBy(Booking version) {
    return version
        .together()
        .filter(together -> together.version() == version.version())
        .map(Together::change);
  }

  private static Optional<ActOnSeries> actOf(History history, SeriesId change) {
    return history.series().acts().stream()
        .filter(act -> act.change().id().equals(change))
        .findFirst();
  }

  /** True when a change that found the booking like this would leave it. */
  private static boolean isNothingFor(SeriesChange change, Booking before, Booking version) {
    return switch (change.act()) {
      case CANCEL -> !version.status().isOpen();
      case CONFIRM, REJECT -> version.status() != BookingStatus.PENDING;
      case MOVE ->
          !version.status().isOpen()
              || version.approved().isPresent()
              || !version.time().equals(before.time())
              || !version.taken().equals(before.taken());
    };
  }

  /** True when somebody who was not refused made this version, and not of the notes alone. */
  private static boolean isTold(History history, Booking version, Booking last) {
    Optional<SeriesId> change = madeBy(version);
    if (change.isPresent()) {
      return actOf(history, change.get())
          .filter(act -> act.told() != Told.REFUSED)
          .filter(act -> act.before().values().stream().anyMatch(one -> one.id().equals(last.id())))
          .isPresent();
    }
    return !version.notes().equals(last.notes())
        && history.operations().stream()
            .anyMatch(
                operation ->
                    operation.bookingId().equals(version.id().value())
                        && operation.kind() != Kind.NOTE
                        && operation.told() != Told.REFUSED
                        && operation.note().isPresent()
                        && operation.note().equals(version.notes()));
  }
}

package io.marcado.local.app.soak;

import io.marcado.bookings.blocks.Block;
import io.marcado.bookings.lifecycle.Booking;
import io.marcado.bookings.lifecycle.SeriesChange;
import io.marcado.domain.ResourceId;
import io.marcado.domain.SeriesId;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What happened in a run, as its callers saw it, and what is in the table afterwards.
 *
 * @param seed repeats the run, apart from how its threads interleave
 * @param capacities seats of each resource
 * @param operations in no order
 * @param bookings all that are in the table, by id
 * @param rows all day rows
 * @param trail every state that a day row ever had, as the table's stream tells
 * @param notes every note that a booking ever had, as the table's stream tells
 * @param versions every version of a booking, in the order of the table's stream
 * @param takings notes that are left in the day rows, after all of the stream was followed
 * @param makers which attempt made each of the bookings
 * @param unbookable freed times that could not be booked again, in words
 * @param broken holds that could not be booked although nobody gave them back or had a right to
 *     give them up, in words
 * @param blocked what was blocked when all was done, before it was given back
 * @param series all that somebody wanted, and what became of them
 */
public record History(
    long seed,
    Map<ResourceId, Integer> capacities,
    List<Operation> operations,
    Map<String, Booking> bookings,
    Map<Place, int[]> rows,
    List<RowState> trail,
    Set<String> notes,
    List<Booking> versions,
    List<Taking> takings,
    Map<String, String> makers,
    List<String> unbookable,
    List<String> broken,
    Blocked blocked,
    AllSeries series) {

  /** What somebody wanted. */
  public enum Kind {
    CREATE,
    MOVE,
    NOTE,
    CONFIRM,
    REJECT,
    CANCEL,
    HOLD,
    /** Makes a booking of what is held. */
    BOOK_HELD,
    EXTEND,
    RELEASE,
    /** Takes time so that nobody can book it; its id stands for that of a booking. */
    BLOCK,
    MOVE_BLOCK,
    UNBLOCK
  }

  /** What somebody was told. */
  public enum Told {
    DONE,
    REFUSED,
    /** Nothing that says whether it was done: an exception. */
    UNKNOWN
  }

  /**
   * One operation.
   *
   * @param answer the booking, where it was done
   * @param note that it leaves in the booking and nobody else does; a new booking has none
   */
  public record Operation(
      Kind kind, String bookingId, Told told, Optional<Booking> answer, Optional<String> note) {}

  /**
   * Blocks beside the bookings of the same moment.
   *
   * @param standing those that stand
   * @param keeping ids of those that were to keep bookings beneath them
   * @param rows all day rows
   */
  public record Blocked(
      List<Block> standing,
      Set<String> keeping,
      Map<Place, int[]> rows,
      Map<String, Booking> bookings) {}

  /**
   * A series that somebody wanted.
   *
   * @param all ids of the bookings that it was to have
   * @param skips true when some of them may be left out
   * @param answer ids of those that were acknowledged
   * @param made ids of those that it has, as it says itself; empty if it was not made
   */
  public record WantedSeries(
      SeriesId id,
      Set<String> all,
      boolean skips,
      Told told,
      Set<String> answer,
      Set<String> made) {}

  /**
   * A change of several bookings of a series.
   *
   * @param change with those that were to be changed in the end
   * @param before each of them as it was when that was planned
   */
  public record ActOnSeries(SeriesChange change, Map<Integer, Booking> before, Told told) {}

  /**
   * The series of a history.
   *
   * @param left what was not finished although all had time to do it, in words
   */
  public record AllSeries(List<WantedSeries> wanted, List<ActOnSeries> acts, List<String> left) {
    /** How many series were acknowledged. */
    public long made() {
      return wanted.stream().filter(one -> one.told() == Told.DONE).count();
    }

    /** How many acts of this kind were acknowledged. */
    public long done(SeriesChange.Act act) {
      return acts.stream()
          .filter(one -> one.told() == Told.DONE && one.change().act() == act)
          .count();
    }
  }

  /** A resource's UTC day. */
  public record Place(ResourceId resourceId, LocalDate day) {}

  /** A day row at one time. */
  public record RowState(Place place, int[] seats) {}

  /**
   * Time that an attempt at a booking has taken and noted.
   *
   * @param between the cells from one to the other that it has not taken
   */
  public record Taking(
      Place place,
      String attempt,
      String bookingId,
      int from,
      int to,
      int seats,
      Set<Integer> between) {
    /** The cells that it has taken. */
    IntStream cells() {
      return IntStream.range(from, to).filter(cell -> !between.contains(cell));
    }
  }

  /** How many operations were told so. */
  public long count(Kind kind, Told told) {
    return operations.stream()
        .filter(operation -> operation.kind() == kind && operation.told() == told)
        .count();
  }
}

package io.marcado.bookings.ledger;

import io.marcado.bookings.ledger.DayRows.Place;
import io.marcado.domain.BookingId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.CellRange.OfDay;
import io.marcado.domain.time.Cells;
import io.marcado.platform.table.Item;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Says in a day row that an attempt at a booking has taken time there, before it writes the
 * booking. Whether it became one is told by the booking's item alone: see {@link RowNotes}.
 *
 * @param attempt its id, which no other sending has
 * @param deadline after that somebody who finds the time taken looks what became of the attempt
 * @param from index of the first cell
 * @param to index after the last cell
 * @param seats in each of them
 * @param between what lies between these and is not taken: a visit may come back to a resource
 */
public record RowNote(
    ResourceId resourceId,
    LocalDate day,
    String attempt,
    BookingId bookingId,
    Instant deadline,
    int from,
    int to,
    int seats,
    List<Gap> between) {
  private static final String NOTE = "n";
  private static final String BOOKING = "b";
  private static final String DEADLINE = "d";
  private static final String FROM = "f";
  private static final String TO = "t";
  private static final String SEATS = "s";
  private static final String BETWEEN = "g";

  /**
   * Cells that are not taken.
   *
   * @param from index of the first cell
   * @param to index after the last cell
   */
  public record Gap(int from, int to) {
    boolean contains(int index) {
      return from <= index && index < to;
    }
  }

  public RowNote {
    between = List.copyOf(between);
  }

  /** The note of one piece. */
  public RowNote(
      ResourceId resourceId,
      LocalDate day,
      String attempt,
      BookingId bookingId,
      Instant deadline,
      int from,
      int to,
      int seats) {
    this(resourceId, day, attempt, bookingId, deadline, from, to, seats, List.of());
  }

  /** The attribute of the row that has the note of an attempt. */
  static String attribute(String attempt) {
    return NOTE + attempt;
  }

  /** The note of an attribute; empty when it is something else. */
  static Optional<RowNote> of(
      ResourceId resourceId, LocalDate day, String name, AttributeValue value) {
    if (!name.startsWith(NOTE) || !value.hasM()) {
      return Optional.empty();
    }
    Item note = Item.of(value.m());
    return Optional.of(
        new RowNote(
            resourceId,
            day,
            name.substring(NOTE.length()),
            new BookingId(note.text(BOOKING)),
            Instant.ofEpochSecond(note.number(DEADLINE)),
            note.integer(FROM),
            note.integer(TO),
            note.integer(SEATS),
            note.items(BETWEEN).stream()
                .map(gap -> new Gap(gap.integer(FROM), gap.integer(TO)))
                .toList()));
  }

  /** The notes of a hold, one in each row of its time. */
  static List<RowNote> of(Item hold) {
    Map<Place, RowNote> notes = new LinkedHashMap<>();
    for (TakenTime taken : TakenTime.of(hold)) {
      for (OfDay cells : taken.cells().byDay()) {
        notes.merge(
            new Place(taken.resourceId(), cells.day()),
            new RowNote(
                taken.resourceId(),
                cells.day(),
                hold.text(RowNotes.MAKER),
                new BookingId(hold.text(RowNotes.HOLD)),
                RowNotes.deadline(Instant.ofEpochSecond(hold.number(RowNotes.UNTIL))),
                cells.from(),
                cells.to(),
                taken.seats()),
            RowNote::with);
      }
    }
    return List.copyOf(notes.values());
  }

  /** Both as one, which have no cell in common. */
  private RowNote with(RowNote other) {
    RowNote first = from < other.from ? this : other;
    RowNote last = first == this ? other : this;
    List<Gap> gaps = new ArrayList<>(first.between);
    if (first.to < last.from) {
      gaps.add(new Gap(first.to, last.from));
    }
    gaps.addAll(last.between);
    return new RowNote(
        resourceId, day, attempt, bookingId, deadline, first.from, last.to, seats, gaps);
  }

  /** True when it says that this cell is taken. */
  public boolean takes(int index) {
    return from <= index && index < to && between.stream().noneMatch(gap -> gap.contains(index));
  }

  String attribute() {
    return attribute(attempt);
  }

  AttributeValue value() {
    Item.Builder note =
        Item.builder()
            .text(BOOKING, bookingId.value())
            .number(DEADLINE, deadline.getEpochSecond())
            .number(FROM, from)
            .number(TO, to)
            .number(SEATS, seats);
    if (!between.isEmpty()) {
      note.items(
          BETWEEN,
          between.stream()
              .map(gap -> Item.builder().number(FROM, gap.from()).number(TO, gap.to()).build())
              .toList());
    }
    return AttributeValue.fromM(note.build().attributes());
  }

  /** True when it is of a cell that this takes. */
  boolean standsInTheWayOf(TakenTime wanted) {
    return wanted.resourceId().equals(resourceId) && takesOf(wanted.cells());
  }

  /** True when it says that one of these cells is taken. */
  public boolean takesOf(CellRange cells) {
    long midnight = Cells.firstOf(day);
    long end = Math.min(cells.end(), midnight + to);
    for (long cell = Math.max(cells.first(), midnight + from); cell < end; cell++) {
      if (takes(Math.toIntExact(cell - midnight))) {
        return true;
      }
    }
    return false;
  }
}

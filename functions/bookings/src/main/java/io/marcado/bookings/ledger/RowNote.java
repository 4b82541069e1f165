package io.marcado.bookings.ledger;

import io.marcado.domain.BookingId;
import io.marcado.domain.ResourceId;
import io.marcado.domain.time.CellRange;
import io.marcado.domain.time.Cells;
import io.marcado.platform.table.Item;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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
 */
public record RowNote(
    ResourceId resourceId,
    LocalDate day,
    String attempt,
    BookingId bookingId,
    Instant deadline,
    int from,
    int to,
    int seats) {
  private static final String NOTE = "n";
  private static final String BOOKING = "b";
  private static final String DEADLINE = "d";
  private static final String FROM = "f";
  private static final String TO = "t";
  private static final String SEATS = "s";

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
            note.integer(SEATS)));
  }

  /** The notes of a hold, one in each row of its time. */
  static List<RowNote> of(Item hold) {
    return TakenTime.of(hold).stream()
        .flatMap(
            taken ->
                taken.cells().byDay().stream()
                    .map(
                        cells ->
                            new RowNote(
                                taken.resourceId(),
                                cells.day(),
                                hold.text(RowNotes.MAKER),
                                new BookingId(hold.text(RowNotes.HOLD)),
                                RowNotes.deadline(
                                    Instant.ofEpochSecond(hold.number(RowNotes.UNTIL))),
                                cells.from(),
                                cells.to(),
                                taken.seats())))
        .toList();
  }

  String attribute() {
    return attribute(attempt);
  }

  AttributeValue value() {
    return AttributeValue.fromM(
        Item.builder()
            .text(BOOKING, bookingId.value())
            .number(DEADLINE, deadline.getEpochSecond())
            .number(FROM, from)
            .number(TO, to)
            .number(SEATS, seats)
            .build()
            .attributes());
  }

  /** True when it is of a cell that this takes. */
  boolean standsInTheWayOf(TakenTime wanted) {
    long midnight = Cells.firstOf(day);
    CellRange cells = new CellRange(midnight + from, midnight + to);
    return wanted.resourceId().equals(resourceId)
        && cells.first() < wanted.cells().end()
        && wanted.cells().first() < cells.end();
  }
}

package io.marcado.bookings.ledger;

import io.marcado.bookings.availability.Occupancy;
import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.BookableResource;
import io.marcado.domain.time.Cells;
import io.marcado.platform.table.Item;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The number of taken seats of a resource in each cell of one UTC day, as read. A block takes
 * {@link #BLOCK} seats of each of its cells, so that none is left whatever the capacity.
 *
 * @param version rises whenever time is taken or given back; empty if the day has never had a
 *     booking
 * @param seats of each of the day's cells, those of blocks included
 * @param notes of time that was taken for bookings which were not there yet; their seats count
 */
public record DayRow(
    ResourceId resourceId,
    LocalDate day,
    Optional<Long> version,
    int[] seats,
    List<RowNote> notes) {
  /** Far more seats than any resource has, so that bookings are told from blocks in one number. */
  static final int BLOCK = 10 * BookableResource.MAXIMUM_CAPACITY;

  private static final char CELL = 'c';
  static final String VERSION = "v";

  static DayRow of(ResourceId resourceId, LocalDate day, Optional<Item> item) {
    int[] seats = new int[Cells.PER_DAY];
    List<RowNote> notes = new ArrayList<>();
    item.ifPresent(
        found ->
            found
                .attributes()
                .forEach(
                    (name, value) -> {
                      int index = indexOf(name);
                      if (index >= 0) {
                        seats[index] = Integer.parseInt(value.n());
                      } else {
                        RowNote.of(resourceId, day, name, value).ifPresent(notes::add);
                      }
                    }));
    return new DayRow(
        resourceId,
        day,
        item.flatMap(found -> found.optionalNumber(VERSION)),
        seats,
        List.copyOf(notes));
  }

  /** The attribute that counts the seats taken in a cell. */
  static String attribute(int index) {
    return CELL + Integer.toString(index);
  }

  /** Adds this day's seats to an occupancy that covers the day. */
  public void addTo(Occupancy occupancy) {
    for (int index = 0; index < seats.length; index++) {
      if (seats[index] >= BLOCK) {
        occupancy.block(day, index);
      }
      if (booked(index) != 0) {
        occupancy.add(day, index, booked(index));
      }
    }
  }

  /** Seats that bookings have taken in a cell. */
  public int booked(int index) {
    return seats[index] % BLOCK;
  }

  /** The same row without these notes of it, and without their seats. */
  DayRow without(Collection<RowNote> gone) {
    int[] left = seats.clone();
    for (RowNote note : gone) {
      for (int index = note.from(); index < note.to(); index++) {
        if (note.takes(index)) {
          left[index] -= note.seats();
        }
      }
    }
    return new DayRow(
        resourceId,
        day,
        version,
        left,
        notes.stream().filter(note -> !gone.contains(note)).toList());
  }

  private static int indexOf(String name) {
    if (name.length() < 2 || name.length() > 4 || name.charAt(0) != CELL) {
      return -1;
    }
    int index = 0;
    for (int i = 1; i < name.length(); i++) {
      int digit = name.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      index = index * 10 + digit;
    }
    return index < Cells.PER_DAY ? index : -1;
  }
}

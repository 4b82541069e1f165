package io.marcado.bookings.ledger;

import io.marcado.bookings.availability.Occupancy;
import io.marcado.domain.time.CellRange;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The taken time of one resource on some UTC days, told apart by whether it is booked, or only
 * taken until a moment: held, or for a booking that is being made.
 *
 * @param taken all of it
 * @param booked without what is only taken until a moment
 * @param held the notes of that, and until when
 */
public record PresentTime(Occupancy taken, Occupancy booked, Map<RowNote, Instant> held) {

  /** Nothing is taken yet. */
  public static PresentTime ofDays(LocalDate first, LocalDate last) {
    return new PresentTime(
        Occupancy.ofDays(first, last), Occupancy.ofDays(first, last), new HashMap<>());
  }

  /**
   * Adds the time of a row.
   *
   * @param unbooked notes of rows whose time is only taken until a moment
   */
  void add(DayRow row, Map<RowNote, Instant> unbooked) {
    List<RowNote> own = row.notes().stream().filter(unbooked::containsKey).toList();
    row.addTo(taken);
    row.without(own).addTo(booked);
    own.forEach(note -> held.put(note, unbooked.getOrDefault(note, note.deadline())));
  }

  /**
   * When these cells are free if nothing becomes of what is only taken until a moment; empty while
   * they are free, and where a booking or a block has them.
   */
  public Optional<Instant> heldUntil(CellRange cells, int capacity) {
    return taken.isFree(cells, capacity) || !booked.isFree(cells, capacity)
        ? Optional.empty()
        : held.entrySet().stream()
            .filter(entry -> entry.getKey().takesOf(cells))
            .map(Map.Entry::getValue)
            .max(Comparator.naturalOrder());
  }
}

package io.marcado.domain.time;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Time in cells of five minutes. A cell has a number counted from 1970-01-01T00:00Z; a UTC day has
 * {@value #PER_DAY} cells, with indexes from 0. UTC days have no daylight saving, so every one has
 * the same number of cells.
 */
public final class Cells {
  /** Minutes in a cell; every time that can be booked is a multiple of it. */
  public static final int MINUTES = 5;

  /** Minutes of a day on which the clocks do not change. */
  public static final int MINUTES_OF_DAY = 1440;

  /** Cells in a UTC day. */
  public static final int PER_DAY = 24 * 60 / MINUTES;

  private static final long SECONDS = MINUTES * 60L;

  private Cells() {}

  /** True when the instant is the beginning of a cell. */
  public static boolean isAligned(Instant instant) {
    return instant.getNano() == 0 && Math.floorMod(instant.getEpochSecond(), SECONDS) == 0;
  }

  /**
   * The cell that begins at this instant.
   *
   * @throws IllegalArgumentException when no cell begins there
   */
  public static long startingAt(Instant instant) {
    if (!isAligned(instant)) {
      throw new IllegalArgumentException("not a multiple of five minutes");
    }
    return instant.getEpochSecond() / SECONDS;
  }

  /** The cell in which this instant lies. */
  public static long containing(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), SECONDS);
  }

  /** The first cell that begins at or after this instant. */
  public static long notBefore(Instant instant) {
    long cell = containing(instant);
    return isAligned(instant) ? cell : cell + 1;
  }

  /** The beginning of a cell. */
  public static Instant start(long cell) {
    return Instant.ofEpochSecond(cell * SECONDS);
  }

  /** The UTC day in which a cell lies. */
  public static LocalDate dayOf(long cell) {
    return LocalDate.ofEpochDay(Math.floorDiv(cell, PER_DAY));
  }

  /** A cell's place in its UTC day, 0 to 287. */
  public static int indexOf(long cell) {
    return (int) Math.floorMod(cell, (long) PER_DAY);
  }

  /** The first cell of a UTC day. */
  public static long firstOf(LocalDate utcDay) {
    return utcDay.toEpochDay() * PER_DAY;
  }
}
